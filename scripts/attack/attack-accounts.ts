/** The suite's own accounts: made in the pool without a mail, and removed again whatever happens. */
import { randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolAccess } from "../deployment/read-options.ts";
import { randomPassword } from "../users/random-password.ts";

export interface AttackAccount {
  readonly email: string;
  readonly password: string;
}

export interface AttackAccounts {
  /** A confirmed account with a verified address and a password. */
  create(): Promise<AttackAccount>;
  /** An address that no account has. An account that an attack makes with it is removed in the end. */
  unknownEmail(): string;
  /** Removes every account that was or may have been made; after the run, for one under way is missed. @returns addresses of those that could not be removed */
  removeAll(): Promise<readonly string[]>;
}

/**
 * An address of SES's mailbox simulator: it takes mail and shows it to no one, and no bounce counts against the sender.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-test-email
 */
const newEmail = () => `success+attack-${randomBytes(6).toString("hex")}@simulator.amazonses.com`;

/** An address that no account has; for attacks without accounts. */
export const strangeEmail = newEmail;

/** @param signal no account is made once it is aborted @throws what Cognito says to an account that can't be made */
export function createAttackAccounts(
  { cognito, poolId: UserPoolId }: Pick<PoolAccess, "cognito" | "poolId">,
  signal?: AbortSignal,
): AttackAccounts {
  const made = new Set<string>();
  const remember = () => {
    const email = newEmail();
    made.add(email);
    return email;
  };
  return {
    async create() {
      signal?.throwIfAborted();
      const account = { email: remember(), password: randomPassword() };
      const { User } = await cognito.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: account.email,
          MessageAction: "SUPPRESS",
          UserAttributes: [
            { Name: "email", Value: account.email },
            { Name: "email_verified", Value: "true" },
          ],
        }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId,
          Username: User?.Username,
          Password: account.password,
          Permanent: true,
        }),
      );
      return account;
    },
    unknownEmail: remember,
    async removeAll() {
      const left: string[] = [];
      for (const Username of made) {
        try {
          await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
        } catch (error) {
          if (!(error instanceof Error) || error.name !== "UserNotFoundException") {
            left.push(Username);
            continue;
          }
        }
        made.delete(Username);
      }
      return left;
    },
  };
}
