/**
 * Writes docs/api/openapi.json, docs/api/errors.md and the client's types from the routes and the list of errors.
 *
 *   npm run docs:api
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { OpenApiDocument } from "../functions/system/reference/openapi-document.ts";
import { ROUTES_BY_MODULE } from "./api-docs/all-routes.ts";
import { renderErrors } from "./api-docs/render-errors.ts";
import { renderOpenApi } from "./api-docs/render-openapi.ts";
import { renderTypes } from "./api-docs/render-types.ts";

const ROOT = new URL("../", import.meta.url);

/** Every written file, by its path. */
export function renderApiDocs(): Readonly<Record<string, string>> {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const document = renderOpenApi(ROUTES_BY_MODULE, version);
  return {
    "docs/api/openapi.json": `${JSON.stringify(document, null, 1)}\n`,
    "docs/api/errors.md": renderErrors(),
    "clients/typescript/api-types.ts": renderTypes(document as unknown as OpenApiDocument),
  };
}

/** Files that are not as the code says. */
export function staleApiDocs(): string[] {
  return Object.entries(renderApiDocs())
    .filter(([name, text]) => readFileSync(new URL(name, ROOT), "utf8") !== text)
    .map(([name]) => name);
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(renderApiDocs())) writeFileSync(new URL(name, ROOT), text);
}
