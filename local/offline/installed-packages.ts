import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Identifies a set of installed packages: npm writes this file again with every change of them. */
export function installedPackages(): string {
  const require = createRequire(import.meta.url);
  const modules = dirname(dirname(require.resolve("serverless/package.json")));
  const { mtimeMs, ctimeMs, size } = statSync(join(modules, ".package-lock.json"));
  return JSON.stringify([mtimeMs, ctimeMs, size, process.version, process.platform, process.arch]);
}
