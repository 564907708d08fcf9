/**
 * Changes to a pool, an app client or a provider that keep the other settings. Cognito's updates reset missing members to their defaults,
 * so each change reads all members, changes some, and sends all of them.
 */
import { askCognito } from "./cognito.ts";
import type { Members } from "./members.ts";

/** The members of DescribeUserPool's answer that UpdateUserPool accepts. */
const POOL_MEMBERS = [
  "Policies",
  "DeletionProtection",
  "LambdaConfig",
  "AutoVerifiedAttributes",
  "SmsVerificationMessage",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
  "VerificationMessageTemplate",
  "SmsAuthenticationMessage",
  "UserAttributeUpdateSettings",
  "MfaConfiguration",
  "DeviceConfiguration",
  "EmailConfiguration",
  "SmsConfiguration",
  "UserPoolTags",
  "AdminCreateUserConfig",
  "UserPoolAddOns",
  "AccountRecoverySetting",
  "UserPoolTier",
] as const;

/** The members of DescribeUserPoolClient's answer that UpdateUserPoolClient does not accept. */
const READ_ONLY_OF_CLIENTS = [
  "UserPoolId",
  "ClientId",
  "ClientSecret",
  "ClientType",
  "CreationDate",
  "LastModifiedDate",
];

const pick = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(names.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));

const omit = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

/**
 * The settings of a pool as UpdateUserPool accepts them. A described pool has the lifetime of temporary passwords twice, and Cognito
 * refuses both at once.
 */
export function updatableSettings(described: Members): Members {
  const settings = pick(described, POOL_MEMBERS);
  const policies = settings.Policies as { readonly PasswordPolicy?: Members } | undefined;
  if (policies?.PasswordPolicy?.TemporaryPasswordValidityDays === undefined) return settings;
  const invitations = omit((settings.AdminCreateUserConfig ?? {}) as Members, ["UnusedAccountValidityDays"]);
  return { ...settings, AdminCreateUserConfig: invitations };
}

/** @param change of the settings as they are at this moment */
export async function changePool(pool: string, change: (settings: Members) => Members): Promise<Members> {
  const { UserPool } = await askCognito<{ readonly UserPool: Members }>("DescribeUserPool", {
    UserPoolId: pool,
  });
  const settings = change(updatableSettings(UserPool));
  return askCognito("UpdateUserPool", { UserPoolId: pool, ...settings });
}

const updatableClient = (described: Members): Members => omit(described, READ_ONLY_OF_CLIENTS);

/** @param changed members; one that is undefined goes back to Cognito's default */
export async function changeClient(pool: string, client: string, changed: Members): Promise<Members> {
  const key = { UserPoolId: pool, ClientId: client };
  const { UserPoolClient } = await askCognito<{ readonly UserPoolClient: Members }>(
    "DescribeUserPoolClient",
    key,
  );
  return askCognito("UpdateUserPoolClient", { ...updatableClient(UserPoolClient), ...changed, ...key });
}

/** The members of the second JSON object that differ from the first's. */
export function changedMembers(before: Members, after: Members): Members {
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}
