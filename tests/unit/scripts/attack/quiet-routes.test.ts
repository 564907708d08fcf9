import { expect, test } from "@jest/globals";
import { ROUTES_BY_MODULE } from "../../../../scripts/api-docs/all-routes.ts";
import { QUIET_ROUTES } from "../../../../scripts/attack/quiet-routes.ts";

/** They need the answer of another route, and are tried together with it. */
const LATER_STEPS = ["/v1/auth/challenge", "/v1/auth/link/complete", "/v1/auth/recovery/complete"];

test("every public route that must not reveal accounts is attacked", () => {
  const hiding = Object.values(ROUTES_BY_MODULE)
    .flat()
    .filter(({ scope, answersAlike }) => scope === undefined && answersAlike !== undefined)
    .map(({ path }) => path);
  const attacked: string[] = QUIET_ROUTES.map(({ path }) => path);
  expect([...attacked, ...LATER_STEPS].sort()).toEqual(hiding.sort());
});
