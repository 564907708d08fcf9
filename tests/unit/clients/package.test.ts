import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { snippetsOf } from "../../support/checks/doc-snippets.ts";
import { listen } from "../../support/worlds/listen.ts";

describe("the package of the typed client", () => {
  const root = resolve(import.meta.dirname, "../../..");
  const run = promisify(execFile);
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "client-"));
    const pack = ["pack", "--silent", "--pack-destination", folder];
    await run("npm", pack, { cwd: join(root, "clients/typescript") });
    writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
    const install = ["install", "--offline", "--no-audit", "--no-fund", "./serverless-auth-client-0.1.0.tgz"];
    await run("npm", install, { cwd: folder });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("brings nothing along", () => {
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: object };
    expect(Object.keys(lock.packages)).toEqual(["", "node_modules/serverless-auth-client"]);
  });

  test("runs in plain Node", async () => {
    const health = { status: "ok", stage: "test" };
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(health));
    });
    const { url: baseUrl, close } = await listen(server);
    writeFileSync(
      join(folder, "app.js"),
      `import { createAuthClient, memoryStorage } from "serverless-auth-client";
const auth = createAuthClient({ baseUrl: ${JSON.stringify(baseUrl)}, storage: memoryStorage() });
const { data } = await auth.api.GET("/v1/health");
console.log(JSON.stringify([data, await auth.restore()]));
`,
    );
    const { stdout } = await run(process.execPath, ["app.js"], { cwd: folder }).finally(close);
    expect(JSON.parse(stdout)).toEqual([health, false]);
  });

  test.each(["nodenext", "bundler"])(
    "has types that compile with strict settings, also in the guide (%s)",
    async (resolution) => {
      writeFileSync(
        join(folder, "app.ts"),
        `import { createAuthClient, type Profile, type SignInStep } from "serverless-auth-client";
const auth = createAuthClient({ baseUrl: "https://api.example.com", cookies: true });
const step: SignInStep = await auth.signIn({ email: "ada@example.com", password: "x" });
if (step.kind === "challenge" && step.challenge === "SOFTWARE_TOKEN_MFA") await step.answer({ code: "123456" });
const { data, error } = await auth.api.GET("/v1/me");
const profile: Profile | undefined = data;
export const said: string = profile?.sub ?? error?.code ?? "nothing";
// @ts-expect-error Cookies and a storage exclude each other.
createAuthClient({ baseUrl: "", cookies: true, storage: { get: () => null, set: () => undefined, remove: () => undefined } });
// @ts-expect-error There is no such path.
await auth.api.GET("/v1/nothing");
`,
      );
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
        target: "es2022",
        lib: ["es2022", "dom"],
        types: [],
        module: resolution === "bundler" ? "esnext" : resolution,
        moduleResolution: resolution,
      };
      const snippets = [...snippetsOf("docs/client-apps.md")].filter(([name]) => name.endsWith(".ts"));
      for (const [name, code] of snippets) writeFileSync(join(folder, name), code);
      const files = ["app.ts", ...snippets.map(([name]) => name)];
      expect(files.length).toBeGreaterThan(1);
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
      const compiler = join(root, "node_modules/.bin/tsc");
      const { stdout } = await run(compiler, ["-p", folder], { cwd: root }).catch((error) => error);
      expect(stdout).toBe("");
    },
  );
});
