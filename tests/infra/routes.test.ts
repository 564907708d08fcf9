import { beforeAll, expect, test } from "@jest/globals";
import { resolveVariant } from "../../cloudformation/resolve-template.ts";
import type { Template } from "../../cloudformation/template.ts";
import openApiDocument from "../../docs/api/openapi.json" with { type: "json" };
import { dereferenced } from "../../functions/system/reference/dereferenced.ts";
import { operationsOf } from "../../functions/system/reference/example-of.ts";
import { scopeOf } from "../../functions/system/reference/openapi-document.ts";
import { ROUTES_BY_MODULE } from "../../scripts/api-docs/all-routes.ts";
import { STAGES, type Stage } from "../../scripts/packaging/package-stages.ts";
import { gatewayRoutes, limitedRoutes } from "../../scripts/template/gateway-findings.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";

/** Code, gateway and OpenAPI document agree on every route: path, module, scope. */
let deployed: Record<Stage, Template>;

beforeAll(async () => {
  const packaged = await packagedTemplates();
  deployed = Object.fromEntries(STAGES.map((stage) => [stage, resolveVariant(packaged[stage])])) as Record<
    Stage,
    Template
  >;
});

/** Modules whose routes are all public. In any other module, a route without a token is a security hole. */
const PUBLIC_MODULES = ["auth", "links", "system", "tokens"];

test.each(STAGES)("in %s exactly the routes of the public modules are public", (stage) => {
  const routes = gatewayRoutes(deployed[stage]);
  const open = routes.filter(({ scope }) => scope === undefined);
  expect(open).toEqual(routes.filter(({ module }) => PUBLIC_MODULES.includes(module)));
  expect(new Set(open.map(({ module }) => module))).toEqual(new Set(PUBLIC_MODULES));
});

test.each(STAGES)("in %s the gateway has the code's routes, each with its module and scope", (stage) => {
  const routes = Object.entries(ROUTES_BY_MODULE).flatMap(([module, list]) =>
    list.map(({ method, path, scope }) => ({ key: `${method} ${path}`, module, scope })),
  );
  expect(gatewayRoutes(deployed[stage])).toEqual(routes.sort((a, b) => a.key.localeCompare(b.key)));
});

test.each(STAGES)("in %s the gateway requires the scopes of the OpenAPI document", (stage) => {
  const documented = operationsOf(dereferenced(openApiDocument)).map(([path, method, operation]) => ({
    key: `${method} ${path}`,
    module: operation.tags[0],
    scope: scopeOf(operation),
  }));
  expect(gatewayRoutes(deployed[stage])).toEqual(documented.sort((a, b) => a.key.localeCompare(b.key)));
});

/** Public but not throttled: they take a refresh token, which is too long to guess. */
const unlimited = ["POST /v1/auth/refresh", "POST /v1/auth/sign-out"];

test.each(STAGES)(
  "in %s every public route that takes a secret or sends a message has its own throttle",
  (stage) => {
    const posted = gatewayRoutes(deployed[stage])
      .filter(({ key, scope }) => scope === undefined && key.startsWith("POST "))
      .map(({ key }) => key);
    expect(posted).toEqual(expect.arrayContaining(unlimited));
    expect(limitedRoutes(deployed[stage])).toEqual(posted.filter((key) => !unlimited.includes(key)));
  },
);
