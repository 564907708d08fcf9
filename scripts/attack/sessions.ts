/** What ends a sign-in, and what must not work after its end. */
import type { AttackClient } from "./attack-client.ts";
import { accountCheck, type Check, finding, held, skipped } from "./check.ts";
import { type AttackTokens, signIn } from "./sign-in.ts";

/** Longer than an old refresh token may be used again (`RetryGracePeriodSeconds` of resources/app-clients.yml). */
const GRACE_MS = 12_000;

/**
 * A route of another function than those that have seen the token: a function trusts a valid sign-in for a minute
 * (docs/sign-in.md), and this check does not attack that minute.
 */
const UNSEEN = "/v1/files";

async function refresh(client: AttackClient, refreshToken: string) {
  const answer = await client.send({ path: "/v1/auth/refresh", body: { refreshToken } });
  return { status: answer.status, tokens: answer.json?.tokens as AttackTokens | undefined };
}

export const sessionChecks: readonly Check[] = [
  accountCheck({
    subject: "sessions",
    name: "a used refresh token is invalid, and using it again ends the token family",
    requests: 7,
    run: async ({ client, accounts, wait }) => {
      const stolen = await signIn(client, await accounts.create());
      const first = await refresh(client, stolen.refreshToken);
      if (first.tokens === undefined) return skipped(`the stage does not refresh (${first.status})`);
      if (first.tokens.refreshToken === stolen.refreshToken) return finding("refresh tokens do not rotate");
      await wait(GRACE_MS);
      const again = await refresh(client, stolen.refreshToken);
      if (again.status < 400) return finding("a used refresh token gets new tokens after the grace period");
      const rest = await refresh(client, first.tokens.refreshToken);
      return rest.status < 400 ? finding("the token family still works after a used token came back") : held;
    },
  }),
  accountCheck({
    subject: "sessions",
    name: "after a sign-out neither token is valid",
    requests: 7,
    run: async ({ client, accounts }) => {
      const { accessToken, refreshToken } = await signIn(client, await accounts.create());
      const before = await client.send({ path: "/v1/me", token: accessToken });
      if (before.status !== 200) {
        return skipped(`the token is not accepted before the sign-out either (${before.status})`);
      }
      await client.send({ path: "/v1/auth/sign-out", body: { refreshToken } });
      const after = await client.send({ path: UNSEEN, token: accessToken });
      if (after.status < 400) return finding("the access token is still accepted");
      const more = await refresh(client, refreshToken);
      return more.status < 400 ? finding("the refresh token still gets tokens") : held;
    },
  }),
  accountCheck({
    subject: "sessions",
    name: "ending all sign-ins ends each of them",
    requests: 10,
    run: async ({ client, accounts }) => {
      const account = await accounts.create();
      const [one, other] = [await signIn(client, account), await signIn(client, account)];
      const ended = await client.send({ method: "DELETE", path: "/v1/me/sessions", token: one.accessToken });
      if (ended.status >= 400) return skipped(`can't end sign-ins (${ended.status})`);
      for (const { refreshToken } of [one, other]) {
        const { status } = await refresh(client, refreshToken);
        if (status < 400) return finding("a refresh token still gets tokens");
      }
      const { status } = await client.send({ path: UNSEEN, token: one.accessToken });
      return status < 400 ? finding("an access token is still accepted") : held;
    },
  }),
  accountCheck({
    subject: "sessions",
    name: "one user can't open another user's files by id",
    requests: 10,
    run: async ({ client, accounts }) => {
      const owner = await signIn(client, await accounts.create());
      const { accessToken: token } = await signIn(client, await accounts.create());
      const form = await client.send({
        path: "/v1/files",
        token: owner.accessToken,
        body: { name: "a.txt", contentType: "text/plain", size: 1 },
      });
      const id = form.json?.id;
      if (typeof id !== "string") return skipped(`can't start an upload (${form.status})`);
      for (const method of ["GET", "DELETE"]) {
        const { status, text } = await client.send({ method, path: `/v1/files/${id}`, token });
        if (method === "GET" && status < 400) return finding(`another user's file answers ${status}`);
        if (text.includes('"download"')) return finding("another user's file can be downloaded");
      }
      return held;
    },
  }),
  accountCheck({
    subject: "sessions",
    name: "one user can't end another user's sign-in by its id",
    requests: 10,
    run: async ({ client, accounts }) => {
      const owner = await signIn(client, await accounts.create());
      const { accessToken: token } = await signIn(client, await accounts.create());
      const { status, json } = await client.send({ path: "/v1/me/sessions", token: owner.accessToken });
      const items = (json?.items ?? []) as readonly { readonly id?: unknown }[];
      if (items.length === 0) return skipped(`the list of sign-ins is empty (${status})`);
      for (const { id } of items) {
        const ended = await client.send({ method: "DELETE", path: `/v1/me/sessions/${String(id)}`, token });
        if (ended.status < 400) return finding(`another user's sign-in answers ${ended.status}`);
      }
      const after = await refresh(client, owner.refreshToken);
      return after.status < 400 ? held : finding("the owner's sign-in has ended");
    },
  }),
];
