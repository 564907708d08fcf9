/** What the target pool demands of its users. */
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ScriptError } from "../../deployment/script-error.ts";

export interface PoolProfile {
  /** Attributes that users sign in with; empty in a pool with user names. */
  readonly usernameAttributes: readonly string[];
  /** Of these, one must be verified. */
  readonly autoVerified: readonly string[];
  readonly mfa: string;
  /** The columns of an import file, as GetCSVHeader lists them. */
  readonly columns: readonly string[];
}

/** @throws ScriptError for a pool that verifies neither e-mail nor phone */
export async function loadPoolProfile(
  cognito: CognitoIdentityProviderClient,
  poolId: string,
): Promise<PoolProfile> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
  const { CSVHeader = [] } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
  const autoVerified = UserPool?.AutoVerifiedAttributes ?? [];
  if (autoVerified.length === 0) {
    throw new ScriptError("The pool verifies neither e-mail nor phone: Cognito imports no users into it.");
  }
  return {
    usernameAttributes: UserPool?.UsernameAttributes ?? [],
    autoVerified,
    mfa: UserPool?.MfaConfiguration ?? "OFF",
    columns: CSVHeader,
  };
}
