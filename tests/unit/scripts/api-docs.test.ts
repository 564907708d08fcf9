import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { ROUTES_BY_MODULE } from "../../../scripts/api-docs/all-routes.ts";
import { staleApiDocs } from "../../../scripts/api-docs.ts";

const FUNCTIONS = new URL("../../../functions/", import.meta.url);

test("docs/api and the client's types are what the code says; `npm run docs:api` makes them so", () => {
  expect(staleApiDocs()).toEqual([]);
});

test("no module is left out", () => {
  expect(Object.keys(ROUTES_BY_MODULE).sort()).toEqual(readdirSync(FUNCTIONS).sort());
});

test("no two routes have the same name or the same place", () => {
  const routes = Object.values(ROUTES_BY_MODULE).flat();
  expect(new Set(routes.map(({ operation }) => operation)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

describe.each(Object.entries(ROUTES_BY_MODULE))("module %s", (module, routes) => {
  test.each(routes.map((route) => [route.operation]))(
    "%s is the constant of the file of that name",
    async (operation) => {
      const file = operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const exported = (await import(`../../../functions/${module}/${file}.ts`)) as Record<string, unknown>;
      expect(exported[operation]).toBe(routes.find((route) => route.operation === operation));
    },
  );
});
