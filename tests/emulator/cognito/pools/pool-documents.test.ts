import { X509Certificate } from "node:crypto";
import {
  AddCustomAttributesCommand,
  CreateResourceServerCommand,
  CreateUserPoolDomainCommand,
  type CreateUserPoolDomainCommandInput,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetLogDeliveryConfigurationCommand,
  GetSigningCertificateCommand,
  ListResourceServersCommand,
  ListTagsForResourceCommand,
  type LogConfigurationType,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  type SetRiskConfigurationCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateUserPoolDomainCommand,
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

const noSuchPool = /^ResourceNotFoundException: User pool us-east-1_Nowhere does not exist\.$/;
const nowhere = { UserPoolId: "us-east-1_Nowhere" };

describe("AddCustomAttributes", () => {
  const add = (...CustomAttributes: object[]) =>
    server.admin.send(
      new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: CustomAttributes as never }),
    );

  test("adds to the schema, under a prefix", async () => {
    await add(
      { Name: "tenant", AttributeDataType: "String", Mutable: false },
      { Name: "note", AttributeDataType: "String", DeveloperOnlyAttribute: true },
    );
    const { UserPool } = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.SchemaAttributes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Name: "custom:tenant", Mutable: false, Required: false }),
        expect.objectContaining({ Name: "dev:custom:note", DeveloperOnlyAttribute: true }),
      ]),
    );
  });

  test.each([
    [
      { Name: "a", AttributeDataType: "String", Required: true },
      "Required custom attributes are not supported currently.",
    ],
    [
      { Name: "taken", AttributeDataType: "Number" },
      "custom:taken: Existing attribute already has name custom:taken.",
    ],
    [
      { Name: "note", AttributeDataType: "String", DeveloperOnlyAttribute: true },
      "custom:note: Existing attribute already has name dev:custom:note.",
    ],
    [
      { Name: "new", AttributeDataType: "Number" },
      "Duplicate custom attribute names custom:new are not allowed in a user pool schema.",
    ],
    [
      { Name: "short", AttributeDataType: "String", StringAttributeConstraints: { MinLength: "-5" } },
      "Invalid MinLength for schema attribute custom:short",
    ],
  ])("refuses %j", async (attribute, message) => {
    await add(
      { Name: "taken", AttributeDataType: "String" },
      { Name: "note", AttributeDataType: "String", DeveloperOnlyAttribute: true },
    );
    expect(await refusal(add({ Name: "new", AttributeDataType: "String" }, attribute))).toBe(
      `InvalidParameterException: ${message}`,
    );
    const { UserPool } = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.SchemaAttributes?.some(({ Name }) => Name === "custom:new")).toBe(false);
  });

  test("a pool has at most fifty", async () => {
    const many = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({
        Name: `a${from + index}`,
        AttributeDataType: "String",
      }));
    await add(...many(25, 0));
    await add(...many(25, 25));
    expect(await refusal(add(...many(1, 50)))).toBe(
      "InvalidParameterException: A user pool can have 50 custom attributes at most.",
    );
  });
});

describe("domains", () => {
  const create = (domain: Partial<CreateUserPoolDomainCommandInput> = {}) =>
    server.admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: newPrefix(), ...domain }));
  const describeDomain = (Domain: string) => server.admin.send(new DescribeUserPoolDomainCommand({ Domain }));
  const CustomDomainConfig = { CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/x" };

  test("a pool has a prefix domain and a custom domain", async () => {
    const Domain = newPrefix();
    await expect(create({ Domain, ManagedLoginVersion: 2 })).resolves.toMatchObject({
      ManagedLoginVersion: 2,
    });
    const own = await create({ Domain: `auth.${Domain}.example.com`, CustomDomainConfig });
    expect(own.CloudFrontDomain).toMatch(/\.cloudfront\.net$/);
    const { UserPool } = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({ Domain, CustomDomain: `auth.${Domain}.example.com` });
    expect((await describeDomain(Domain)).DomainDescription).toMatchObject({
      UserPoolId,
      Domain,
      Status: "ACTIVE",
      ManagedLoginVersion: 2,
      CustomDomainConfig: {},
    });
    expect((await describeDomain(`auth.${Domain}.example.com`)).DomainDescription).toMatchObject({
      CustomDomainConfig,
    });
    expect(await refusal(create())).toBe(
      "InvalidParameterException: User pool already has a domain configured.",
    );
  });

  test.each([
    [{ Domain: "my-cognito" }, "Domain cannot contain reserved word: cognito"],
    ...["People", "my_people", "-people", "people-", "people.example"].map(
      (Domain) =>
        [
          { Domain },
          "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
        ] as const,
    ),
    [
      { Domain: "auth.example", CustomDomainConfig },
      "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.",
    ],
    ...["eu-west-1", "us-west-2", ""].map(
      (region) =>
        [
          {
            Domain: "auth.people.example",
            CustomDomainConfig: { CertificateArn: `arn:aws:acm:${region}:000000000000:certificate/x` },
          },
          "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
        ] as const,
    ),
  ])("refuses %j", async (domain, message) => {
    expect(await refusal(create(domain))).toBe(`InvalidParameterException: ${message}`);
  });

  test("managed login needs a higher tier", async () => {
    const lite = { UserPoolId: await createPool(server, { UserPoolTier: "LITE" }), Domain: newPrefix() };
    const refused =
      "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2";
    expect(await refusal(create({ ...lite, ManagedLoginVersion: 2 }))).toBe(refused);
    await create(lite);
    const update = new UpdateUserPoolDomainCommand({ ...lite, ManagedLoginVersion: 2 });
    expect(await refusal(server.admin.send(update))).toBe(refused);
  });

  test("a domain is unique, can be changed, and prevents the pool's deletion", async () => {
    const Domain = newPrefix();
    await create({ Domain });
    const other = await createPool(server);
    expect(await refusal(create({ UserPoolId: other, Domain }))).toBe(
      "InvalidParameterException: Domain already associated with another user pool.",
    );
    const update = (more: object) =>
      server.admin.send(new UpdateUserPoolDomainCommand({ UserPoolId, Domain, ...more }));
    await expect(update({ ManagedLoginVersion: 2 })).resolves.toMatchObject({ ManagedLoginVersion: 2 });
    expect(await refusal(update({ CustomDomainConfig }))).toMatch(/^InvalidParameterException/);
    expect(await refusal(server.admin.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe(
      "InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
    const remove = new DeleteUserPoolDomainCommand({ UserPoolId, Domain });
    await server.admin.send(remove);
    expect(await refusal(server.admin.send(remove))).toBe(
      "InvalidParameterException: No such domain or user pool exists.",
    );
    expect((await describeDomain(Domain)).DomainDescription).toEqual({});
    await server.admin.send(new DeleteUserPoolCommand({ UserPoolId }));
  });

  test("DescribeUserPoolDomain refuses an invalid domain", async () => {
    expect(await refusal(describeDomain("Not a domain"))).toMatch(
      /^InvalidParameterException: The domain name contains an invalid character/,
    );
    expect((await describeDomain("nobodys")).DomainDescription).toEqual({});
    expect((await describeDomain("auth.nobodys.example")).DomainDescription).toEqual({});
  });
});

describe("tags", () => {
  test("are the pool's UserPoolTags", async () => {
    const { UserPool } = await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }));
    const ResourceArn = UserPool?.Arn;
    const list = async () => (await server.admin.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    await server.admin.send(new TagResourceCommand({ ResourceArn, Tags: { team: "a", stage: "dev" } }));
    await server.admin.send(new TagResourceCommand({ ResourceArn, Tags: { team: "b" } }));
    await server.admin.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["stage", "none"] }));
    expect(await list()).toEqual({ team: "b" });
    expect(
      await refusal(server.admin.send(new TagResourceCommand({ ResourceArn, Tags: { "aws:x": "y" } }))),
    ).toBe("InvalidParameterException: Tag key aws:x begins with aws:, which is reserved.");
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, "x"]));
    expect(await refusal(server.admin.send(new TagResourceCommand({ ResourceArn, Tags: many })))).toMatch(
      /50 tags at most/,
    );
    expect(await list()).toEqual({ team: "b" });
    const other = ResourceArn?.replace(UserPoolId, "us-east-1_Nowhere");
    const unknown = { ResourceArn: `${other}` };
    for (const command of await refusals([
      server.admin.send(new ListTagsForResourceCommand(unknown)),
      server.admin.send(new TagResourceCommand({ ...unknown, Tags: { a: "b" } })),
      server.admin.send(new UntagResourceCommand({ ...unknown, TagKeys: ["a"] })),
    ])) {
      expect(command).toMatch(/^ResourceNotFoundException/);
    }
  });

  test.each([
    "no-arn",
    "us-east-1_Ab12Cd34E",
    "x".repeat(40),
    "arn:aws:cognito-idp",
    "https://example.com/not-an-arn",
    "arn:aws:cognito-idp:us-east-1:account:userpool/us-east-1_Ab12Cd34E",
  ])("are refused for %j, which is not an ARN", async (ResourceArn) => {
    for (const refused of await refusals([
      server.admin.send(new ListTagsForResourceCommand({ ResourceArn })),
      server.admin.send(new TagResourceCommand({ ResourceArn, Tags: { a: "b" } })),
      server.admin.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] })),
    ])) {
      expect(refused).toMatch(/^InvalidParameterException/);
    }
  });
});

test("GetSigningCertificate returns the pool's certificate, the same every time", async () => {
  const get = async (input = { UserPoolId }) =>
    (await server.admin.send(new GetSigningCertificateCommand(input))).Certificate ?? "";
  const [one, other] = await Promise.all([get(), get()]);
  const certificate = new X509Certificate(Buffer.from(one, "base64"));
  expect(certificate.subject).toBe(`CN=${UserPoolId}`);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new X509Certificate(Buffer.from(other, "base64")).publicKey.equals(certificate.publicKey)).toBe(
    true,
  );
  expect(await refusal(get(nowhere))).toMatch(noSuchPool);
});

test("ListResourceServers pages by identifier", async () => {
  for (const Identifier of ["b", "a", "c"]) {
    await server.admin.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier }));
  }
  const list = (NextToken?: string) =>
    server.admin.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 2, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  const names = [first, second].map(({ ResourceServers }) =>
    ResourceServers?.map(({ Identifier }) => Identifier),
  );
  expect(names).toEqual([["a", "b"], ["c"]]);
  expect(await refusal(list("made-up"))).toMatch(/^InvalidParameterException/);
});

describe("risk configuration", () => {
  const set = (more: Partial<SetRiskConfigurationCommandInput>) =>
    server.admin.send(new SetRiskConfigurationCommand({ UserPoolId, ...more }));
  const get = (more: object = {}) =>
    server.admin.send(new DescribeRiskConfigurationCommand({ UserPoolId, ...more }));

  test("needs threat protection", async () => {
    expect(await refusal(set({}))).toMatch(/^UserPoolAddOnNotEnabledException/);
    expect(await refusal(get())).toMatch(/^UserPoolAddOnNotEnabledException/);
  });

  test("applies to the client, or else to the pool", async () => {
    UserPoolId = await createPool(server, { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } });
    ClientId = await createClient(server, UserPoolId);
    const RiskExceptionConfiguration = { BlockedIPRangeList: ["192.0.2.0/24", "2001:db8::/32"] };
    await set({ RiskExceptionConfiguration });
    expect((await get({ ClientId })).RiskConfiguration).toMatchObject({
      ClientId,
      RiskExceptionConfiguration,
    });
    const Actions = { EventAction: "BLOCK" as const };
    await set({ ClientId, CompromisedCredentialsRiskConfiguration: { Actions } });
    const own = (await get({ ClientId })).RiskConfiguration;
    expect(own).toMatchObject({ CompromisedCredentialsRiskConfiguration: { Actions } });
    expect(own).not.toHaveProperty("RiskExceptionConfiguration");
    expect(await refusal(set({ RiskExceptionConfiguration: { SkippedIPRangeList: ["192.0.2.0/33"] } }))).toBe(
      "InvalidParameterException: Incorrect CIDR format",
    );
    const notify = { HighAction: { Notify: true, EventAction: "BLOCK" as const } };
    expect(await refusal(set({ AccountTakeoverRiskConfiguration: { Actions: notify } }))).toMatch(
      /NotifyConfiguration is required/,
    );
  });
});

describe("log delivery", () => {
  const CloudWatchLogsConfiguration = { LogGroupArn: "arn:aws:logs:us-east-1:000000000000:log-group:x" };
  const notifications = {
    EventSource: "userNotification",
    LogLevel: "ERROR",
    CloudWatchLogsConfiguration,
  } as const;
  const set = (...LogConfigurations: LogConfigurationType[]) =>
    server.admin.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }));
  const get = (input = { UserPoolId }) => server.admin.send(new GetLogDeliveryConfigurationCommand(input));

  test("is the last configuration that was set", async () => {
    expect((await get()).LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations: [] });
    await set(notifications);
    expect((await get()).LogDeliveryConfiguration).toMatchObject({ LogConfigurations: [notifications] });
    await set();
    expect((await get()).LogDeliveryConfiguration).toMatchObject({ LogConfigurations: [] });
    expect(await refusal(get(nowhere))).toMatch(noSuchPool);
  });

  test.each<[string, LogConfigurationType[], RegExp]>([
    [
      "a source twice",
      [notifications, notifications],
      /^InvalidParameterException: Request validation Failed\. Following event sources appear more then once in a request: \[userNotification\]\.$/,
    ],
    [
      "a level that the source does not have",
      [{ ...notifications, LogLevel: "INFO" }],
      /^InvalidParameterException/,
    ],
    [
      "no destination",
      [{ EventSource: "userNotification", LogLevel: "ERROR" }],
      /^InvalidParameterException/,
    ],
    [
      "authentication events in a tier below Plus",
      [{ EventSource: "userAuthEvents", LogLevel: "INFO", CloudWatchLogsConfiguration }],
      /^FeatureUnavailableInTierException: The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming$/,
    ],
  ])("refuses %s", async (_, configurations, expected) => {
    expect(await refusal(set(...configurations))).toMatch(expected);
  });
});
