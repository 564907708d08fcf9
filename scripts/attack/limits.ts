/** Limits that must stop guessing. Attacks from many machines can't be tried from one. */

import { strangeEmail } from "./attack-accounts.ts";
import type { AttackClient } from "./attack-client.ts";
import {
  type AttackContext,
  accountCheck,
  type Check,
  finding,
  held,
  publicCheck,
  skipped,
} from "./check.ts";

const MAX_PASSWORDS = 30;

interface Ending {
  /** Requests until the first 429; null if there was none. */
  readonly after: number | null;
  readonly retryAfter: string | undefined;
}

async function untilLimit(client: AttackClient, path: string, body: unknown, most: number): Promise<Ending> {
  for (let count = 1; count <= most; count += 1) {
    const { status, headers } = await client.sendToLimit({ path, body });
    if (status === 429) return { after: count, retryAfter: headers["retry-after"] };
  }
  return { after: null, retryAfter: undefined };
}

const guessPasswords = (client: AttackClient, email: string) =>
  untilLimit(client, "/v1/auth/sign-in", { email, password: "not-the-password-of-anybody" }, MAX_PASSWORDS);

const isSeconds = (value: string | undefined) => /^[1-9]\d*$/.test(value ?? "");

async function passwordsEnd({ client }: AttackContext, email: string) {
  const { after, retryAfter } = await guessPasswords(client, email);
  if (after === null) return finding(`${MAX_PASSWORDS} wrong passwords were checked`);
  return isSeconds(retryAfter) ? held : finding("429 does not say when to try again");
}

export const limitChecks: readonly Check[] = [
  accountCheck({
    subject: "limits",
    name: "guessing an account's password ends in 429 with retry-after",
    requests: MAX_PASSWORDS,
    run: async (context) => passwordsEnd(context, (await context.accounts.create()).email),
  }),
  publicCheck({
    subject: "limits",
    name: "guessing the password of an unknown account ends the same way",
    requests: MAX_PASSWORDS,
    run: (context) => passwordsEnd(context, context.accounts?.unknownEmail() ?? strangeEmail()),
  }),
  publicCheck({
    subject: "limits",
    name: "one client can't go on with ever new user names",
    requests: 160,
    run: async ({ client, clientBurst }) => {
      if (clientBurst === null) return skipped("the stage local does not limit clients");
      for (let count = 0; count < clientBurst; count += 1) {
        const { status, headers } = await client.sendToLimit({
          path: "/v1/auth/sign-in",
          body: { email: strangeEmail(), password: "not-the-password-of-anybody" },
        });
        if (status === 429) {
          return isSeconds(headers["retry-after"]) ? held : finding("429 does not say when to try again");
        }
      }
      return finding(`${clientBurst} sign-ins with different user names were checked`);
    },
  }),
];
