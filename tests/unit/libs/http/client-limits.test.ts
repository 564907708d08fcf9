import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { route } from "../../../../libs/http/route.ts";
import type { ClientBudget, ClientLimits } from "../../../../libs/limits/client-limits.ts";
import { ROUTES_BY_MODULE } from "../../../../scripts/api-docs/all-routes.ts";
import { accessTokenClaims, httpEvent } from "../../../support/worlds/http-event.ts";
import { openGuard, recordingLog, send } from "../../../support/worlds/thing-module.ts";

const Fine = z.strictObject({ fine: z.literal(true) });

const counted = route({
  operation: "test",
  summary: "A route to test with",
  method: "POST",
  path: "/v1/things",
  counts: "credentials",
  body: z.strictObject({ name: z.string() }),
  response: Fine,
  run: () => ({ fine: true }) as const,
});

const withToken = route({
  operation: "test",
  summary: "A route to test with",
  method: "GET",
  path: "/v1/things",
  scope: "api/profile",
  response: Fine,
  run: () => ({ fine: true }) as const,
});

/** Limits that leave a client a number of requests, and record their calls. */
function limitsOf(budget: number) {
  const asked: [ClientBudget, string][] = [];
  const limits: ClientLimits = {
    count: async (...request) => {
      asked.push(request);
      return asked.length > budget ? 42 : undefined;
    },
  };
  const handler = httpModule([counted, withToken], { guard: openGuard, limits, log: recordingLog() });
  return { handler, asked };
}

const post = (body: unknown = { name: "thing" }) => httpEvent({ method: "POST", body });

test("a request over the limit is answered 429, with the seconds until the client may ask again", async () => {
  const { handler, asked } = limitsOf(1);
  expect(await send(handler, post())).toMatchObject({ status: 200 });
  expect(await send(handler, post())).toMatchObject({
    status: 429,
    headers: { "retry-after": "42", "content-type": "application/problem+json" },
    body: { code: "too_many_requests" },
  });
  expect(asked).toEqual(Array.from({ length: 2 }, () => ["credentials", "192.0.2.1"]));
});

test("an invalid request does no work and is not counted", async () => {
  const { handler, asked } = limitsOf(0);
  expect(await send(handler, post({ name: 1 }))).toMatchObject({ status: 400 });
  expect(await send(handler, post("{"))).toMatchObject({ status: 400 });
  expect(asked).toEqual([]);
});

test("a request with a valid access token is never counted", async () => {
  const { handler, asked } = limitsOf(0);
  expect(await send(handler, httpEvent({ claims: accessTokenClaims() }))).toMatchObject({ status: 200 });
  expect(asked).toEqual([]);
});

/** Routes that only read their own file or their environment. */
const UNCOUNTED = ["config", "confirmPage", "getDocs", "getHealth", "getOpenapi", "resetPage"];

test("every public route counts its clients, except those that do no work", () => {
  const routes = Object.values(ROUTES_BY_MODULE).flat();
  const uncounted = routes.filter(({ scope, counts }) => scope === undefined && counts === undefined);
  expect(uncounted.map(({ operation }) => operation).sort()).toEqual(UNCOUNTED);
  expect(routes.filter(({ scope, counts }) => scope !== undefined && counts !== undefined)).toEqual([]);
});

/** Routes that reveal an account only to its owner, who has something that can't be guessed. */
const TELLING = ["refresh", "setUpMfa", "signOut"];

test("every public route that is about an account is delayed", () => {
  const routes = Object.values(ROUTES_BY_MODULE).flat();
  const telling = routes.filter(({ path, method, answersAlike }) => {
    return path.startsWith("/v1/auth/") && method === "POST" && answersAlike === undefined;
  });
  expect(telling.map(({ operation }) => operation).sort()).toEqual(TELLING);
});
