import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";

/**
 * Compares a text with its golden file. `UPDATE_GOLDEN=1 npm test -- …` rewrites the files; review the change in the diff.
 */
export function expectGolden(actual: string, file: URL): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(actual).toBe(readFileSync(file, "utf8"));
}
