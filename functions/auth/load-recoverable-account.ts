import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { isTrue } from "../../libs/cognito/is-true.ts";
import { describeMfa } from "../../libs/cognito/second-factors.ts";
import type { Factor } from "../../libs/schemas/mfa.ts";
import { environment } from "./environment.ts";

/** An account as recovery and mails to its owner need it. */
export interface RecoverableAccount {
  readonly sub: string;
  readonly username: string;
  /** Missing if the address is not verified. */
  readonly verifiedEmail: string | undefined;
  readonly locale: string | undefined;
  /** The second factors that are on. */
  readonly factors: readonly Factor[];
}

/**
 * @param gone what it means if an account that was there a moment ago is gone
 * @throws ApiError whatever {@link callCognito} makes of Cognito's refusal
 */
export async function loadRecoverableAccount(
  name: string,
  gone: ExceptionOverrides = { UserNotFoundException: "invalid_credentials" },
): Promise<RecoverableAccount> {
  const user = await callCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: name }),
    gone,
  );
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
  const isVerified = isTrue(attributes.get("email_verified"));
  return {
    sub: attributes.get("sub") ?? "",
    username: user.Username ?? name,
    verifiedEmail: isVerified ? attributes.get("email") : undefined,
    locale: attributes.get("locale"),
    factors: describeMfa(user).enabled,
  };
}
