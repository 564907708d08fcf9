import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { describeWhere } from "../support/clients/browser-tests.ts";
import {
  type LocalStack,
  QUICK_ANSWERS,
  startLocalStack,
  startRefused,
} from "../support/stacks/local-stack.ts";
import { copyService, type ServiceCopy } from "../support/stacks/service-copy.ts";

const HEALTH = "functions/system/get-health.ts";
const PRE_SIGN_UP = "triggers/pre-sign-up.ts";
const POST_AUTHENTICATION = "triggers/post-authentication.ts";

let service: ServiceCopy;
beforeAll(() => {
  service = copyService();
});
afterAll(() => service.delete());

describe("an edit while the stack runs", () => {
  let stack: LocalStack;
  let api: ApiClient;
  let seen = 0;

  beforeAll(async () => {
    stack = await startLocalStack({ serviceDirectory: service.directory, arguments: QUICK_ANSWERS });
    api = new ApiClient(stack);
  });
  afterAll(() => stack.stop());

  /** The stack's new output, as soon as it contains all of this. */
  async function told(...texts: readonly (string | RegExp)[]): Promise<string> {
    const fresh = () => stack.output().slice(seen);
    const holds = (text: string | RegExp) =>
      typeof text === "string" ? fresh().includes(text) : text.test(fresh());
    await stack.printed(() => texts.every(holds));
    const all = fresh();
    seen += all.length;
    return all;
  }

  const withStage = (stage: string) => (text: string) => text.replace("stage: STAGE", `stage: "${stage}"`);
  const stageOf = async () => (await api.get("/v1/health")).body.stage;
  const signUp = () => api.post("/v1/auth/sign-up", { email: newPerson().email });

  test("rebuilds the affected functions, and the next request runs them", async () => {
    expect(await stageOf()).toBe("local");
    service.edit(HEALTH, withStage("edited"));
    expect(await told(/local: rebuilt .*\n/)).toMatch(/^local: rebuilt system in \d+ ms$/m);
    expect(await stageOf()).toBe("edited");
  });

  test("no request runs an incomplete bundle, however many come during the build", async () => {
    let isBuilding = true;
    const statuses: number[] = [];
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (isBuilding) statuses.push((await api.get("/v1/health")).status);
      }),
    );
    for (const stage of ["one", "two", "three"]) {
      service.edit(HEALTH, (text) => text.replace(/stage: "\w+"/, `stage: "${stage}"`));
      await told("local: rebuilt system");
    }
    isBuilding = false;
    await asking;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await stageOf()).toBe("three");
  });

  test("that does not build is reported once, with esbuild's message, and the last good bundle stays in use", async () => {
    service.edit(HEALTH, (text) => `${text}\nconst broken = 1 x;\n`);
    const output = await told("keeps its last good bundle");
    expect(output).toContain("local: build failed\n");
    expect(output).toMatch(/^ {2}functions\/system\/get-health\.ts:\d+:18: Expected ";" but found "x"$/m);
    expect(output.match(/Expected ";"/g)).toHaveLength(1);
    expect(output).toContain("local: system does not build and keeps its last good bundle");
    expect(output).not.toMatch(/^\s+at /m);
    expect(await stageOf()).toBe("three");
  });

  test("another file that does not build is reported, too, and a third one is rebuilt", async () => {
    service.edit(PRE_SIGN_UP, (text) => `import "./nowhere.ts";\n${text}`);
    const output = await told("do not build and keep their last good bundles");
    expect(output).toContain('triggers/pre-sign-up.ts:1:8: Could not resolve "./nowhere.ts"');
    expect(output).not.toContain("get-health.ts");
    expect(output).toMatch(/local: (system, pre-sign-up|pre-sign-up, system) do not build/);

    service.edit(POST_AUTHENTICATION, (text) => `${text}\nconsole.log("edited");\n`);
    const beside = await told(/do not build and keep/);
    expect(beside).toContain("local: rebuilt post-authentication in");
    expect(beside).not.toContain("Could not resolve");
  });

  test("that fixes the errors is reported, file by file", async () => {
    service.restore(PRE_SIGN_UP);
    expect(await told("local: system does not build")).not.toContain("everything builds again");
    service.edit(HEALTH, (text) => text.replace("const broken = 1 x;", ""));
    await told("local: everything builds again");
    expect(await stageOf()).toBe("three");
    service.restore(HEALTH);
    await told("local: rebuilt system");
    expect(await stageOf()).toBe("local");
  });

  test("of types and comments changes no bundle; a new file is built when it is imported", async () => {
    service.edit("libs/otp/next-step.ts", (text) => `// a comment\n${text}\nexport type Nothing = never;\n`);
    expect(await told("nothing to rebuild for libs/otp/next-step.ts")).not.toContain("rebuilt");
    service.restore("libs/otp/next-step.ts");
    await told("nothing to rebuild for libs/otp/next-step.ts");

    service.edit(
      HEALTH,
      (text) => `import { word } from "./word.ts";\n${withStage("x")(text).replace('"x"', "word")}`,
    );
    await told('Could not resolve "./word.ts"');
    const { directory } = service;
    const { writeFileSync } = await import("node:fs");
    writeFileSync(`${directory}/functions/system/word.ts`, 'export const word = "new";\n');
    await told("local: everything builds again");
    expect(await stageOf()).toBe("new");
    service.remove("functions/system/word.ts");
    await told('Could not resolve "./word.ts"');
    expect(await stageOf()).toBe("new");
    service.restore(HEALTH);
    await told("local: everything builds again");
    expect(await stageOf()).toBe("local");
  });

  test("of a page without permission to call is reported once for each place, with the setting that would allow it", async () => {
    const headers = { origin: "https://page.example" };
    const ask = (url: string) => fetch(url, { headers });
    for (let times = 0; times < 2; times += 1) {
      await api.get("/v1/health", { headers });
      await ask(`${stack.cloudUrl}/_local/inbox`);
      await ask(`${stack.cloudUrl}/some-bucket/key`);
    }
    const output = await told("may not use the bucket", "may not use /_local", "may not call the API");
    expect(output.match(/https:\/\/page\.example may not/g)).toHaveLength(3);
    expect(output).toContain(
      "start with WEB_ORIGINS=http://localhost:5173,http://127.0.0.1:5173,https://page.example",
    );
  });

  test("of a file that is read only at the start says that a restart is needed", async () => {
    service.edit("config/params.yml", (text) => `${text}\n# a comment\n`);
    await told("local: config/params.yml has changed: restart to apply it\n");
    service.edit("resources/iam/otp.yml", (text) => `${text}\n# a comment\n`);
    service.edit("triggers/triggers.yml", (text) => `${text}\n# a comment\n`);
    const output = await told("resources/iam/otp.yml", "triggers/triggers.yml", /restart to apply \w+\n$/);
    expect(output).not.toContain("rebuil");
  });

  describe("that fails when it runs", () => {
    const failing = (statement: string) => (text: string) =>
      text.replace(/(run: async \(event\) => \{\n)/, `$1    ${statement}\n`);
    const lineOf = (output: string) => /triggers\/pre-sign-up\.ts:(\d+):(\d+)/.exec(output)?.[0];

    test("is reported with its message and TypeScript line; the log has neither message nor user", async () => {
      service.edit(PRE_SIGN_UP, failing('throw new TypeError("no " + event.request.userAttributes.email);'));
      await told("local: rebuilt pre-sign-up");
      const { email } = newPerson();
      await api.post("/v1/auth/sign-up", { email });
      const refused = "local: pre-sign-up refused: This is not possible at the moment. Try again.\n";
      // The trigger's own answer to the client is a decision, in one line.
      const output = await told(/"message":"trigger failed".*\n/, "handled an error", refused);
      const [log = ""] = output.split("\n").filter((line) => line.includes('"trigger failed"'));
      expect(JSON.parse(log)).toMatchObject({
        level: "ERROR",
        cause: "TypeError",
        frames: expect.any(Array),
      });
      expect(log).not.toContain(email);
      expect(output).toContain(`local: pre-sign-up handled an error: TypeError: no ${email}`);
      expect(lineOf(output)).toMatch(/:11$/);
      expect(output).toContain('throw new TypeError("no " + event.request.userAttributes.email);');
    });

    test("at import is reported with its line, too", async () => {
      service.restore(PRE_SIGN_UP);
      await told("local: rebuilt pre-sign-up");
      service.edit(PRE_SIGN_UP, (text) => `${text}\nnull.nothing;\n`);
      await told("local: rebuilt pre-sign-up");
      await signUp();
      const output = await told(/pre-sign-up failed: .*\n.*\n.*\n/);
      expect(output).toContain("local: pre-sign-up failed: TypeError: Cannot read properties of null");
      expect(output).toMatch(/triggers\/pre-sign-up\.ts:\d+:6/);
      expect(output).toContain("null.nothing;");
    });

    test("an invalid trigger response is reported with the trigger, the member and the expected value", async () => {
      service.restore(PRE_SIGN_UP);
      await told("local: rebuilt pre-sign-up");
      service.edit(PRE_SIGN_UP, failing('Object.assign(event.response, { autoConfirmUser: "yes" });'));
      await told("local: rebuilt pre-sign-up");
      await signUp();
      await told(
        'local: PreSignUp: response.autoConfirmUser must be true, false or null, and is the string "yes"',
      );
      service.restore(PRE_SIGN_UP);
      await told("local: rebuilt pre-sign-up");
      expect((await signUp()).status).toBe(201);
    });
  });
});

test("a start with a syntax error ends with one clear message, and no stack", async () => {
  service.edit(HEALTH, (text) => `${text}\nconst broken = 1 x;\n`);
  service.edit(PRE_SIGN_UP, (text) => `${text}\nexport const = 2;\n`);
  const { exitCode, output } = await startRefused({ serviceDirectory: service.directory });
  service.restore(HEALTH);
  service.restore(PRE_SIGN_UP);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^local: the functions do not build\n/);
  expect(output).toMatch(/functions\/system\/get-health\.ts:\d+:18: Expected ";" but found "x"/);
  expect(output).toMatch(/triggers\/pre-sign-up\.ts:\d+:14: Expected identifier but found "="/);
  expect(output).not.toMatch(/^\s+at /m);
});

const hasScript = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux") === true;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the test is about colours
const COLOURS = /\x1b\[\d+m/g;

describeWhere(hasScript)("at a terminal", () => {
  test("each request is one line with its parts, and no JSON", async () => {
    const stack = await startLocalStack({ atTerminal: true, arguments: QUICK_ANSWERS });
    try {
      const api = new ApiClient(stack);
      const { email } = newPerson();
      const plain = () => stack.output().replace(COLOURS, "").replaceAll("\r", "");
      await api.post("/v1/auth/sign-up", { email });
      await api.get("/v1/me");
      await stack.printed(() => /GET \/v1\/me .*\n/.test(plain()));
      const lines = plain().split("\n");
      const [code] = (await api.inbox(email)).map((message) => message.code);
      const line = lines.find((one) => one.includes("POST /v1/auth/sign-up")) ?? "";
      expect(line).toMatch(/^\d\d:\d\d:\d\d {2}POST \/v1\/auth\/sign-up +201 {2}\d+ ms {2}/);
      expect(line).toContain(`→ code ${code} mailed to ${email}`);
      expect(lines.find((one) => one.includes("GET /v1/me"))).toMatch(/ 401 .*✗/);
      expect(lines.filter((one) => one.startsWith("{"))).toEqual([]);
      expect(stack.output()).toMatch(COLOURS);
    } finally {
      await stack.stop();
    }
  });
});
