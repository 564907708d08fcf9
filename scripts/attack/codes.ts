/** Guessing codes: bounded, with numbers that are most likely wrong. */
import type { AttackAnswer } from "./attack-client.ts";
import { accountCheck, type Check, finding, held, skipped } from "./check.ts";

/** A sign-in code lets three wrong answers through; more than this is not a limit. */
const MAX_TRIES = 5;
/** Cognito looks at 5 to 20 codes an hour and then at none, and the API's answer is the same: only its effect can be attacked. */
const MAX_RESET_TRIES = 15;

const guess = (index: number, digits: number) => String(index + 1).padStart(digits, "0");

/** Whether an answer says that the code was looked at and is wrong, and that another may follow. */
const goesOn = ({ status, json }: AttackAnswer) =>
  status < 500 && (json?.code === "code_mismatch" || status === 200);

/** What a sign-in by code asks for: the right channel first, then the code. */
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
      if (typeof begun.session !== "string") return skipped(`no sign-in by code begins (${begun.status})`);
      let { session } = begun as { session: string };
      for (let index = 0; index < MAX_TRIES + 5; index += 1) {
        const answer = await client.sendToLimit({
          path: "/v1/auth/challenge",
          body: { challenge: begun.challenge, session, email, answer: guess(index, 6) },
        });
        if (answer.json?.tokens !== undefined) return finding("a guessed code gets tokens");
        if (!goesOn(answer) && answer.status >= 400) return held;
        if (index >= MAX_TRIES) return finding(`${index + 1} wrong codes were looked at in one sign-in`);
        session = typeof answer.json?.session === "string" ? answer.json.session : session;
      }
      return held;
    },
  }),
  accountCheck({
    subject: "codes",
    name: "a guessed code sets no password, and its answer does not tell when guessing is over",
    requests: MAX_RESET_TRIES + 2,
    mails: 1,
    run: async ({ client, accounts }) => {
      const { email, password } = await accounts.create();
      const asked = await client.send({ path: "/v1/auth/forgot-password", body: { email } });
      if (asked.status >= 400) return skipped(`no reset begins (${asked.status})`);
      for (let index = 0; index < MAX_RESET_TRIES; index += 1) {
        const answer = await client.sendToLimit({
          path: "/v1/auth/reset-password",
          body: { email, code: guess(index, 6), newPassword: `${password}x` },
        });
        if (answer.status < 400) return finding("a guessed code sets a password");
        if (answer.status === 429) return held; // by client, which tells nothing of the account
        if (answer.json?.code !== "code_mismatch")
          return finding(`the answer becomes ${answer.status} ${answer.json?.code}`);
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
      if (typeof begun.session !== "string") return skipped(`no sign-in by code begins (${begun.status})`);
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
