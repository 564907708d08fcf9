import { createHash } from "node:crypto";
import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { environment } from "./environment.ts";

/** Accounts in these states can't be signed in to until their owner has confirmed them, or chosen a new password. */
const WAITING = ["UNCONFIRMED", "RESET_REQUIRED"];

const canSignIn = ({ Enabled, UserStatus }: AdminGetUserCommandOutput) =>
  Enabled !== false && !WAITING.includes(String(UserStatus));

/**
 * A name that no account has: in the form of an id and not of an address, so that no one can sign up with it. The same for
 * each step of a sign-in.
 */
function unknownName(email: string): string {
  const hex = createHash("sha256").update(email).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

/**
 * The name under which a sign-in without a password goes on. Cognito refuses an account that is disabled or not confirmed
 * before it asks for any proof, while it leads an unknown user through the same challenges as everybody. So the steps for
 * such an account are taken under a name that is unknown: a stranger can't tell the two apart, and nothing is sent.
 *
 * @returns the address itself for every account that can be signed in to, and where there is none
 * @throws ApiError whatever {@link attemptCognito} makes of Cognito's refusal
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function passwordlessName(email: string): Promise<string> {
  const user = await attemptCognito(
    new AdminGetUserCommand({ UserPoolId: environment().USER_POOL_ID, Username: email }),
    ["UserNotFoundException"],
  );
  return user === undefined || canSignIn(user) ? email : unknownName(email);
}
