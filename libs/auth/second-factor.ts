import type {
  AdminGetUserCommandInput,
  AdminGetUserCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { callJsonService } from "../aws/call-json-service.ts";
import { TRIGGER_PATIENCE } from "../aws/signed-request.ts";
import { isAdministrative, type Scope } from "./permissions.ts";

/**
 * Whether every sign-in to an account needs a second factor: one is set up, so that Cognito asks for it after the password, and
 * codes alone do not work (docs/adr/0015); a passkey verifies its user anyway. No provider's identity may be linked: Cognito
 * asks for nothing after a provider's sign-in.
 *
 * @throws AwsError or a network error
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
async function takesSecondFactor(userPoolId: string, username: string): Promise<boolean> {
  const input: AdminGetUserCommandInput = { UserPoolId: userPoolId, Username: username };
  const user = await callJsonService<AdminGetUserCommandOutput>({
    service: "cognito-idp",
    operation: "AdminGetUser",
    input,
    patience: TRIGGER_PATIENCE,
  });
  const identities = user.UserAttributes?.find(({ Name }) => Name === "identities")?.Value ?? "[]";
  const hasIdentities = identities !== "[]" || user.UserStatus === "EXTERNAL_PROVIDER";
  return !hasIdentities && (user.UserMFASettingList ?? []).length > 0;
}

interface Holder {
  readonly userPoolId: string;
  readonly username: string;
}

/**
 * The scopes that remain if administrators need a second factor: all of them for an account that has one, and otherwise only
 * those for the own account. Only administrators cost a call.
 *
 * @param report is called if the look-up fails; the scopes are then left out, and the next token tries again
 */
export async function scopesBySecondFactor(
  scopes: readonly Scope[],
  { userPoolId, username }: Holder,
  report: (error: unknown) => void,
): Promise<readonly Scope[]> {
  if (!scopes.some(isAdministrative)) return scopes;
  try {
    if (await takesSecondFactor(userPoolId, username)) return scopes;
  } catch (error) {
    report(error);
  }
  return scopes.filter((scope) => !isAdministrative(scope));
}
