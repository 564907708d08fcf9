import { describe, expect, test } from "@jest/globals";
import { compareDeployment } from "../../../../scripts/preflight/compare-deployment.ts";
import type { DeployedState, LivePool } from "../../../../scripts/preflight/deployed-state.ts";
import { blockingFindings, type Finding } from "../../../../scripts/preflight/finding.ts";
import type { Resource, Template } from "../../../../scripts/preflight/template.ts";
import { attribute, deployedState, index, stackTemplate } from "../../../support/deployed-stack.ts";

const pseudoParameters = { "AWS::Region": "us-east-1" };

/** A template that a test may write to. */
type Draft = { Resources: Record<string, { Type: string; Properties: Record<string, never> } & Resource> };

/** The findings of deploying a changed template over the unchanged one. */
function findingsOf(
  change: (draft: Draft) => void,
  options: { readonly deployed?: Draft["Resources"]; readonly live?: Partial<LivePool> } = {},
): Finding[] {
  const before = stackTemplate();
  Object.assign(before.Resources, options.deployed);
  const template = structuredClone(before);
  change(template as unknown as Draft);
  return compareDeployment({ template, deployed: deployedState(before, options.live), pseudoParameters });
}

const brief = ({ severity, resource, property }: Finding) =>
  `${severity} ${resource}${property === "" ? "" : `.${property}`}`;

/** Puts a value at a path of a resource's properties. */
const set =
  (resource: string, path: string, value: unknown) =>
  (draft: Draft): void => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let holder: Record<string, unknown> = draft.Resources[resource]?.Properties ?? {};
    for (const name of names) {
      holder[name] ??= {};
      holder = holder[name] as Record<string, unknown>;
    }
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  };
const remove =
  (resource: string) =>
  (draft: Draft): void => {
    delete draft.Resources[resource];
  };
const all =
  (...changes: ((draft: Draft) => void)[]) =>
  (draft: Draft): void => {
    for (const change of changes) change(draft);
  };

test("the same template again changes nothing", () => {
  expect(findingsOf(() => {})).toEqual([]);
});

test("numbers as texts, another order of members and a changed description of a role are no changes", () => {
  const change = all(
    set("Pool", "Policies.PasswordPolicy.MinimumLength", "12"),
    set("Client", "TokenValidityUnits", { RefreshToken: "days" }),
    set("Role", "Description", "another"),
  );
  expect(findingsOf(change)).toEqual([]);
});

const cases: [name: string, change: (draft: Draft) => void, ...findings: string[]][] = [
  // Fixed with the pool
  ["sign-in name", set("Pool", "UsernameAttributes", ["phone_number"]), "impossible Pool.UsernameAttributes"],
  ["no sign-in name", set("Pool", "UsernameAttributes", undefined), "impossible Pool.UsernameAttributes"],
  ["aliases", set("Pool", "AliasAttributes", ["email"]), "impossible Pool.AliasAttributes"],
  [
    "case of names",
    set("Pool", "UsernameConfiguration.CaseSensitive", true),
    "impossible Pool.UsernameConfiguration.CaseSensitive",
  ],
  // Schema
  [
    "attribute removed",
    set("Pool", "Schema", [attribute("email", { Required: true })]),
    "impossible Pool.Schema.custom:tenant",
  ],
  [
    "attribute's type",
    set("Pool", "Schema", [
      attribute("email", { Required: true }),
      attribute("tenant", { AttributeDataType: "Number" }),
    ]),
    "impossible Pool.Schema.custom:tenant.AttributeDataType",
  ],
  [
    "attribute shrunk",
    set("Pool", "Schema", [
      attribute("email", { Required: true }),
      attribute("tenant", { StringAttributeConstraints: { MinLength: "0", MaxLength: "64" } }),
    ]),
    "impossible Pool.Schema.custom:tenant.StringAttributeConstraints.MaxLength",
  ],
  [
    "attribute made immutable",
    set("Pool", "Schema", [attribute("email", { Required: true }), attribute("tenant", { Mutable: false })]),
    "impossible Pool.Schema.custom:tenant.Mutable",
  ],
  [
    "attribute no longer required",
    set("Pool", "Schema", [attribute("email", { Required: false }), attribute("tenant", {})]),
    "impossible Pool.Schema.email.Required",
  ],
  [
    "required attribute no longer named",
    set("Pool", "Schema", [attribute("tenant", {})]),
    "impossible Pool.Schema.email.Required",
  ],
  [
    "attribute added as required",
    set("Pool", "Schema", [
      attribute("email", { Required: true }),
      attribute("tenant", {}),
      attribute("plan", { Required: true }),
    ]),
    "impossible Pool.Schema.custom:plan.Required",
  ],
  [
    "attribute added",
    set("Pool", "Schema", [
      attribute("email", { Required: true }),
      attribute("tenant", {}),
      attribute("plan", {}),
    ]),
    "note Pool.Schema.custom:plan",
  ],
  // Settings
  ["deletion protection", set("Pool", "DeletionProtection", "INACTIVE"), "risky Pool.DeletionProtection"],
  [
    "shorter passwords",
    set("Pool", "Policies.PasswordPolicy.MinimumLength", 8),
    "risky Pool.Policies.PasswordPolicy.MinimumLength",
  ],
  ["longer passwords", set("Pool", "Policies.PasswordPolicy.MinimumLength", 16)],
  [
    "no digits asked for",
    set("Pool", "Policies.PasswordPolicy.RequireNumbers", false),
    "risky Pool.Policies.PasswordPolicy.RequireNumbers",
  ],
  [
    "longer temporary passwords",
    set("Pool", "Policies.PasswordPolicy.TemporaryPasswordValidityDays", 30),
    "risky Pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays",
  ],
  ["MFA off", set("Pool", "MfaConfiguration", "OFF"), "risky Pool.MfaConfiguration"],
  ["MFA where there was none is a choice", set("Pool", "MfaConfiguration", "OPTIONAL")],
  [
    "MFA for everybody, with a one-time code as first factor",
    set("Pool", "MfaConfiguration", "ON"),
    "impossible Pool.Policies.SignInPolicy.AllowedFirstAuthFactors",
    "risky Pool.MfaConfiguration",
  ],
  [
    "MFA for everybody, with single-factor passkeys",
    all(
      set("Pool", "MfaConfiguration", "ON"),
      set("Pool", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "WEB_AUTHN"]),
    ),
    "impossible Pool.WebAuthnFactorConfiguration",
    "risky Pool.MfaConfiguration",
    "risky Pool.Policies.SignInPolicy.AllowedFirstAuthFactors",
  ],
  [
    "codes by e-mail without a sender",
    all(
      set("Pool", "EnabledMfas", ["EMAIL_OTP"]),
      set("Pool", "EmailConfiguration.EmailSendingAccount", "COGNITO_DEFAULT"),
    ),
    "impossible Pool.EnabledMfas",
    "risky Pool.EmailConfiguration.EmailSendingAccount",
  ],
  [
    "sign-up closed",
    set("Pool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", true),
    "risky Pool.AdminCreateUserConfig.AllowAdminCreateUserOnly",
  ],
  [
    "addresses not verified before an update",
    set("Pool", "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate", []),
    "risky Pool.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
  ],
  // Tier
  [
    "a tier without the features in use",
    set("Pool", "UserPoolTier", "LITE"),
    "impossible Domain.ManagedLoginVersion",
    "impossible Pool.Policies.PasswordPolicy.PasswordHistorySize",
    "impossible Pool.Policies.SignInPolicy.AllowedFirstAuthFactors",
    "risky Pool.UserPoolTier",
  ],
  [
    "threat protection without the tier",
    set("Pool", "UserPoolAddOns.AdvancedSecurityMode", "ENFORCED"),
    "impossible Pool.UserPoolAddOns.AdvancedSecurityMode",
  ],
  [
    "threat protection with the tier",
    all(set("Pool", "UserPoolAddOns.AdvancedSecurityMode", "ENFORCED"), set("Pool", "UserPoolTier", "PLUS")),
    "note Pool.UserPoolTier",
  ],
  // Clients
  ["client's secret", set("Client", "GenerateSecret", true), "destructive Client.GenerateSecret"],
  [
    "refresh flow beside rotation",
    set("Client", "ExplicitAuthFlows", [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ]),
    "impossible Client.ExplicitAuthFlows",
  ],
  [
    "machine grant beside another",
    set("Client", "AllowedOAuthFlows", ["code", "client_credentials"]),
    "impossible Client.AllowedOAuthFlows",
  ],
  [
    "flow removed",
    set("Client", "ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH"]),
    "risky Client.ExplicitAuthFlows",
  ],
  [
    "callback removed",
    set("Client", "CallbackURLs", ["https://new.example.com/"]),
    "risky Client.CallbackURLs",
  ],
  [
    "rotation off",
    set("Client", "RefreshTokenRotation.Feature", "DISABLED"),
    "risky Client.RefreshTokenRotation.Feature",
  ],
  [
    "shorter sessions",
    set("Client", "TokenValidityUnits.RefreshToken", "hours"),
    "note Client.RefreshTokenValidity",
  ],
  // Replacement
  ["group's name", set("Group", "GroupName", "people"), "destructive Group.GroupName"],
  ["domain", set("Domain", "Domain", "login-prod"), "destructive Domain.Domain"],
  [
    "table's key",
    set("Table", "KeySchema", [{ AttributeName: "id", KeyType: "HASH" }]),
    "destructive Table.KeySchema",
  ],
  ["bucket's name", set("Bucket", "BucketName", "files"), "destructive Bucket.BucketName"],
  ["role's path: a role holds nothing", set("Role", "Path", "/auth/")],
  // Removal
  [
    "pool removed",
    all(remove("Pool"), remove("Client"), remove("Group"), remove("Domain")),
    "destructive Client",
    "destructive Domain",
    "destructive Group",
    "risky Pool",
  ],
  ["group removed", remove("Group"), "destructive Group"],
  ["bucket removed", remove("Bucket"), "risky Bucket"],
  ["log removed", remove("Log"), "risky Log"],
  ["role removed", remove("Role")],
  [
    "type changed",
    (draft) => {
      draft.Resources.Bucket = { Type: "AWS::DynamoDB::Table", Properties: {} };
    },
    "impossible Bucket.Type",
  ],
  // Table
  [
    "two indexes at once",
    set("Table", "GlobalSecondaryIndexes", [index("GSI2")]),
    "impossible Table.GlobalSecondaryIndexes",
    "risky Table.GlobalSecondaryIndexes.GSI1",
  ],
  ["one index more", set("Table", "GlobalSecondaryIndexes", [index("GSI1"), index("GSI2")])],
  [
    "no recovery",
    set("Table", "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", false),
    "risky Table.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
  ],
  [
    "another time to live",
    set("Table", "TimeToLiveSpecification.AttributeName", "ttl"),
    "impossible Table.TimeToLiveSpecification.AttributeName",
  ],
];

test.each(cases.map(([name, change, ...findings]) => ({ name, change, findings })))(
  "$name",
  ({ change, findings }) => {
    expect(findingsOf(change).map(brief)).toEqual(findings);
  },
);

test("too many custom attributes", () => {
  const many = Array.from({ length: 50 }, (_, number) => attribute(`extra${number}`, {}));
  const change = set("Pool", "Schema", [
    attribute("email", { Required: true }),
    attribute("tenant", {}),
    ...many,
  ]);
  const impossible = findingsOf(change).filter(({ severity }) => severity === "impossible");
  expect(impossible.map(({ property, from, to }) => [property, from, to])).toEqual([
    ["Schema.custom", 1, 51],
  ]);
});

test("a finding says from, to, what happens and what to do", () => {
  const [finding] = findingsOf(set("Pool", "UsernameAttributes", ["phone_number"]));
  expect(finding).toEqual({
    severity: "impossible",
    resource: "Pool",
    property: "UsernameAttributes",
    from: ["email"],
    to: ["phone_number"],
    consequence: "This is fixed when a pool is made; Cognito refuses the update.",
    remedy: "Set it back; for another value, make a second pool and move the users over.",
  });
});

describe("what a replacement takes along", () => {
  const second: Resource = {
    Type: "AWS::Cognito::IdentityPool",
    Properties: { CognitoIdentityProviders: [{ ClientId: { Ref: "Client" } }] },
  };

  test("whoever names a replaced resource in a property that replaces is replaced as well", () => {
    const change = (draft: Draft): void => {
      for (const id of ["Client", "Group", "Domain"]) set(id, "UserPoolId", { Ref: "Second" })(draft);
    };
    expect(findingsOf(change).map(brief)).toEqual([
      "destructive Client.UserPoolId",
      "destructive Domain.UserPoolId",
      "destructive Group.UserPoolId",
    ]);
  });

  test("a chain is followed to its end, also backwards through the template", () => {
    const branding: Resource = {
      Type: "AWS::Cognito::UserPoolResourceServer",
      Properties: { Identifier: "api", UserPoolId: { "Fn::GetAtt": ["Table", "Arn"] } },
    };
    const change = set("Table", "KeySchema", []);
    const deployed = { AServer: branding } as unknown as Draft["Resources"];
    expect(findingsOf(change, { deployed }).map(brief)).toEqual([
      "destructive AServer.UserPoolId",
      "destructive Table.KeySchema",
    ]);
  });

  test("a property that is updated in place does not pass it on", () => {
    const change = set("Client", "GenerateSecret", true);
    const deployed = { Identities: second } as unknown as Draft["Resources"];
    expect(findingsOf(change, { deployed }).map(brief)).toEqual(["destructive Client.GenerateSecret"]);
  });
});

describe("what was done by hand", () => {
  test("the live pool counts, not what the stack believes", () => {
    const before = stackTemplate();
    const deployed = deployedState(before);
    const live = deployed.pools.get("Pool");
    const longer = { PasswordPolicy: { MinimumLength: 20 } };
    const pools = new Map(live && [["Pool", { ...live, pool: { ...live.pool, Policies: longer } }]]);
    const findings = compareDeployment({
      template: before,
      deployed: { ...deployed, pools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["risky Pool.Policies.PasswordPolicy.MinimumLength"]);
  });

  test("a group of the name that the stack is to create stops its creation", () => {
    const change = (draft: Draft): void => {
      draft.Resources.Admins = {
        Type: "AWS::Cognito::UserPoolGroup",
        Properties: { UserPoolId: { Ref: "Pool" }, GroupName: "admins" } as never,
      };
    };
    const live = { groups: [{ GroupName: "users" }, { GroupName: "admins" }, { GroupName: "beta" }] };
    expect(findingsOf(change, { live }).map(brief)).toEqual([
      "impossible Admins.GroupName",
      "note Pool.GroupName",
    ]);
  });

  test("a trigger that somebody added is taken away", () => {
    const deployed = deployedState(stackTemplate());
    const live = deployed.pools.get("Pool");
    const pools = new Map(
      live && [
        ["Pool", { ...live, pool: { ...live.pool, LambdaConfig: { PreSignUp: "arn:aws:lambda:x" } } }],
      ],
    );
    const template = stackTemplate();
    const findings = compareDeployment({ template, deployed: { ...deployed, pools }, pseudoParameters });
    expect(findings.map(brief)).toEqual(["risky Pool.LambdaConfig.PreSignUp"]);
  });
});

describe("nothing deployed", () => {
  const nothing: DeployedState = { stack: null, pools: new Map(), strayPools: new Map() };

  test("has nothing to lose", () => {
    expect(compareDeployment({ template: stackTemplate(), deployed: nothing, pseudoParameters })).toEqual([]);
  });

  test("what Cognito refuses is refused all the same", () => {
    const template = structuredClone(stackTemplate());
    set("Pool", "MfaConfiguration", "ON")(template as unknown as Draft);
    const findings = compareDeployment({ template, deployed: nothing, pseudoParameters });
    expect(findings.map(brief)).toEqual(["impossible Pool.Policies.SignInPolicy.AllowedFirstAuthFactors"]);
  });

  test("a pool that was kept from a former stack is not forgotten", () => {
    const strayPools = new Map([["Pool", "us-east-1_old"]]);
    const findings = compareDeployment({
      template: stackTemplate(),
      deployed: { ...nothing, strayPools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["destructive Pool"]);
  });
});

describe("parameters and conditions", () => {
  const conditional = (isOn: string): Template => {
    const template = stackTemplate();
    return {
      ...template,
      Parameters: { Google: { Default: isOn } },
      Conditions: { HasGoogle: { "Fn::Equals": [{ Ref: "Google" }, "on"] } },
      Resources: {
        ...template.Resources,
        GoogleIdp: {
          Type: "AWS::Cognito::UserPoolIdentityProvider",
          Condition: "HasGoogle",
          Properties: { ProviderName: "Google", UserPoolId: { Ref: "Pool" } },
        },
      },
    };
  };

  test("the deployed parameters count for the stack, the defaults for the new template", () => {
    const { pools, strayPools } = deployedState(stackTemplate());
    const stack = { template: conditional("off"), parameters: { Google: "on" } };
    const findings = compareDeployment({
      template: conditional("off"),
      deployed: { stack, pools, strayPools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["destructive GoogleIdp"]);
  });
});

test("only what was named is let through, and nothing that is impossible", () => {
  const findings = findingsOf(
    all(
      set("Client", "GenerateSecret", true),
      set("Domain", "Domain", "login-prod"),
      set("Pool", "UsernameAttributes", []),
    ),
  );
  expect(blockingFindings(findings, []).map(brief)).toEqual([
    "impossible Pool.UsernameAttributes",
    "destructive Client.GenerateSecret",
    "destructive Domain.Domain",
  ]);
  expect(blockingFindings(findings, ["Client", "Pool"]).map(brief)).toEqual([
    "impossible Pool.UsernameAttributes",
    "destructive Domain.Domain",
  ]);
});
