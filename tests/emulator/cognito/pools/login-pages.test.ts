import {
  CreateManagedLoginBrandingCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  DeleteManagedLoginBrandingCommand,
  DeleteTermsCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  DescribeTermsByClientCommand,
  DescribeTermsCommand,
  GetUICustomizationCommand,
  ListTermsCommand,
  SetUICustomizationCommand,
  UpdateManagedLoginBrandingCommand,
  UpdateTermsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal, refusals } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool, newPrefix } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  UserPoolId = await createPool(server);
  ClientId = await createClient(server, UserPoolId);
});

describe("managed login branding", () => {
  const create = (more: object = { UseCognitoProvidedValues: true }) =>
    server.admin.send(new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, ...more }));
  const asset = { Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG" } as const;

  test("a client has one style, with settings and assets as they were given", async () => {
    const Settings = { components: { form: { borderRadius: 8 } } };
    const Assets = [{ ...asset, Bytes: new Uint8Array([1, 2, 3]) }];
    const { ManagedLoginBranding } = await create({ Settings, Assets });
    const ManagedLoginBrandingId = ManagedLoginBranding?.ManagedLoginBrandingId;
    expect(await refusal(create())).toMatch(/^ManagedLoginBrandingExistsException/);
    const byId = { UserPoolId, ManagedLoginBrandingId };
    for (const described of [
      await server.admin.send(new DescribeManagedLoginBrandingCommand(byId)),
      await server.admin.send(new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId })),
    ]) {
      expect(described.ManagedLoginBranding).toMatchObject({ ManagedLoginBrandingId, Settings, Assets });
    }
    const update = (more: object) =>
      server.admin.send(new UpdateManagedLoginBrandingCommand({ ...byId, ...more }));
    const updated = await update({ UseCognitoProvidedValues: true });
    expect(updated.ManagedLoginBranding).not.toHaveProperty("Settings");
    expect(await refusal(update({}))).toMatch(/^InvalidParameterException/);
    expect(await refusal(server.admin.send(new UpdateManagedLoginBrandingCommand({})))).toMatch(
      /^InvalidParameterException: UserPoolId and ManagedLoginBrandingId/,
    );
    const remove = new DeleteManagedLoginBrandingCommand(byId);
    await server.admin.send(remove);
    for (const gone of await refusals([
      server.admin.send(remove),
      server.admin.send(new DescribeManagedLoginBrandingCommand(byId)),
      server.admin.send(new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId })),
    ])) {
      expect(gone).toMatch(/^ResourceNotFoundException/);
    }
  });

  test.each([
    ["values of both kinds", { UseCognitoProvidedValues: true, Settings: {} }],
    ["nothing", {}],
    ["only assets", { Assets: [{ ...asset, Bytes: new Uint8Array([1]) }] }],
    ["missing own values", { UseCognitoProvidedValues: false }],
  ])("refuses %s", async (_, more) => {
    expect(await refusal(create(more))).toBe(
      "InvalidParameterException: useCognitoProvidedValues or settings should be specified (but not both)",
    );
  });

  test.each([
    ["an asset without content", { Assets: [asset] }],
    ["assets over 2 MB", { Assets: [1, 2, 3].map(() => ({ ...asset, Bytes: new Uint8Array(900_000) })) }],
  ])("refuses %s", async (_, more) => {
    expect(await refusal(create({ UseCognitoProvidedValues: true, ...more }))).toMatch(
      /^InvalidParameterException/,
    );
  });

  test("accepts assets with Cognito's own values", async () => {
    const Assets = [{ ...asset, Bytes: new Uint8Array([1, 2, 3]) }];
    const { ManagedLoginBranding } = await create({ UseCognitoProvidedValues: true, Assets });
    expect(ManagedLoginBranding).toMatchObject({ UseCognitoProvidedValues: true, Assets });
  });
});

describe("UI customization", () => {
  const set = (more: object) => server.admin.send(new SetUICustomizationCommand({ UserPoolId, ...more }));
  const get = (more: object = {}) =>
    server.admin.send(new GetUICustomizationCommand({ UserPoolId, ...more }));
  const CSS = ".banner-customizable { background: #123; }";

  test("applies to the client, or else to all clients", async () => {
    expect(await refusal(set({ CSS }))).toBe(
      "InvalidParameterException: There has to be an existing domain associated with this user pool.",
    );
    await server.admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: newPrefix() }));
    expect((await get()).UICustomization).toEqual({ UserPoolId, ClientId: "ALL" });
    const image = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(10)]);
    await set({ CSS, ImageFile: image });
    expect((await get({ ClientId })).UICustomization).toMatchObject({
      ClientId: "ALL",
      CSS,
      CSSVersion: expect.stringMatching(/^\d+$/),
      ImageUrl: `data:image/png;base64,${image.toString("base64")}`,
    });
    await set({ ClientId, CSS: ".label-customizable { color: red; }" });
    expect((await get({ ClientId })).UICustomization).toMatchObject({ ClientId });
    expect(await refusal(get({ ClientId: "nobody" }))).toMatch(/^ResourceNotFoundException/);
    for (const refused of [
      { CSS: "body { color: red; }" },
      { CSS: ".banner-customizable { background: url(https://evil.example); }" },
      { CSS: ".banner-customizable { color: red;" },
      { ImageFile: Buffer.from("<svg/>") },
      { ImageFile: Buffer.concat([image, Buffer.alloc(100 * 1024)]) },
    ]) {
      expect(await refusal(set(refused))).toMatch(/^InvalidParameterException/);
    }
  });
});

describe("terms", () => {
  const Links = {
    "cognito:default": "https://example.com/terms",
    "cognito:german": "https://example.com/agb",
  };
  const create = (more: object = {}) =>
    server.admin.send(
      new CreateTermsCommand({
        UserPoolId,
        ClientId,
        TermsName: "terms-of-use",
        TermsSource: "LINK",
        Enforcement: "NONE",
        Links,
        ...more,
      }),
    );

  test("a client has one document per name", async () => {
    const { Terms } = await create();
    const TermsId = Terms?.TermsId;
    expect(Terms).toMatchObject({ UserPoolId, ClientId, TermsName: "terms-of-use", Links });
    expect(await refusal(create())).toMatch(/^TermsExistsException/);
    await create({ TermsName: "privacy-policy" });
    const list = (NextToken?: string) =>
      server.admin.send(new ListTermsCommand({ UserPoolId, MaxResults: 1, NextToken }));
    const first = await list();
    const second = await list(first.NextToken);
    expect([first, second].flatMap(({ Terms: page }) => page?.map(({ TermsName }) => TermsName))).toEqual([
      "terms-of-use",
      "privacy-policy",
    ]);
    expect(await refusal(list("made-up"))).toMatch(/^InvalidParameterException/);

    const update = (more: object) =>
      server.admin.send(new UpdateTermsCommand({ UserPoolId, TermsId, ...more }));
    const link = { "cognito:default": "https://example.com/new" };
    expect((await update({ Links: link })).Terms).toMatchObject({ TermsName: "terms-of-use", Links: link });
    expect(await refusal(update({ TermsName: "privacy-policy" }))).toMatch(/^TermsExistsException/);
    const byId = { UserPoolId, TermsId };
    expect((await server.admin.send(new DescribeTermsCommand(byId))).Terms).toMatchObject({ Links: link });
    await server.admin.send(new DeleteTermsCommand(byId));
    for (const gone of await refusals([
      server.admin.send(new DeleteTermsCommand(byId)),
      server.admin.send(new DescribeTermsCommand(byId)),
    ])) {
      expect(gone).toBe("ResourceNotFoundException: Terms do not exist.");
    }
  });

  test("are described by client and name, too", async () => {
    const { Terms } = await create();
    const describe = (more: object = {}) =>
      server.admin.send(
        new DescribeTermsByClientCommand({ UserPoolId, ClientId, TermsName: "terms-of-use", ...more }),
      );
    expect((await describe()).Terms).toEqual(Terms);
    const another = await createClient(server, UserPoolId);
    const inOtherPool = await createPool(server);
    for (const missing of await refusals([
      describe({ TermsName: "privacy-policy" }),
      describe({ ClientId: another }),
    ])) {
      expect(missing).toBe("ResourceNotFoundException: Terms do not exist.");
    }
    expect(await refusal(describe({ UserPoolId: inOtherPool }))).toBe(
      `ResourceNotFoundException: User pool client ${ClientId} does not exist.`,
    );
    expect(await refusal(describe({ TermsName: "imprint" }))).toMatch(
      /^InvalidParameterException: 1 validation/,
    );
  });

  test("need a default link", async () => {
    expect(await refusal(create({ Links: { "cognito:german": "https://example.com/agb" } }))).toBe(
      "InvalidParameterException: Links must contain a cognito:default link.",
    );
  });
});
