import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../../..");

const sources = ["functions", "triggers", "jobs", "libs"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file)),
);

/** Signs of code that depends on where it runs. */
const QUESTIONS: readonly [string, RegExp][] = [
  ["names a local address", /localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]/i],
  ["names a local port", /\b(4566|3000|3002)\b/],
  ["asks for serverless-offline", /IS_OFFLINE|IS_LOCAL|serverless-offline/i],
  ["asks for an emulator", /localstack|emulator|_LOCAL_/i],
  ["compares the stage", /STAGE\b\s*(===|!==|==|!=)|["']local["']|(===|!==)\s*["'](dev|staging|prod)["']/],
  ["asks for the build", /NODE_ENV/],
];

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(40);
});

/** Mentions loopback to refuse plain HTTP to any other host, wherever it runs. */
const EXCUSED = "libs/secret-endpoint.ts";

test.each(QUESTIONS)("no code %s", (_name, question) => {
  const found = sources
    .filter((file) => file !== EXCUSED)
    .filter((file) => question.test(readFileSync(join(root, file), "utf8")));
  expect(found).toEqual([]);
});
