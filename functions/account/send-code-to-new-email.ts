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
  /** False for a mailbox that has had its mails: then nothing is sent, and the answer is the usual one. */
  readonly isSent: boolean;
}

/** Cognito's answers that tell of the address, not of the caller. */
const ABOUT_THE_ADDRESS: ReadonlySet<string> = new Set([
  "AliasExistsException",
  // An address that has an owner is never sent a code: that one could not be delivered would tell that it has none.
  "CodeDeliveryFailureException",
]);

const causeOf = (error: unknown) =>
  error instanceof ApiError && error.cause instanceof Error ? error.cause.name : "";

/**
 * Tells the owner of an address, in the owner's language. No code is sent, and nothing is told of who asked. Never throws: a
 * failure that only a taken address can have would tell that it is taken.
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
 * Has a code sent to an address that is to become the user's. If it belongs to another account, its owner is mailed instead,
 * and the answer is the same: it does not tell whether an account exists.
 *
 * @throws ApiError what Cognito says of the caller
 */
export async function sendCodeToNewEmail({ accessToken, email, isSent }: NewEmail) {
  if (isSent) await askCognito(accessToken, email);
  return { delivery: { medium: "EMAIL" as const, destination: maskEmail(email) } };
}
