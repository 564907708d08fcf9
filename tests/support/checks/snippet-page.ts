/**
 * Runs a snippet that imports the typed client as a page in Chromium: its exports are `app` there. It runs in its own process, so
 * that the browser ends with it.
 */

import { fileURLToPath } from "node:url";
import { launchChromium, STEP_HANGS_AFTER } from "../clients/chromium.ts";
import { answerCaller, callInOtherProcess } from "../clients/other-process.ts";
import { serveApp } from "../clients/serve-app.ts";
import { writeCode } from "./doc-snippets.ts";

const CLIENT = fileURLToPath(new URL("../../../clients/typescript/index.ts", import.meta.url));
const API_IN_DOCS = "http://localhost:3000";
/** An origin that the local stage allows. The browser is redirected to another port, since this one may be in use. */
const ORIGIN = "http://localhost:5173";

/** Reloads the page instead of evaluating something. */
export const RELOAD = "reload";

/** The bundle of a snippet, with the stack's API address and the client from its sources. */
export async function bundleSnippet(
  name: string,
  code: string,
  apiUrl: string,
  platform: "browser" | "node",
): Promise<string> {
  const { build } = await import("esbuild");
  const snippet = writeCode(name, code.replaceAll(API_IN_DOCS, apiUrl));
  const { outputFiles } = await build({
    stdin: {
      contents:
        platform === "node"
          ? `export * from ${JSON.stringify(snippet)};`
          : `import * as app from ${JSON.stringify(snippet)};\nglobalThis.app = app;`,
      resolveDir: import.meta.dirname,
    },
    alias: { "serverless-auth-client": CLIENT },
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/** The results of expressions, one after the other, in a page with a snippet. */
export async function evaluateInPage(
  name: string,
  code: string,
  apiUrl: string,
  expressions: readonly string[],
): Promise<unknown[]> {
  const bundle = await bundleSnippet(name, code, apiUrl.replace("127.0.0.1", "localhost"), "browser");
  const file = writeCode(`${name}.bundle.js`, bundle);
  return callInOtherProcess(import.meta.url, { file, expressions });
}

async function walk({
  file,
  expressions,
}: {
  readonly file: string;
  readonly expressions: readonly string[];
}): Promise<unknown[]> {
  const { readFileSync } = await import("node:fs");
  const app = await serveApp({ script: readFileSync(file, "utf8") });
  const browser = await launchChromium({ "localhost:5173": `127.0.0.1:${app.port}` });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(STEP_HANGS_AFTER);
    const results: unknown[] = [];
    await page.goto(ORIGIN);
    for (const expression of expressions) {
      if (expression === RELOAD) await page.reload();
      await page.waitForFunction("globalThis.app !== undefined");
      if (expression !== RELOAD) results.push((await page.evaluate(expression)) ?? null);
    }
    return results;
  } finally {
    await browser.close();
    await app.close();
  }
}

if (import.meta.main) await answerCaller(walk);
