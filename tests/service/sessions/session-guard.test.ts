import { beforeEach, expect, test } from "@jest/globals";
import { readCaller } from "../../../libs/auth/principal.ts";
import type { Assurance } from "../../../libs/http/route.ts";
import { sessionGuard } from "../../../libs/http/session-guard.ts";
import { sessionStore } from "../../../libs/sessions/session-store.ts";
import { useActivityTable } from "../../support/worlds/activity-table.ts";
import { accessTokenClaims } from "../../support/worlds/http-event.ts";

const sessions = sessionStore(useActivityTable());
const SIGNED_IN = 1_787_992_402_000;
const SECOND = 1000;

let now = SIGNED_IN;
let honoured = true;
let asked: string[] = [];
beforeEach(() => {
  now = SIGNED_IN;
  honoured = true;
  asked = [];
});

const newGuard = (store = sessions) =>
  sessionGuard({
    sessions: store,
    isHonoured: async (accessToken) => {
      asked.push(accessToken);
      return honoured;
    },
    recentSeconds: 900,
    now: () => now,
  });

function request(name: string, { assurance = "usual" as Assurance, scope = "api/profile" } = {}) {
  const principal = readCaller(accessTokenClaims({ sub: name, origin_jti: `session-of-${name}`, scope }));
  if (principal?.kind !== "user") throw new Error("no user");
  const from = {
    requestId: "1",
    ip: "192.0.2.1",
    userAgent: "test",
    host: "api",
    origin: undefined,
    fetchSite: undefined,
    languages: undefined,
    path: "/v1/me",
    cookies: [],
  };
  return { principal, accessToken: `token-of-${name}`, from, assurance };
}

test("a revoked session is refused within a minute, or at once if the sign-in must be recent", async () => {
  const guard = newGuard();
  await guard(request("ada"));
  await sessions.revoke("ada", "session-of-ada", now);
  now += 30 * SECOND;
  await expect(guard(request("ada"))).resolves.toBeUndefined();
  await expect(guard(request("ada", { assurance: "recent" }))).rejects.toMatchObject({
    code: "session_revoked",
  });
  // Once refused, it stays refused without another look-up.
  await expect(guard(request("ada"))).rejects.toMatchObject({ code: "session_revoked" });
});

test("the minute ends even without requests", async () => {
  const guard = newGuard();
  await guard(request("bob"));
  await sessions.revoke("bob", "session-of-bob", now);
  now += 60 * SECOND;
  await expect(guard(request("bob"))).rejects.toMatchObject({ code: "session_revoked" });
});

test("Cognito checks tokens that have its scope, and its refusal counts", async () => {
  const guard = newGuard();
  await guard(request("eve"));
  expect(asked).toEqual([]);
  honoured = false;
  const scope = "api/profile aws.cognito.signin.user.admin";
  await expect(newGuard()(request("eve", { scope }))).rejects.toMatchObject({ code: "session_revoked" });
  expect(asked).toEqual(["token-of-eve"]);
});

test("a sign-in of more than fifteen minutes ago is not recent", async () => {
  const guard = newGuard();
  now += 900 * SECOND;
  await expect(guard(request("zoe", { assurance: "recent" }))).resolves.toBeUndefined();
  now += SECOND;
  await expect(guard(request("zoe", { assurance: "recent" }))).rejects.toMatchObject({
    code: "reauthentication_required",
    headers: { "www-authenticate": 'Bearer error="insufficient_user_authentication", max_age="900"' },
  });
  await expect(guard(request("zoe"))).resolves.toBeUndefined();
});

test("if the table is unavailable, all requests are refused", async () => {
  const away = {
    ...sessions,
    use: () => Promise.reject(new TypeError("fetch failed", { cause: refused() })),
  };
  await expect(newGuard(away)(request("ada"))).rejects.toMatchObject({ code: "service_unavailable" });
});

function refused(): Error {
  return Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
}

test("a token without an origin has no session", async () => {
  const { principal, ...rest } = request("ada");
  const anonymous = { ...principal, originJti: undefined };
  await expect(newGuard()({ ...rest, principal: anonymous })).rejects.toMatchObject({ code: "unauthorized" });
});
