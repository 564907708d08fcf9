/**
 * Writes docs/api/openapi.json and docs/api/errors.md from the routes and the list of errors.
 *
 *   npm run docs:api
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { ROUTES_BY_MODULE } from "./api-docs/all-routes.ts";
import { renderErrors } from "./api-docs/render-errors.ts";
import { renderOpenApi } from "./api-docs/render-openapi.ts";

const FOLDER = new URL("../docs/api/", import.meta.url);

/** Every written file, by name. */
export function renderApiDocs(): Readonly<Record<string, string>> {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return {
    "openapi.json": `${JSON.stringify(renderOpenApi(ROUTES_BY_MODULE, version), null, 1)}\n`,
    "errors.md": renderErrors(),
  };
}

/** Names of files that are not as the code says. */
export function staleApiDocs(): string[] {
  return Object.entries(renderApiDocs())
    .filter(([name, text]) => readFileSync(new URL(name, FOLDER), "utf8") !== text)
    .map(([name]) => name);
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(renderApiDocs())) writeFileSync(new URL(name, FOLDER), text);
}
