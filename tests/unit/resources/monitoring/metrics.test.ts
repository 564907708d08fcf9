import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { METRICS } from "../../../../resources/monitoring/metrics.ts";

const root = resolve(import.meta.dirname, "../../../..");

/** The file that defines the names counts nothing. */
const DEFINITIONS = ["libs/activity/event-types.ts", "libs/observability/metrics.ts"];

const code = globSync("{functions,triggers,jobs,libs}/**/*.ts", { cwd: root })
  .filter((path) => !DEFINITIONS.includes(path))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

test.each(Object.values(METRICS))("some function counts %s", (metric) => {
  expect(code).toContain(`"${metric}"`);
});
