/** Guesses codes, a limited number of times, with values that are most likely wrong. */
import type { AttackAnswer } from "./attack-client.ts";
import { accountCheck, type Check, finding, held, skipped } from "./check.ts";

/** A sign-in by code allows three wrong answers; more than this means that there is no limit. */
const MAX_TRIES = 5;
/** Cognito checks 5 to 20 codes an hour and then none, and the API's answer stays the same: the check sees only the effect. */
const MAX_RESET_TRIES = 15;

const guess = (index: number, digits: number) => String(index + 1).padStart(digits, "0");

/** Whether an answer says that the code was checked and is wrong, and that the client may try again. */
const goesOn = ({ status, json }: AttackAnswer) =>
  status < 500 && (json?.code === "code_mismatch" || status === 200);

/** The steps of a sign-in by code: the channel first, then the code. */
async function beginCode(
  send: (request: { path: string; body: unknown }) => Promise<AttackAnswer>,
  email: string,
) {
  const begun = await send({ path: "/v1/auth/otp", body: { email, channel: "email" } });
  const { challenge, session } = begun.json ?? {};
  return { status: begun.status, challenge, session };
}

export const codeChecks: readonly Check[] = [
  accountCheck({
    subject: "codes",
    name: "a sign-in by code ends after a few wrong codes",
    requests: 12,
    mails: 1,
    run: async ({ client, accounts }) => {
      const { email } = await accounts.create();
      const begun = await beginCode((request) => client.send(request), email);
      if (typeof begun.session !== "string") {
        return skipped(`can't start a sign-in by code (${begun.status})`);
      }
      let { session } = begun as { session: string };
      for (let index = 0; index < MAX_TRIES + 5; index += 1) {
        const answer = await client.sendToLimit({
          path: "/v1/auth/challenge",
          body: { challenge: begun.challenge, session, email, answer: guess(index, 6) },
        });
        if (answer.json?.tokens !== undefined) return finding("a guessed code returns tokens");
        if (!goesOn(answer) && answer.status >= 400) return held;
        if (index >= MAX_TRIES) return finding(`${index + 1} wrong codes were checked in one sign-in`);
        session = typeof answer.json?.session === "string" ? answer.json.session : session;
      }
      return held;
    },
  }),
  accountCheck({
    subject: "codes",
    name: "a guessed code sets no password, and the answer does not reveal when guessing is blocked",
    requests: MAX_RESET_TRIES + 2,
    mails: 1,
    run: async ({ client, accounts }) => {
      const { email, password } = await accounts.create();
      const asked = await client.send({ path: "/v1/auth/forgot-password", body: { email } });
      if (asked.status >= 400) return skipped(`can't start a password reset (${asked.status})`);
      for (let index = 0; index < MAX_RESET_TRIES; index += 1) {
        const answer = await client.sendToLimit({
          path: "/v1/auth/reset-password",
          body: { email, code: guess(index, 6), newPassword: `${password}x` },
        });
        if (answer.status < 400) return finding("a guessed code sets a password");
        if (answer.status === 429) return held; // the limit of the client, which reveals nothing about the account
        if (answer.json?.code !== "code_mismatch") {
          return finding(`the answer becomes ${answer.status} ${answer.json?.code}`);
        }
      }
      return held;
    },
  }),
  accountCheck({
    subject: "codes",
    name: "a session of one sign-in does not answer another's challenge",
    requests: 4,
    mails: 1,
    run: async ({ client, accounts }) => {
      const [mine, theirs] = [await accounts.create(), await accounts.create()];
      const begun = await beginCode((request) => client.send(request), mine.email);
      if (typeof begun.session !== "string") {
        return skipped(`can't start a sign-in by code (${begun.status})`);
      }
      const answer = await client.send({
        path: "/v1/auth/challenge",
        body: { challenge: begun.challenge, session: begun.session, email: theirs.email, answer: "000000" },
      });
      return answer.status < 400 && answer.json?.tokens !== undefined
        ? finding("another's session signs in")
        : held;
    },
  }),
];
