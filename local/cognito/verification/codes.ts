/** Codes that a user receives and gives back, for a sign-up, a forgotten password, an address. */

import { type Channel, describeDelivery } from "../domain/verification-channel.ts";
import { CODE_LIFETIME, createCode, isCode } from "../domain/verification-code.ts";
import { attemptLimitExceeded, codeExpired, codeMismatch } from "../errors/user-errors.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";
import type { MessageSource } from "../trigger-port.ts";
import { checkLimit, countTowardsLimit } from "./check-limit.ts";

export type Purpose = keyof typeof CODE_LIFETIME;

type Context = Pick<OperationContext, "attempts" | "clock" | "codes" | "messages">;

/** Whose code, and what for. */
export interface CodeHolder {
  readonly pool: Pool;
  readonly user: User;
  readonly purpose: Purpose;
  readonly channel: Channel;
}

export interface CodeMessage extends CodeHolder {
  /** `null` where an administrator acts. */
  readonly client: Client | null;
  readonly source: MessageSource;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

const sending = ({ pool, user, purpose }: CodeHolder) =>
  ({ pool, subject: user.sub, limited: "send", purpose }) as const;

/**
 * For operations that write before they send: a refusal must come first.
 * @param refuse for operations that do not know LimitExceededException
 * @throws ServiceError LimitExceededException
 */
export function checkMaySend(context: Context, holder: CodeHolder, refuse = attemptLimitExceeded): void {
  checkLimit(context, sending(holder), refuse);
}

/**
 * Sends a fresh code; the one before it is void.
 * @param refuse for operations that do not know LimitExceededException
 * @throws ServiceError LimitExceededException, and what the CustomMessage trigger makes of it
 */
export async function sendCode(context: Context, message: CodeMessage, refuse = attemptLimitExceeded) {
  const { pool, user, purpose, channel } = message;
  checkMaySend(context, message, refuse);
  countTowardsLimit(context, sending(message));
  const { code, hash } = createCode(channel.destination);
  context.codes.put(user, { purpose, hash, expiresAt: context.clock.now() + CODE_LIFETIME[purpose] });
  await context.messages.send({
    pool,
    user,
    clientId: message.client?.id ?? null,
    to: channel.destination,
    source: message.source,
    medium: channel.medium,
    code,
    clientMetadata: message.clientMetadata,
  });
  return describeDelivery(channel);
}

/**
 * Compares a code that the user gives back; a wrong one is counted. Synchronous, and so is {@link voidCode}: what follows in
 * the same turn makes sure that of two answers that come at once one wins.
 *
 * @throws ServiceError CodeMismatchException, ExpiredCodeException, LimitExceededException
 */
export function checkCode(
  context: Context,
  { pool, user, purpose, channel }: CodeHolder,
  code: string,
): void {
  const key = { pool, subject: user.sub, limited: "check", purpose } as const;
  checkLimit(context, key);
  const stored = context.codes.find(user, purpose);
  if (stored === null || stored.expiresAt <= context.clock.now()) throw codeExpired();
  if (!isCode(code, channel.destination, stored.hash)) {
    countTowardsLimit(context, key);
    throw codeMismatch();
  }
}

/** A code works once. */
export function voidCode({ codes }: Pick<Context, "codes">, { user, purpose }: CodeHolder): void {
  codes.delete(user, purpose);
}
