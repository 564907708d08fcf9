import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  findUser,
  MAPPING,
  refusalAtProvider,
  signInAtProvider,
  startFederatedApp,
} from "../../support/worlds/federated-app.ts";

describe("attributes", () => {
  test("that are mapped are updated at each sign-in; missing ones stay", async () => {
    const app = await startFederatedApp();
    await signInAtProvider(app);
    await app.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: "Corp_ada-1",
        UserAttributes: [
          { Name: "name", Value: "Changed here" },
          { Name: "nickname", Value: "Ada" },
        ],
      }),
    );
    app.provider.script.person = { sub: "ada-1", email: "lovelace@example.com", email_verified: true };
    await signInAtProvider(app);
    expect((await findUser(app, "Corp_ada-1"))?.attributes).toMatchObject({
      name: "Changed here",
      nickname: "Ada",
      email: "lovelace@example.com",
      email_verified: "true",
    });
  });

  test("that the provider sends empty are removed", async () => {
    const app = await startFederatedApp();
    await signInAtProvider(app);
    Object.assign(app.provider.script.person, { name: "", email: "" });
    await signInAtProvider(app);
    const attributes = (await findUser(app, "Corp_ada-1"))?.attributes;
    for (const gone of ["name", "email", "email_verified"]) expect(attributes).not.toHaveProperty(gone);
  });

  test.each([
    ["a boolean", true, "true"],
    ["a string", "true", "true"],
    ["missing", undefined, "false"],
    ["as false", false, "false"],
    ["in other words", "yes", "false"],
    ["as one of several", [true], "false"],
  ])(
    "an address is verified if the provider says so: email_verified %s",
    async (_, email_verified, expected) => {
      const app = await startFederatedApp();
      app.provider.script.person = { sub: "ada-1", email: "ada@example.com", email_verified };
      await signInAtProvider(app);
      expect((await findUser(app, "Corp_ada-1"))?.attributes.email_verified).toBe(expected);
    },
  );

  test("an address that was verified here is unverified again, unless the provider says so (amplify-js#7300)", async () => {
    const app = await startFederatedApp({
      provider: { AttributeMapping: { username: "sub", email: "email" } },
    });
    await signInAtProvider(app);
    await app.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: "Corp_ada-1",
        UserAttributes: [{ Name: "email_verified", Value: "true" }],
      }),
    );
    await signInAtProvider(app);
    expect((await findUser(app, "Corp_ada-1"))?.attributes.email_verified).toBe("false");
  });

  test("email_verified without an address verifies nothing", async () => {
    const app = await startFederatedApp();
    app.provider.script.person = { sub: "ada-1", email: "ada@example.com", email_verified: false };
    await signInAtProvider(app);
    app.provider.script.person = { sub: "ada-1", email_verified: true };
    await signInAtProvider(app);
    expect((await findUser(app, "Corp_ada-1"))?.attributes.email_verified).toBe("false");
  });

  test("that the pool requires must be present, before any function runs", async () => {
    const app = await startFederatedApp({
      triggers: ["PreSignUp"],
      pool: {
        Schema: [
          { Name: "email", Required: true },
          { Name: "given_name", Required: true },
        ],
      },
    });
    app.provider.script.person = { sub: "ada-1", email: "" };
    expect(await refusalAtProvider(app)).toBe("invalid_request: attributes required: [given_name, email]");
    expect(app.events).toEqual([]);
  });

  test("that are immutable are written once, and then make the second sign-in fail, changed or not", async () => {
    const app = await startFederatedApp({ pool: { Schema: [{ Name: "email", Mutable: false }] } });
    expect(await refusalAtProvider(app)).toBe("not refused");
    expect(await refusalAtProvider(app)).toBe("invalid_request: user.email: Attribute cannot be updated.\n");
  });

  test("that the client may not write are refused, at the first sign-in and later", async () => {
    const WriteAttributes = ["email"];
    const app = await startFederatedApp({ client: { WriteAttributes } });
    expect(await refusalAtProvider(app)).toBe(
      "invalid_request: A client attempted to write unauthorized attribute",
    );
    app.provider.script.person = { sub: "ada-1", email: "ada@example.com", email_verified: true };
    expect(await refusalAtProvider(app)).toBe("not refused");
    app.provider.script.person.name = "Ada";
    expect(await refusalAtProvider(app)).toBe("invalid_request: user.name: Attribute cannot be updated.\n");
  });

  test.each([
    ["an invalid address", { email: "nonsense" }, /Invalid email address format\./],
    ["more than 2048 characters", { name: "x".repeat(2049) }, /String must be no longer than 2048/],
  ])("with %s are refused", async (_, changes, expected) => {
    const app = await startFederatedApp();
    Object.assign(app.provider.script.person, changes);
    expect(await refusalAtProvider(app)).toMatch(expected);
    Object.assign(app.provider.script.person, { email: "ada@example.com", name: "Ada" });
    expect(await refusalAtProvider(app)).toBe("not refused");
    Object.assign(app.provider.script.person, changes);
    expect(await refusalAtProvider(app)).toMatch(expected);
  });

  test("can hold the provider's tokens, for functions that call it", async () => {
    const app = await startFederatedApp({
      pool: {
        Schema: ["access", "id"].map((Name) => ({
          Name,
          AttributeDataType: "String" as const,
          StringAttributeConstraints: { MaxLength: "2048" },
        })),
      },
      provider: {
        AttributeMapping: { ...MAPPING, "custom:access": "access_token", "custom:id": "id_token" },
      },
      client: { WriteAttributes: ["email", "name", "custom:access", "custom:id"] },
    });
    await signInAtProvider(app);
    expect((await findUser(app, "Corp_ada-1"))?.attributes).toMatchObject({
      "custom:access": expect.stringMatching(/^at-/),
      "custom:id": expect.stringMatching(/^eyJ/),
    });
  });
});
