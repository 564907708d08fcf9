/** The suite's own accounts: created in the pool without a mail, and always removed again. */
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
  /** An address without an account. If an attack creates an account with it, that is removed at the end. */
  unknownEmail(): string;
  /**
   * Removes every account that was or may have been created; call it after the run, for it misses one that is being created.
   * @returns addresses of those that could not be removed
   */
  removeAll(): Promise<readonly string[]>;
}

/**
 * An address of SES's mailbox simulator: it accepts and drops mail, and never counts as a bounce.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-test-email
 */
const newEmail = () => `success+attack-${randomBytes(6).toString("hex")}@simulator.amazonses.com`;

/** An address without an account, for attacks that need none. */
export const strangeEmail = newEmail;

/** @param signal once aborted, no account is created @throws Cognito's error if an account can't be created */
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
