/**
 * Writes docs/api (openapi.json, errors.md, routes.md) and the client's types from the routes and the list of errors.
 *
 *   npm run docs:api
 */
import "../local/answer-help.ts";
import { readFileSync, writeFileSync } from "node:fs";

import { ROUTES_BY_MODULE } from "./api-docs/all-routes.ts";
import { printJson } from "./api-docs/print-json.ts";
import { renderErrors } from "./api-docs/render-errors.ts";
import { renderOpenApi } from "./api-docs/render-openapi.ts";
import { renderRoutes } from "./api-docs/render-routes.ts";
import { renderTypes, type WrittenDocument } from "./api-docs/render-types.ts";

const ROOT = new URL("../", import.meta.url);

/** The contents of every generated file, by path. */
export function renderApiDocs(): Readonly<Record<string, string>> {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const document = renderOpenApi(ROUTES_BY_MODULE, version);
  return {
    "docs/api/openapi.json": `${printJson(document)}\n`,
    "docs/api/errors.md": renderErrors(),
    "docs/api/routes.md": renderRoutes(ROUTES_BY_MODULE),
    "clients/typescript/api-types.ts": renderTypes(document as unknown as WrittenDocument),
  };
}

/** Generated files that are out of date. */
export function staleApiDocs(): string[] {
  return Object.entries(renderApiDocs())
    .filter(([name, text]) => readFileSync(new URL(name, ROOT), "utf8") !== text)
    .map(([name]) => name);
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(renderApiDocs())) writeFileSync(new URL(name, ROOT), text);
}
