import { openPublicCall } from "../../check-client.ts";
import { codeExpired, codeMismatch } from "../../errors/code-errors.ts";
import { checkPasswordPolicy, replaceCredentials } from "../../new-credentials.ts";
import { operation } from "../../operation.ts";
import type { OperationContext } from "../../operation-context.ts";
import { unknownSubject } from "../../state/attempt-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";
import { checkLimit, countTowardsLimit, hasCounted } from "../../verification/check-limit.ts";
import { checkCode, voidCode } from "../../verification/codes.ts";
import { runPostConfirmation } from "../../verification/post-confirmation.ts";
import { recoveryChannelOf } from "../../verification/recovery-channel-of.ts";

const purpose = "forgot-password";

export const confirmForgotPassword = operation("ConfirmForgotPassword", async (input, context) => {
  const { client, pool, user } = openPublicCall(context, input);
  checkPasswordPolicy(pool, input.Password);
  const channel = user?.enabled ? recoveryChannelOf(context, pool, user) : null;
  if (user === null || channel === null) {
    throw refuseAsAnyCode(context, pool, user?.sub ?? unknownSubject(input.Username));
  }
  const holder = { pool, user, channel, purpose } as const;
  checkCode(context, holder, input.ConfirmationCode);
  const changed = context.atomically(() => {
    voidCode(context, holder);
    context.attempts.clear({ pool, subject: user.sub, kind: "password" });
    return setPassword(context, pool, user, input.Password);
  });
  await runPostConfirmation(context, {
    pool,
    user: changed,
    client,
    source: "PostConfirmation_ConfirmForgotPassword",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});

/** Whoever holds the code holds the address: an account that waited for either is confirmed. */
function setPassword(context: OperationContext, pool: Pool, user: User, password: string): User {
  return context.users.update(pool, user, {
    status: "CONFIRMED",
    credentials: replaceCredentials(context, pool, user, password),
  });
}

/**
 * What a wrong code is told, for a user that cannot have one: expired where none was asked for, mismatch where one was, and
 * the limit after as many tries.
 */
function refuseAsAnyCode(context: OperationContext, pool: Pool, subject: string): Error {
  const wrongTries = { pool, subject, limited: "check", purpose } as const;
  checkLimit(context, wrongTries);
  if (!hasCounted(context, { pool, subject, limited: "send", purpose })) return codeExpired();
  countTowardsLimit(context, wrongTries);
  return codeMismatch();
}
