import { reportLostWrite } from "../../libs/activity/record-event.ts";
import { giveBackToLimit, type Limit, takeFromLimit } from "../../libs/activity/take-from-limit.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { knownClientStore } from "../../libs/known-clients/known-clients.ts";
import { clientNetwork } from "../../libs/limits/client-network.ts";
import { table } from "./activity.ts";
import type { SignInClient } from "./ask-cognito.ts";

const HOUR = 60 * 60;

/** Per unknown client and account. */
const STRANGER: Limit = { name: "reset-try-stranger", max: 3, seconds: HOUR };

/** Per account, for all unknown clients together: one less than Cognito allows. */
const STRANGERS: Limit = { name: "reset-try-strangers", max: 4, seconds: HOUR };

/** Per client that has signed in to the account before. */
const KNOWN: Limit = { name: "reset-try-known", max: 3, seconds: HOUR };

type Budget = readonly [limit: Limit, subject: string];

async function budgetsOf(email: string, client: SignInClient, now: number): Promise<readonly Budget[]> {
  const known = await knownClientStore(table()).find(client.knownClient, email, now);
  if (known !== undefined) return [[KNOWN, known.id]];
  return [
    [STRANGER, `${clientNetwork(client.from.ip)} ${email}`],
    [STRANGERS, email],
  ];
}

/** Charges each budget in turn. If one is used up, the charges before it are refunded. */
async function take(budgets: readonly Budget[], now: number): Promise<boolean> {
  const taken: Budget[] = [];
  for (const [limit, subject] of budgets) {
    if (!(await takeFromLimit(table(), limit, subject, now))) {
      await giveBack(taken, now);
      return false;
    }
    taken.push([limit, subject]);
  }
  return true;
}

async function giveBack(budgets: readonly Budget[], now: number): Promise<void> {
  for (const [limit, subject] of budgets) await giveBackToLimit(table(), limit, subject, now);
}

/** Users can still choose a new password if the table does not answer: Cognito's own limit stays. */
async function unlessTableIsAway<Result>(work: Promise<Result>, otherwise: Result): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    reportLostWrite("reset_tries", error);
    return otherwise;
  }
}

/**
 * Tries a code for a new password, and counts it if it is wrong. Cognito takes five wrong codes an hour for an account, from
 * all clients together, and then refuses even the right one. So unknown clients are stopped before that: one after three, all
 * of them after four, while a client that has signed in before has a budget of its own. The count is by the given name, whether
 * an account has it or not.
 *
 * @param use asks Cognito
 * @throws ApiError `too_many_requests`, and what `use` throws
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export async function tryingResetCode(
  email: string,
  client: SignInClient,
  use: () => Promise<unknown>,
): Promise<void> {
  const now = Date.now();
  const budgets = await unlessTableIsAway(budgetsOf(email, client, now), []);
  if (!(await unlessTableIsAway(take(budgets, now), true))) throw new ApiError("too_many_requests");
  try {
    await use();
  } catch (error) {
    const isWrongCode = error instanceof ApiError && error.code === "code_mismatch";
    if (!isWrongCode) await unlessTableIsAway(giveBack(budgets, now), undefined);
    throw error;
  }
  await unlessTableIsAway(giveBack(budgets, now), undefined);
}
