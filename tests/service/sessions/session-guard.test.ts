import { beforeEach, describe, expect, test } from "@jest/globals";
import { SECOND_FACTOR_ACRS } from "../../../libs/auth/authentication-level.ts";
import { readCaller } from "../../../libs/auth/principal.ts";
import type { ApiError } from "../../../libs/http/api-error.ts";
import type { Assurance } from "../../../libs/http/route.ts";
import { type SessionGuard, sessionGuard } from "../../../libs/http/session-guard.ts";
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

function request(
  name: string,
  {
    assurance = "usual" as Assurance,
    scope = "api/profile",
    acrValues = [] as readonly string[],
    claims = {} as Record<string, string>,
  } = {},
) {
  const principal = readCaller(
    accessTokenClaims({ sub: name, origin_jti: `session-of-${name}`, scope, ...claims }),
  );
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
  return { principal, accessToken: `token-of-${name}`, from, assurance, acrValues };
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

test("Cognito's id of the session is asked for with tokens that have its scope", async () => {
  const findSessionOf = async (accessToken: string) => `session of ${accessToken}`;
  const guard = sessionGuard({
    sessions,
    isHonoured: async () => true,
    findSessionOf,
    recentSeconds: 900,
    now: () => now,
  });
  await guard(request("ned"));
  await guard(request("joy", { scope: "api/profile aws.cognito.signin.user.admin" }));
  expect((await sessions.find("ned", "session-of-ned"))?.nativeId).toBeUndefined();
  expect((await sessions.find("joy", "session-of-joy"))?.nativeId).toBe("session of token-of-joy");
});

test("a sign-in of more than fifteen minutes ago is not recent", async () => {
  const guard = newGuard();
  now += 900 * SECOND;
  await expect(guard(request("zoe", { assurance: "recent" }))).resolves.toBeUndefined();
  now += SECOND;
  await expect(guard(request("zoe", { assurance: "recent" }))).rejects.toMatchObject({
    code: "reauthentication_required",
    headers: {
      "www-authenticate":
        'Bearer error="insufficient_user_authentication", error_description="a more recent sign-in is required", max_age="900"',
    },
  });
  await expect(guard(request("zoe"))).resolves.toBeUndefined();
});

describe("a route that needs a second factor", () => {
  const admin = (acr?: string, acrValues: readonly string[] = SECOND_FACTOR_ACRS) =>
    request("root", {
      assurance: "recent",
      scope: "api/users.read",
      acrValues,
      claims: acr === undefined ? {} : { acr },
    });

  /** The challenge of a refusal; `undefined` for none. */
  const challengeOf = (guard: SessionGuard, acr?: string): Promise<string | undefined> =>
    guard(admin(acr)).then(
      () => undefined,
      (error: ApiError) => {
        expect(error.code).toBe("reauthentication_required");
        return error.headers["www-authenticate"];
      },
    );

  const challenge = (description: string) =>
    `Bearer error="insufficient_user_authentication", error_description="${description}", ` +
    'acr_values="urn:cognito:loa:3 urn:cognito:loa:4", max_age="900"';
  const TOO_WEAK = challenge("a sign-in with a second factor is required");

  test.each(["urn:cognito:loa:1", "urn:cognito:loa:2", "urn:example:loa:4", "4"])(
    "refuses the level %s",
    async (acr) => {
      expect(await challengeOf(newGuard(), acr)).toBe(TOO_WEAK);
    },
  );

  test.each(["urn:cognito:loa:3", "urn:cognito:loa:4"])(
    "takes the level %s, while it is recent",
    async (acr) => {
      const guard = newGuard();
      expect(await challengeOf(guard, acr)).toBeUndefined();
      now += 901 * SECOND;
      expect(await challengeOf(guard, acr)).toBe(challenge("a more recent sign-in is required"));
    },
  );

  test("judges a token without a level by its age alone", async () => {
    const guard = newGuard();
    expect(await challengeOf(guard)).toBeUndefined();
    now += 901 * SECOND;
    expect(await challengeOf(guard)).toBe(challenge("a more recent sign-in is required"));
  });

  test("says that it is for a second factor, and not of a sign-in that is only too old", async () => {
    const detail = "This needs a sign-in with a second factor: sign in again with it, then repeat it.";
    await expect(newGuard()(admin("urn:cognito:loa:1"))).rejects.toMatchObject({ detail });
    now += 901 * SECOND;
    await expect(newGuard()(admin("urn:cognito:loa:4"))).rejects.not.toMatchObject({ detail });
  });

  test("names the level if there is only one", async () => {
    await expect(newGuard()(admin("urn:cognito:loa:1", ["urn:cognito:loa:4"]))).rejects.toMatchObject({
      headers: { "www-authenticate": expect.stringContaining(', acr_values="urn:cognito:loa:4", ') },
    });
  });

  test("takes any level if the route names none", async () => {
    await expect(newGuard()(admin("urn:cognito:loa:1", []))).resolves.toBeUndefined();
  });
});

test("if the table is unavailable, all requests are refused", async () => {
  const away = {
    ...sessions,
    use: () => Promise.reject(new TypeError("fetch failed", { cause: refused() })),
  };
  await expect(newGuard(away)(request("ada"))).rejects.toMatchObject({ code: "service_unavailable" });
});

test("if the table refuses, the service is at fault, and the log has the cause", async () => {
  const cause = new Error("AccessDeniedException");
  const forbidden = { ...sessions, use: () => Promise.reject(cause) };
  await expect(newGuard(forbidden)(request("ada"))).rejects.toMatchObject({ code: "internal_error", cause });
});

test("a revoked session is reported as RFC 6750 says", async () => {
  const guard = newGuard();
  await guard(request("joe"));
  await sessions.revoke("joe", "session-of-joe", now);
  await expect(guard(request("joe", { assurance: "recent" }))).rejects.toMatchObject({
    headers: { "www-authenticate": 'Bearer error="invalid_token", error_description="session revoked"' },
  });
});

test("10,000 sessions are remembered; the least recently used is looked up again", async () => {
  let looked = 0;
  const counted = {
    ...sessions,
    use: async () => {
      looked += 1;
      return true;
    },
  };
  const guard = newGuard(counted);
  for (let user = 0; user < 10_000; user += 1) await guard(request(`user-${user}`));
  await guard(request("user-0"));
  expect(looked).toBe(10_000);
  // One more is too many. `user-0` was asked for last, but looked up first.
  await guard(request("user-10000"));
  await guard(request("user-1"));
  expect(looked).toBe(10_001);
  await guard(request("user-0"));
  expect(looked).toBe(10_002);
});

function refused(): Error {
  return Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
}

test("a token without an origin has no session", async () => {
  const { principal, ...rest } = request("ada");
  const anonymous = { ...principal, originJti: undefined };
  await expect(newGuard()({ ...rest, principal: anonymous })).rejects.toMatchObject({ code: "unauthorized" });
});
