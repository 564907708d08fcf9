import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";

/**
 * Compares a text with the file that holds what was agreed. `UPDATE_GOLDEN=1 npm test -- …` writes the files anew; then
 * the change is read and agreed to in the diff.
 */
export function expectGolden(actual: string, file: URL): void {
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(new URL(".", file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(actual).toBe(readFileSync(file, "utf8"));
}
