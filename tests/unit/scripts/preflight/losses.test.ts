import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../../../cloudformation/template.ts";
import type { LivePool } from "../../../../scripts/preflight/deployed-state.ts";
import { all, brief, type Draft, findingsOf, remove, set } from "../../../support/checks/template-changes.ts";

type Resources = Draft["Resources"];
type Change = (draft: Draft) => void;

const resources = (of: Readonly<Record<string, object>>): Resources => of as unknown as Resources;

const WITH_PASSKEYS = ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"];

describe("passkeys", () => {
  const factors = "Policies.SignInPolicy.AllowedFirstAuthFactors";
  /** A live pool with passkeys, independent of its template. */
  const live = (relyingPartyId: string | undefined): Partial<LivePool> => ({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] } } },
    relyingPartyId,
  });
  const wanted = (domain: string | undefined) =>
    all(set("Pool", factors, WITH_PASSKEYS), set("Pool", "WebAuthnRelyingPartyID", domain));
  const ofPasskeys = (change: Change, state: Partial<LivePool>) =>
    findingsOf(change, { live: state }).filter(({ property }) => property === "WebAuthnRelyingPartyID");

  test.each([
    ["another domain", "login.example.com"],
    ["the parent", "com.example"],
    ["none, which is the login domain", undefined],
  ])("%s makes every passkey worthless", (_, domain) => {
    const findings = ofPasskeys(wanted(domain), live("example.com"));
    expect(findings.map(brief)).toEqual(["destructive Pool.WebAuthnRelyingPartyID"]);
    expect(findings[0]?.from).toBe("example.com");
  });

  test("without passkeys from now on are lost, too", () => {
    const findings = ofPasskeys(set("Pool", factors, ["PASSWORD", "EMAIL_OTP"]), live("example.com"));
    expect(findings.map(brief)).toEqual(["destructive Pool.WebAuthnRelyingPartyID"]);
  });

  test("stay with the same domain, and if there were none", () => {
    expect(ofPasskeys(wanted("example.com"), live("example.com"))).toEqual([]);
    expect(ofPasskeys(wanted("example.com"), {})).toEqual([]);
  });

  test("are bound to the login domain if the template names none", () => {
    const change = all(
      set("Pool", factors, WITH_PASSKEYS),
      set("Domain", "Domain", "login.example.com"),
      set("Domain", "CustomDomainConfig", { CertificateArn: "arn:aws:acm:us-east-1:1:certificate/1" }),
    );
    const [finding] = ofPasskeys(change, live("auth-prod.auth.us-east-1.amazoncognito.com"));
    expect(finding?.to).toBe("login.example.com");
  });
});

describe("a login domain", () => {
  const certificate = { CertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1" };
  const own = set("Domain", "CustomDomainConfig", certificate);

  test("can't be exchanged for another of its kind in one deployment", () => {
    const prefix = findingsOf(set("Domain", "Domain", "login-prod"));
    expect(prefix.map(brief)).toEqual(["impossible Domain.Domain"]);
    const domain = {
      Type: "AWS::Cognito::UserPoolDomain",
      Properties: { UserPoolId: { Ref: "Pool" }, Domain: "a.example.com", CustomDomainConfig: certificate },
    };
    const change = set("Domain", "Domain", "b.example.com");
    const findings = findingsOf(change, { deployed: resources({ Domain: domain }) });
    expect(findings.map(brief)).toEqual(["impossible Domain.Domain"]);
  });

  test("can be exchanged for one of the other kind, and is lost", () => {
    const change = all(own, set("Domain", "Domain", "login.example.com"));
    expect(findingsOf(change).map(brief)).toEqual(["destructive Domain.Domain"]);
  });

  test("can be removed, and created in the next deployment", () => {
    expect(findingsOf(remove("Domain")).map(brief)).toEqual(["destructive Domain"]);
  });
});

describe("a resource with a fixed name can't be replaced under that name", () => {
  const cases: [string, object, string, unknown, string][] = [
    [
      "a table",
      { Type: "AWS::DynamoDB::Table", Properties: { TableName: "activity", KeySchema: [] } },
      "KeySchema",
      [{ AttributeName: "id", KeyType: "HASH" }],
      "KeySchema",
    ],
    [
      "a table, by a key's type",
      {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: "activity",
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
        },
      },
      "AttributeDefinitions",
      [{ AttributeName: "PK", AttributeType: "N" }],
      "AttributeDefinitions",
    ],
    [
      "an identity provider",
      {
        Type: "AWS::Cognito::UserPoolIdentityProvider",
        Properties: { UserPoolId: { Ref: "Pool" }, ProviderName: "Company", ProviderType: "OIDC" },
      },
      "ProviderType",
      "SAML",
      "ProviderType",
    ],
    [
      "a role",
      { Type: "AWS::IAM::Role", Properties: { RoleName: "auth", Path: "/" } },
      "Path",
      "/auth/",
      "Path",
    ],
    [
      "a function",
      { Type: "AWS::Lambda::Function", Properties: { FunctionName: "auth", PackageType: "Zip" } },
      "PackageType",
      "Image",
      "PackageType",
    ],
    [
      "a bucket",
      { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } },
      "ObjectLockEnabled",
      true,
      "ObjectLockEnabled",
    ],
  ];

  test.each(cases)("%s", (_, resource, property, value, told) => {
    const before = { deployed: resources({ Named: resource }) };
    expect(findingsOf(set("Named", property, value), before).map(brief)).toEqual([
      `impossible Named.${told}`,
    ]);
  });

  test("but can under another", () => {
    const table = { Type: "AWS::DynamoDB::Table", Properties: { TableName: "activity", KeySchema: [] } };
    const change = all(set("Named", "KeySchema", [{}]), set("Named", "TableName", "activity-2"));
    const findings = findingsOf(change, { deployed: resources({ Named: table }) });
    expect(findings.map(({ severity }) => severity)).toEqual(["destructive"]);
  });
});

describe("a table", () => {
  const definitions = (types: Readonly<Record<string, string>>) =>
    Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
  const table = (properties: Properties) => ({
    deployed: resources({ Other: { Type: "AWS::DynamoDB::Table", Properties: properties } }),
  });

  test.each([
    ["of the table", { PK: "S", SK: "S" }, { PK: "N", SK: "S" }],
    ["of an index", { PK: "S", GSI1PK: "S" }, { PK: "S", GSI1PK: "B" }],
  ])("is replaced by another type of a key %s", (_, from, to) => {
    const before = table({ AttributeDefinitions: definitions(from) });
    const findings = findingsOf(set("Other", "AttributeDefinitions", definitions(to)), before);
    expect(findings.map(brief)).toEqual(["destructive Other.AttributeDefinitions"]);
  });

  test("stays with a further attribute, one less, or another order", () => {
    const before = table({ AttributeDefinitions: definitions({ PK: "S", SK: "S" }) });
    for (const types of [{ PK: "S", SK: "S", GSI2PK: "N" }, { PK: "S" }, { SK: "S", PK: "S" }]) {
      expect(findingsOf(set("Other", "AttributeDefinitions", definitions(types)), before)).toEqual([]);
    }
  });

  test("loses items by a new time to live", () => {
    const change = set("Other", "TimeToLiveSpecification", { AttributeName: "createdAt", Enabled: true });
    expect(findingsOf(change, table({})).map(brief)).toEqual([
      "destructive Other.TimeToLiveSpecification.AttributeName",
    ]);
    const off = set("Other", "TimeToLiveSpecification", { AttributeName: "createdAt", Enabled: false });
    expect(findingsOf(off, table({}))).toEqual([]);
  });

  test("is less protected without its encryption", () => {
    const before = table({ SSESpecification: { SSEEnabled: true } });
    expect(findingsOf(set("Other", "SSESpecification", undefined), before).map(brief)).toEqual([
      "risky Other.SSESpecification.SSEEnabled",
    ]);
  });
});

describe("a bucket's lifecycle", () => {
  const uploads = {
    Id: "uploads",
    Status: "Enabled",
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  const expire = (days: number, rest: object = {}) => ({
    Id: "expire",
    Status: "Enabled",
    ExpirationInDays: days,
    ...rest,
  });
  const rules = (...list: object[]) => set("Files", "LifecycleConfiguration", { Rules: list });
  const bucket = (...list: object[]) => ({
    deployed: resources({
      Files: { Type: "AWS::S3::Bucket", Properties: { LifecycleConfiguration: { Rules: list } } },
    }),
  });
  const severities = (before: object[], after: object[]) =>
    findingsOf(rules(...after), bucket(...before)).map(({ severity }) => severity);

  test.each([
    ["a new rule", [uploads], [uploads, expire(1)]],
    ["a rule that is turned on", [expire(30, { Status: "Disabled" })], [expire(30)]],
    ["fewer days", [expire(365)], [expire(30)]],
    ["a wider prefix", [expire(30, { Prefix: "tmp/" })], [expire(30, { Prefix: "" })]],
    ["another prefix", [expire(30, { Prefix: "tmp/" })], [expire(30, { Prefix: "users/" })]],
    ["a filter less", [expire(30, { TagFilters: [{ Key: "a", Value: "b" }] })], [expire(30)]],
    ["a size less", [expire(30, { ObjectSizeGreaterThan: 10 })], [expire(30)]],
    ["a day", [], [{ Id: "day", Status: "Enabled", ExpirationDate: "2027-01-01T00:00:00Z" }]],
    ["former versions", [], [{ Status: "Enabled", NoncurrentVersionExpirationInDays: 1 }]],
    [
      "former versions, in the newer form",
      [],
      [{ Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 1 } }],
    ],
  ])("that deletes by %s is destructive", (_, before, after) => {
    expect(severities(before, after)).toEqual(["destructive"]);
  });

  test.each([
    ["the same rule", [expire(30)], [expire(30)]],
    ["more days", [expire(30)], [expire(365)]],
    ["a narrower prefix", [expire(30, { Prefix: "tmp/" })], [expire(30, { Prefix: "tmp/a/" })]],
    ["a rule that is off", [], [expire(1, { Status: "Disabled" })]],
    ["unfinished uploads", [], [uploads]],
    ["no rule any more", [expire(1)], []],
  ])("of %s is not reported", (_, before, after) => {
    expect(severities(before, after)).toEqual([]);
  });

  test("says which objects it applies to", () => {
    const [finding] = findingsOf(rules(expire(1)), bucket());
    expect(finding?.consequence).toContain("It applies to every object of the bucket.");
    const [narrow] = findingsOf(rules(expire(1, { Prefix: "users/" })), bucket());
    expect(narrow?.consequence).toContain('It applies to objects under "users/".');
  });

  test("that moves objects elsewhere is risky", () => {
    const transition = { Status: "Enabled", Transitions: [{ StorageClass: "GLACIER", TransitionInDays: 1 }] };
    expect(severities([], [transition])).toEqual(["risky"]);
  });
});

describe("a bucket's protections", () => {
  const ALL = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const before = {
    deployed: resources({
      Files: {
        Type: "AWS::S3::Bucket",
        Properties: {
          PublicAccessBlockConfiguration: ALL,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
          VersioningConfiguration: { Status: "Enabled" },
        },
      },
      Policy: {
        Type: "AWS::S3::BucketPolicy",
        Properties: {
          Bucket: { Ref: "Files" },
          PolicyDocument: { Statement: [{ Sid: "PlainHttp", Effect: "Deny", Action: "s3:*" }] },
        },
      },
    }),
  };

  test.each(Object.keys(ALL))("%s is missed", (flag) => {
    const change = set("Files", `PublicAccessBlockConfiguration.${flag}`, false);
    expect(findingsOf(change, before).map(brief)).toEqual([
      `risky Files.PublicAccessBlockConfiguration.${flag}`,
    ]);
  });

  test("all four are reported together", () => {
    const findings = findingsOf(set("Files", "PublicAccessBlockConfiguration", undefined), before);
    expect(findings.map(({ severity }) => severity)).toEqual(["risky", "risky", "risky", "risky"]);
  });

  test.each([
    [
      "versions",
      set("Files", "VersioningConfiguration.Status", "Suspended"),
      "Files.VersioningConfiguration.Status",
    ],
    ["the owner", set("Files", "OwnershipControls", undefined), "Files.OwnershipControls.Rules"],
    ["a refusal", set("Policy", "PolicyDocument.Statement", []), "Policy.PolicyDocument.PlainHttp"],
    ["the whole policy", remove("Policy"), "Policy.PolicyDocument.PlainHttp"],
  ])("%s: missed", (_, change, place) => {
    expect(findingsOf(change, before).map(brief)).toEqual([`risky ${place}`]);
  });
});

describe("a deletion policy", () => {
  const put = (
    id: string,
    policy: "DeletionPolicy" | "UpdateReplacePolicy",
    value: string | undefined,
  ): Change => {
    return (draft) => {
      const resource = draft.Resources[id] as unknown as Record<string, unknown>;
      if (value === undefined) delete resource[policy];
      else resource[policy] = value;
    };
  };

  test.each([
    ["Pool", "DeletionPolicy", "Delete"],
    ["Pool", "DeletionPolicy", undefined],
    ["Table", "UpdateReplacePolicy", "Delete"],
    ["Bucket", "DeletionPolicy", "Snapshot"],
  ] as const)("%s: %s from Retain to %s is risky", (id, policy, value) => {
    expect(findingsOf(put(id, policy, value)).map(brief)).toEqual([`risky ${id}.${policy}`]);
  });

  test("that still retains is not reported", () => {
    expect(findingsOf(put("Pool", "DeletionPolicy", "RetainExceptOnCreate"))).toEqual([]);
  });
});

describe("a log's retention", () => {
  const log = (RetentionInDays: number | undefined) => ({
    deployed: resources({ Access: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays } } }),
  });

  test.each([
    [365, 30],
    [undefined, 365],
  ])("from %s to %s days deletes what is older", (from, to) => {
    expect(findingsOf(set("Access", "RetentionInDays", to), log(from)).map(brief)).toEqual([
      "risky Access.RetentionInDays",
    ]);
  });

  test.each([
    [30, 365],
    [30, undefined],
    [30, 30],
  ])("from %s to %s days deletes nothing", (from, to) => {
    expect(findingsOf(set("Access", "RetentionInDays", to), log(from))).toEqual([]);
  });
});
