import { AdminGetUserCommand, UpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { maskEmail } from "../../libs/auth/email.ts";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { alertOwner } from "../../libs/messages/alert-owner.ts";
import { callAsOwner } from "./call-as-owner.ts";
import { environment } from "./environment.ts";

interface NewEmail {
  readonly accessToken: string;
  readonly email: string;
  /** False if the mailbox has used up its limit: then nothing is sent, and the answer is the usual one. */
  readonly isSent: boolean;
}

/** Cognito's answers that depend on the address, not on the caller. */
const ABOUT_THE_ADDRESS: ReadonlySet<string> = new Set([
  "AliasExistsException",
  // No code is ever sent to an address that has an owner: a failed delivery would tell that it has none.
  "CodeDeliveryFailureException",
]);

const causeOf = (error: unknown) =>
  error instanceof ApiError && error.cause instanceof Error ? error.cause.name : "";

/**
 * Tells the owner of an address that someone asked for it, in the owner's language, without a code and without naming the other
 * account. Never throws: an error that only a taken address can cause would tell that it is taken.
 */
async function tellOwner(email: string): Promise<void> {
  const owner = await attemptCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: email }),
    ["UserNotFoundException"],
  ).catch(() => undefined);
  const locale = owner?.UserAttributes?.find(({ Name }) => Name === "locale")?.Value;
  await alertOwner("emailWanted", { email, locale }, { time: new Date() }, environment());
}

async function askCognito(AccessToken: string, email: string): Promise<void> {
  const UserAttributes = [{ Name: "email", Value: email }];
  try {
    await callAsOwner(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
  } catch (error) {
    const cause = causeOf(error);
    if (!ABOUT_THE_ADDRESS.has(cause)) throw error;
    if (cause === "AliasExistsException") await tellOwner(email);
  }
}

/**
 * Sends a code to a new address of the user. If it belongs to another account, its owner gets a mail instead and the answer is
 * the same: it does not tell whether an account exists.
 *
 * @throws ApiError what Cognito says of the caller
 */
export async function sendCodeToNewEmail({ accessToken, email, isSent }: NewEmail) {
  if (isSent) await askCognito(accessToken, email);
  return { delivery: { medium: "EMAIL" as const, destination: maskEmail(email) } };
}
