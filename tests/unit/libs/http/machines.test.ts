import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { MACHINE_SCOPES, type Scope } from "../../../../libs/auth/permissions.ts";
import { commonErrors } from "../../../../libs/http/common-errors.ts";
import { httpModule } from "../../../../libs/http/http-module.ts";
import { type Callers, route } from "../../../../libs/http/route.ts";
import { ROUTES_BY_MODULE } from "../../../../scripts/api-docs/all-routes.ts";
import { accessTokenClaims, httpEvent, machineTokenClaims } from "../../../support/worlds/http-event.ts";
import { recordingLog, send } from "../../../support/worlds/thing-module.ts";

/** A module of one route, and how often its guard was called. */
function moduleFor(callers: Callers) {
  const guarded: string[] = [];
  const only = route({
    operation: "test",
    summary: "A route to test with",
    method: "GET",
    path: "/v1/things",
    scope: "api/users.read",
    callers,
    assurance: "recent",
    response: z.strictObject({ caller: z.string(), sub: z.string() }),
    run: ({ principal }) => ({ caller: principal.kind, sub: principal.sub }),
  });
  const handler = httpModule([only], {
    guard: async ({ principal }) => {
      guarded.push(principal.sub);
    },
    adminMfa: "off",
    log: recordingLog(),
  });
  return { handler, guarded, only };
}

const scope = "api/users.read";

describe("a route for users and machines", () => {
  test("runs for a machine, which has no session to look up and no sign-in to repeat", async () => {
    const { handler, guarded } = moduleFor("users and machines");
    const answer = await send(handler, httpEvent({ claims: machineTokenClaims() }));
    expect(answer).toMatchObject({ status: 200, body: { caller: "machine", sub: "2machine23456789" } });
    expect(guarded).toEqual([]);
  });

  test("requires the scope of a machine, as of a user", async () => {
    const { handler } = moduleFor("users and machines");
    const answer = await send(
      handler,
      httpEvent({ claims: machineTokenClaims({ scope: "api/audit.read" }) }),
    );
    expect(answer).toMatchObject({ status: 403, body: { code: "insufficient_scope" } });
  });

  test("still checks a user's session", async () => {
    const { handler, guarded } = moduleFor("users and machines");
    const claims = accessTokenClaims({ scope });
    expect(await send(handler, httpEvent({ claims }))).toMatchObject({ status: 200 });
    expect(guarded).toEqual([claims.sub]);
  });

  test.each([
    ["a user's token without its session", { origin_jti: undefined }],
    ["a user's token with the client's id for a sub", { sub: "1example23456789" }],
  ])("does not mistake %s for a machine's", async (_name, claims) => {
    const { handler, guarded } = moduleFor("users and machines");
    await send(handler, httpEvent({ claims: { ...accessTokenClaims({ scope }), ...claims } }));
    expect(guarded).toHaveLength(1);
  });
});

test("a route for users refuses a machine with its scope, and says why", async () => {
  const { handler, only } = moduleFor("users");
  const answer = await send(handler, httpEvent({ claims: machineTokenClaims() }));
  expect(answer).toMatchObject({ status: 403, body: { code: "machine_not_allowed" } });
  expect(commonErrors(only)).toContain("machine_not_allowed");
});

test("machines can call exactly the reading routes, with a scope that machines may have", () => {
  const routes = Object.values(ROUTES_BY_MODULE).flat();
  const isForMachines = (held: Scope | undefined) => held !== undefined && MACHINE_SCOPES.includes(held);
  const nameOf = ({ method, path }: (typeof routes)[number]) => `${method} ${path}`;
  expect(routes.filter(({ callers }) => callers === "users and machines").map(nameOf)).toEqual(
    routes.filter(({ method, scope: held }) => method === "GET" && isForMachines(held)).map(nameOf),
  );
});
