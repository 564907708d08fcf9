import { createHash } from "node:crypto";
import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { environment } from "./environment.ts";

/** Accounts in these states can't sign in until their owner confirms them or chooses a new password. */
const WAITING = ["UNCONFIRMED", "RESET_REQUIRED"];

const canSignIn = ({ Enabled, UserStatus }: AdminGetUserCommandOutput) =>
  Enabled !== false && !WAITING.includes(String(UserStatus));

/**
 * A username that no account has: it looks like an id and not like an address, so that no one can sign up with it. It is the
 * same in each step of a sign-in.
 */
function unknownName(email: string): string {
  const hex = createHash("sha256").update(email).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

/**
 * The username for a sign-in without a password. Cognito refuses a disabled or unconfirmed account before it asks for anything,
 * while unknown users get the same challenges as every user. So such an account is replaced by an unknown name: a stranger
 * can't tell the two apart, and nothing is sent.
 *
 * @returns the address itself for every account that can sign in, and if there is no account
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
