import { expect, test } from "@jest/globals";
import * as z from "zod/mini";
import type { Principal } from "../../../../libs/auth/principal.ts";
import { type Route, route } from "../../../../libs/http/route.ts";

const path = "/v1/things";
const response = z.strictObject({ name: z.string() });

/** Lines below `@ts-expect-error` must not compile: the type-check is the test. */
const declarations = {
  everyPartIsTyped: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "POST",
      path,
      scope: "api/profile",
      params: z.strictObject({ id: z.string() }),
      query: z.strictObject({ limit: z.pipe(z.string(), z.transform(Number)) }),
      body: z.strictObject({ name: z.string() }),
      response,
      run: ({ principal, params, query, body }) => {
        const typed: [Principal, string, number, string] = [principal, params.id, query.limit, body.name];
        return { name: typed.join() };
      },
    }),

  aPublicRouteHasNoPrincipal: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "GET",
      path,
      response,
      // @ts-expect-error
      run: ({ principal }) => ({ name: principal.sub }),
    }),

  whatIsNotDeclaredIsNotThere: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "GET",
      path,
      response,
      // @ts-expect-error
      run: ({ body }) => ({ name: body }),
    }),

  theAnswerMustFit: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "GET",
      path,
      response,
      // @ts-expect-error
      run: () => ({ nome: "lamp" }),
    }),

  aFieldHasItsType: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "POST",
      path,
      body: z.strictObject({ size: z.number() }),
      response,
      // @ts-expect-error
      run: ({ body }) => ({ name: body.size }),
    }),

  aScopeMustExist: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "GET",
      path,
      // @ts-expect-error
      scope: "api/everything",
      response,
      run: () => ({ name: "lamp" }),
    }),

  aPathIsBelowTheVersion: () =>
    route({
      operation: "test",
      summary: "A route to test with",
      method: "GET",
      // @ts-expect-error
      path: "/things",
      response,
      run: () => ({ name: "lamp" }),
    }),
} satisfies Record<string, () => Route>;

test("a declaration keeps what the module needs", () => {
  expect(declarations.everyPartIsTyped()).toMatchObject({
    method: "POST",
    path,
    scope: "api/profile",
    status: 200,
    response,
  });
});

test("without a scope a route is public", () => {
  expect(declarations.aPublicRouteHasNoPrincipal().scope).toBeUndefined();
});
