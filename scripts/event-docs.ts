/**
 * Writes docs/events (a JSON Schema of each account event, and their list) and the client's types from the schemas.
 *
 *   npm run docs:events
 */
import "../local/answer-help.ts";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { printJson } from "./api-docs/print-json.ts";
import { eventSchema, TYPES } from "./event-docs/event-schemas.ts";
import { renderEventList } from "./event-docs/render-event-list.ts";
import { renderEventTypes } from "./event-docs/render-event-types.ts";

const ROOT = new URL("../", import.meta.url);
const FOLDER = "docs/events/";

/** The contents of every generated file, by path. */
export function renderEventDocs(): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      TYPES.map((type) => [`${FOLDER}${type}.json`, `${printJson(eventSchema(type))}\n`]),
    ),
    [`${FOLDER}README.md`]: renderEventList(),
    "clients/typescript/account-events.ts": renderEventTypes(),
  };
}

/** Generated files that are out of date, missing or left over. */
export function staleEventDocs(): string[] {
  const rendered = renderEventDocs();
  const there = readdirSync(new URL(FOLDER, ROOT)).map((name) => `${FOLDER}${name}`);
  const read = (name: string) =>
    name.startsWith(FOLDER) && !there.includes(name) ? null : readFileSync(new URL(name, ROOT), "utf8");
  return [
    ...Object.entries(rendered)
      .filter(([name, text]) => read(name) !== text)
      .map(([name]) => name),
    ...there.filter((name) => !(name in rendered)),
  ];
}

if (import.meta.main) {
  rmSync(new URL(FOLDER, ROOT), { recursive: true, force: true });
  mkdirSync(new URL(FOLDER, ROOT));
  for (const [name, text] of Object.entries(renderEventDocs())) writeFileSync(new URL(name, ROOT), text);
}
