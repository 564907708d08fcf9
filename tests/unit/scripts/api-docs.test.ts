import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod/mini";
import { named } from "../../../libs/schemas/named.ts";
import { ROUTES_BY_MODULE } from "../../../scripts/api-docs/all-routes.ts";
import { SchemaComponents } from "../../../scripts/api-docs/schema-components.ts";
import { renderApiDocs, staleApiDocs } from "../../../scripts/api-docs.ts";

const FUNCTIONS = new URL("../../../functions/", import.meta.url);

test("docs/api and the client's types are up to date; `npm run docs:api` updates them", () => {
  expect(staleApiDocs()).toEqual([]);
});

describe("the OpenAPI document", () => {
  interface Operation {
    readonly security?: unknown;
    readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
  }
  const document = JSON.parse(renderApiDocs()["docs/api/openapi.json"] ?? "") as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: Readonly<Record<"schemas" | "responses", Readonly<Record<string, object>>>>;
    readonly tags: readonly { readonly name: string; readonly description: string }[];
  };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const references = new Set(
    [...JSON.stringify(document).matchAll(/"#\/components\/(schemas|responses)\/(\w+)"/g)].map(
      ([, kind, name]) => `${kind}/${name}`,
    ),
  );

  test("describes every module", () => {
    expect(document.tags.filter(({ name, description }) => description === name)).toEqual([]);
  });

  test("has no dangling reference and no unused component", () => {
    const components = (["schemas", "responses"] as const).flatMap((kind) =>
      Object.keys(document.components[kind]).map((name) => `${kind}/${name}`),
    );
    expect([...references].sort()).toEqual(components.sort());
  });

  test("repeats no object of three or more members: it has a name", () => {
    const seen = new Map<string, number>();
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("properties" in value && Object.keys(Object(value.properties)).length >= 3) {
        const text = JSON.stringify(value);
        seen.set(text, (seen.get(text) ?? 0) + 1);
      }
      Object.values(value).forEach(visit);
    };
    visit(document);
    expect([...seen].filter(([, times]) => times > 1).map(([text]) => text)).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
  });

  test("has the gateway's own answers, too, for routes whose token the gateway checks", () => {
    const mediaOf = ({ responses }: Operation, status: number) => {
      const name = responses[status]?.$ref?.split("/").at(-1) ?? "";
      return Object.keys((document.components.responses[name] as { content?: object })?.content ?? {});
    };
    const both = ["application/problem+json", "application/json"];
    const answered = (from: readonly Operation[], status: number) =>
      new Set(
        from
          .filter(({ responses }) => status in responses)
          .map((operation) => `${mediaOf(operation, status)}`),
      );
    const open = operations.filter(({ security }) => security === undefined);
    const guarded = operations.filter(({ security }) => security !== undefined);
    expect(guarded.every(({ responses }) => 401 in responses && 403 in responses)).toBe(true);
    for (const status of [401, 403]) {
      expect([...answered(open, status)]).toEqual(both.slice(0, 1));
      expect([...answered(guarded, status)]).toEqual([`${both}`]);
    }
    expect([...answered(operations, 404)]).toEqual([`${both}`]);
  });

  test("has one schema per name", () => {
    const components = new SchemaComponents();
    const of = (name: string) =>
      z.strictObject({ thing: named(name, z.strictObject({ of: z.literal(name) })) });
    components.refer(of("One"), "input");
    components.refer(of("One"), "output");
    const other = z.strictObject({ thing: named("One", z.strictObject({ of: z.literal("other") })) });
    expect(() => components.refer(other, "input")).toThrow("Two schemas are called One");
    expect(components.all()).toMatchObject({ One: { properties: { of: { const: "One" } } } });
  });
});

test("no module is missing", () => {
  expect(Object.keys(ROUTES_BY_MODULE).sort()).toEqual(readdirSync(FUNCTIONS).sort());
});

test("no two routes have the same name, or the same method and path", () => {
  const routes = Object.values(ROUTES_BY_MODULE).flat();
  expect(new Set(routes.map(({ operation }) => operation)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

describe.each(Object.entries(ROUTES_BY_MODULE))("module %s", (module, routes) => {
  test.each(routes.map((route) => [route.operation]))(
    "%s is exported by the file of that name",
    async (operation) => {
      const file = operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const exported = (await import(`../../../functions/${module}/${file}.ts`)) as Record<string, unknown>;
      expect(exported[operation]).toBe(routes.find((route) => route.operation === operation));
    },
  );
});
