import { expect, test } from "@jest/globals";
import { all, brief, type Draft, findingsOf, remove, set } from "../../../support/checks/template-changes.ts";
import { attribute, index } from "../../../support/stacks/deployed-stack.ts";

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
  ["domain", set("Domain", "Domain", "login-prod"), "impossible Domain.Domain"],
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
