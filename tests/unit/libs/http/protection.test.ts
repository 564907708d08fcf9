/** What a module must have before its routes may declare it. */
import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { type AdminMfa, SECOND_FACTOR_ACRS } from "../../../../libs/auth/authentication-level.ts";
import { SCOPES, type Scope } from "../../../../libs/auth/permissions.ts";
import type { Protection } from "../../../../libs/http/answer-route.ts";
import { ApiError } from "../../../../libs/http/api-error.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { type Assurance, type Route, route } from "../../../../libs/http/route.ts";
import { moduleProtection } from "../../../../libs/sessions/module-protection.ts";
import { accessTokenClaims, httpEvent } from "../../../support/worlds/http-event.ts";
import { openGuard, recordingLog, send } from "../../../support/worlds/thing-module.ts";

const declaration = {
  operation: "test",
  summary: "A route to test with",
  method: "GET",
  path: "/v1/things",
  response: z.strictObject({ fine: z.literal(true) }),
  run: () => ({ fine: true }) as const,
} as const;
const open = route(declaration);
const scoped = (scope: Scope, assurance: Assurance = "recent") =>
  route({ ...declaration, scope, callers: "users", assurance });

/** The scopes that reach other users' accounts. */
const ADMINISTRATIVE: readonly Scope[] = ["api/users.read", "api/users.write", "api/audit.read"];

describe("a module that lacks what its routes declare does not start:", () => {
  const starting = (only: Route, protection: Protection) => () => httpModule([only], protection);

  test("a limit for its clients", () => {
    expect(starting({ ...open, counts: "credentials" }, { guard: null })).toThrow(
      "no limits for GET /v1/things",
    );
  });

  test("a floor under the time of its answers", () => {
    expect(starting({ ...open, answersAlike: "always" }, { guard: null })).toThrow(
      "no floor for GET /v1/things",
    );
  });

  test("a guard for sessions", () => {
    expect(starting(scoped("api/profile"), { guard: null })).toThrow("no guard for GET /v1/things");
    expect(starting(scoped("api/profile"), { guard: openGuard })).not.toThrow();
    expect(starting(open, { guard: null })).not.toThrow();
  });

  test.each(ADMINISTRATIVE)("whether administrators need a second factor, for %s", (scope) => {
    expect(starting(scoped(scope), { guard: openGuard })).toThrow("no adminMfa for GET /v1/things");
    expect(starting(scoped(scope), { guard: openGuard, adminMfa: "off" })).not.toThrow();
  });

  test.each(ADMINISTRATIVE)(
    "a recent sign-in, without which the factor is not asked for, for %s",
    (scope) => {
      const protection = { guard: openGuard, adminMfa: "required" } as const;
      expect(starting(scoped(scope, "usual"), protection)).toThrow("no recent sign-in for GET /v1/things");
    },
  );

  test("all that is missing is named at once", () => {
    expect(starting(scoped("api/users.read", "usual"), { guard: null })).toThrow(
      "no guard, no adminMfa, no recent sign-in for GET /v1/things",
    );
  });

  test("an environment without ADMIN_MFA is not one in which it is off", () => {
    const environment = {
      ACTIVITY_TABLE_NAME: "activity",
      REAUTHENTICATION_SECONDS: 900,
      SESSION_TRACKING: false,
      TERMS: "off",
      TERMS_VERSION: undefined,
      TERMS_URL: undefined,
      PRIVACY_URL: undefined,
    } as const;
    expect(starting(scoped("api/users.read"), moduleProtection(environment))).toThrow("no adminMfa");
    const complete = moduleProtection({ ...environment, ADMIN_MFA: "off" });
    expect(starting(scoped("api/users.read"), complete)).not.toThrow();
  });
});

describe("a user who has not accepted the terms", () => {
  async function answerOf(beforeTerms: boolean) {
    const asked: string[] = [];
    const only = route({ ...declaration, scope: "api/profile", callers: "users", beforeTerms });
    const handler = httpModule([only], {
      guard: openGuard,
      terms: async (sub) => {
        asked.push(sub);
        throw new ApiError("terms_not_accepted");
      },
      log: recordingLog(),
    });
    const { status } = await send(handler, httpEvent({ claims: accessTokenClaims() }));
    return { status, asked };
  }

  test("reaches only routes that say so, and these do not ask", async () => {
    expect(await answerOf(false)).toEqual({ status: 403, asked: [accessTokenClaims().sub] });
    expect(await answerOf(true)).toEqual({ status: 200, asked: [] });
  });
});

describe("the guard is told the levels of which a sign-in must have reached one", () => {
  async function levelsFor(scope: Scope, adminMfa: AdminMfa) {
    const told: (readonly string[])[] = [];
    const handler = httpModule([scoped(scope)], {
      guard: async ({ acrValues }) => {
        told.push(acrValues);
      },
      adminMfa,
      log: recordingLog(),
    });
    await send(handler, httpEvent({ claims: accessTokenClaims({ scope }) }));
    return told;
  }

  test.each(ADMINISTRATIVE)("those with a second factor, for %s", async (scope) => {
    expect(await levelsFor(scope, "required")).toEqual([SECOND_FACTOR_ACRS]);
  });

  test.each(SCOPES)("none, if administrators need no second factor, for %s", async (scope) => {
    expect(await levelsFor(scope, "off")).toEqual([[]]);
  });

  test.each(SCOPES.filter((scope) => !ADMINISTRATIVE.includes(scope)))(
    "none for the user's own account, for %s",
    async (scope) => {
      expect(await levelsFor(scope, "required")).toEqual([[]]);
    },
  );
});
