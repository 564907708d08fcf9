/** Whether an answer, or its response time, reveals that an address has an account. */
import { rankingProbability, type Samples, standardError } from "../../bench/timing/ranking.ts";
import type { AttackAnswer, AttackRequest } from "./attack-client.ts";
import { type AccountContext, accountCheck, type Check, finding, held, type Verdict } from "./check.ts";
import { QUIET_ROUTES, type QuietRoute } from "./quiet-routes.ts";

/** What differs in every answer. */
const RANDOM = new Set([
  "session",
  "linkId",
  "userSub",
  "instance",
  "recovery",
  "expiresAt",
  "challenge_id",
  "requestId",
]);

/** An answer without its random parts, so that two answers can be compared. */
function shapeOf(value: unknown, email: string): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, email));
  if (value === null || typeof value !== "object") {
    return typeof value === "string" ? value.replaceAll(email, "{email}") : value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, RANDOM.has(name) ? `{${typeof member}}` : shapeOf(member, email)]),
  );
}

/** Headers that describe the kind of answer, not those that change with time. */
const TELLING_HEADERS = ["content-type", "cache-control", "www-authenticate", "retry-after", "set-cookie"];

function describe({ status, json, text, headers }: AttackAnswer, email: string): string {
  const named = TELLING_HEADERS.filter((name) => headers[name] !== undefined);
  return `${status} ${JSON.stringify(json === undefined ? text : shapeOf(json, email))} ${named.join(",")}`;
}

/** Sends a route's request for an address. A stage of another version may expect another body. */
async function ask(context: AccountContext, { path, body, otherwise }: QuietRoute, email: string) {
  const send = (content: unknown) => context.client.send({ path, body: content } satisfies AttackRequest);
  const answer = await send(body(email));
  const isMisread = answer.status === 400 && answer.json?.code === "validation_failed";
  return isMisread && otherwise !== undefined ? send(otherwise(email)) : answer;
}

async function compareAnswers(context: AccountContext, route: QuietRoute): Promise<Verdict> {
  const known = (await context.accounts.create()).email;
  const unknown = context.accounts.unknownEmail();
  const ofKnown = describe(await ask(context, route, known), known);
  const ofUnknown = describe(await ask(context, route, unknown), unknown);
  if (ofKnown === ofUnknown) return held;
  return finding(`an account: ${ofKnown.slice(0, 100)}; none: ${ofUnknown.slice(0, 100)}`);
}

/**
 * The distance from one half, in standard errors, that counts as a difference: by chance it is reached once in a thousand runs per
 * route.
 */
const SIGNIFICANT = 3.3;

const isTelling = (samples: Samples) =>
  Math.abs(rankingProbability(samples) - 0.5) > SIGNIFICANT * standardError(samples);

/** Each address is used once: otherwise the measurement would show the limits of an address. */
async function compareTimes(context: AccountContext, route: QuietRoute): Promise<Verdict> {
  const existing: number[] = [];
  const unknown: number[] = [];
  const one = async (email: string, into: number[]) => {
    into.push((await ask(context, route, email)).milliseconds);
  };
  // The first calls are slow: functions and connections are cold.
  await one(context.accounts.unknownEmail(), []);
  for (let pair = 0; pair < context.samples; pair += 1) {
    const email = (await context.accounts.create()).email;
    const stranger = context.accounts.unknownEmail();
    // The order alternates, so that neither kind always follows the other.
    if (pair % 2 === 0) {
      await one(email, existing);
      await one(stranger, unknown);
    } else {
      await one(stranger, unknown);
      await one(email, existing);
    }
  }
  const probability = rankingProbability({ existing, unknown });
  return isTelling({ existing, unknown })
    ? finding(
        `its response time reveals an account in ${Math.round(Math.max(probability, 1 - probability) * 100)} of 100 pairs`,
      )
    : held;
}

export const enumerationChecks: readonly Check[] = QUIET_ROUTES.map((route) =>
  accountCheck({
    subject: "enumeration",
    name: `the answer of ${route.path} does not reveal an account`,
    requests: route.otherwise === undefined ? 2 : 4,
    mails: route.mails * 2,
    run: (context) => compareAnswers(context, route),
  }),
);

export const timingChecks: readonly Check[] = QUIET_ROUTES.map((route) =>
  accountCheck({
    subject: "timing",
    name: `the time of ${route.path} does not reveal an account`,
    requests: ({ samples }) => (2 * samples + 1) * (route.otherwise === undefined ? 1 : 2),
    mails: ({ samples }) => route.mails * 2 * samples,
    run: (context) => compareTimes(context, route),
  }),
);
