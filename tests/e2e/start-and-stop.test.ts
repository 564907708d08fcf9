import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { watch } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import {
  freePort,
  type LocalStack,
  launch,
  startLocalStack,
  startRefused,
} from "../support/stacks/local-stack.ts";

const stacks: LocalStack[] = [];

afterAll(async () => {
  await Promise.all(stacks.map((stack) => stack.stop()));
});

async function start(...options: Parameters<typeof startLocalStack>): Promise<LocalStack> {
  const stack = await startLocalStack(...options);
  stacks.push(stack);
  return stack;
}

test("says in one line where it listens, answers there, and Ctrl-C leaves nothing behind", async () => {
  const stack = await start();
  const ready = stack
    .output()
    .split("\n")
    .filter((line) => line.startsWith("ready"));
  expect(ready).toEqual([`ready  api ${stack.apiUrl}  cloud ${stack.cloudUrl}`]);
  expect((await fetch(`${stack.apiUrl}/v1/health`)).status).toBe(200);
  expect((await fetch(`${stack.cloudUrl}/_local/health`)).status).toBe(200);

  expect(await stack.interrupt()).toBe(0);
  expect(stack.isAlive()).toBe(false);
});

test("continues when the reader of its output has ended", async () => {
  const stack = await start();
  stack.process.stdout?.destroy();
  stack.process.stderr?.destroy();
  // Functions log a line for every request, and the stack itself would report each failed one.
  for (let requests = 0; requests < 3; requests += 1) {
    expect((await fetch(`${stack.apiUrl}/v1/health`)).status).toBe(200);
  }
  expect((await fetch(`${stack.cloudUrl}/_local/health`)).status).toBe(200);
  expect(await stack.interrupt()).toBe(0);
});

test("state survives a restart, and --fresh deletes it", async () => {
  const first = await start();
  const person = await new ApiClient(first).register();
  const config = await (await fetch(`${first.apiUrl}/v1/auth/config`)).json();
  await first.interrupt();

  const second = await start({ stateDirectory: first.stateDirectory });
  const again = new ApiClient(second);
  expect((await again.signIn(person)).accessToken).toMatch(/^eyJ/);
  expect((await again.get("/v1/auth/config")).body).toMatchObject({
    userPoolId: (config as { userPoolId: string }).userPoolId,
  });
  await second.interrupt();

  const fresh = await start({ stateDirectory: first.stateDirectory, arguments: ["--fresh"] });
  const empty = new ApiClient(fresh);
  const credentials = { email: person.email, password: person.password };
  expect((await empty.post("/v1/auth/sign-in", credentials)).status).toBe(401);
  expect(await empty.inbox(person.email)).toEqual([]);
});

describe("a start that fails", () => {
  test("on a used port names the port and the setting that changes it, in one line", async () => {
    const port = await freePort();
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    try {
      const { exitCode, output } = await startRefused({ apiPort: port });
      expect(exitCode).toBe(1);
      expect(output).toBe(`local: port ${port} is in use: stop what listens there, or set API_PORT\n`);
    } finally {
      server.close();
    }
  });

  test("with an invalid port says so", async () => {
    const { exitCode, output } = await startRefused({ environment: { CLOUD_PORT: "http" } });
    expect(exitCode).toBe(1);
    expect(output).toBe("local: CLOUD_PORT is not a port: http\n");
  });

  test("with an unusable state folder says why, in one line", async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), "local-stack-"));
    const objects = join(stateDirectory, "s3");
    writeFileSync(objects, "");
    const { exitCode, output } = await startRefused({ stateDirectory });
    expect(exitCode).toBe(1);
    expect(output).toBe(
      `local: the state can't be used: ${objects}/arrivals: a file is in the place of a folder (ENOTDIR)\n`,
    );
  });
});

describe("a signal while it is starting", () => {
  async function interruptAt(moment: (stack: LocalStack) => Promise<unknown>): Promise<void> {
    const stack = await launch({});
    stacks.push(stack);
    await moment(stack);
    expect(await stack.interrupt()).not.toBe(0);
    expect(stack.isAlive()).toBe(false);
    expect(stack.output()).not.toContain("ready");
  }

  /** The cloud's database has been opened. */
  async function databaseOf({ stateDirectory }: LocalStack): Promise<void> {
    const changes = watch(stateDirectory, { signal: AbortSignal.timeout(30_000) });
    for await (const { filename } of changes) if (filename === "cloud.sqlite") return;
  }

  test("ends it at once", () => interruptAt(({ process }) => once(process, "spawn")));

  test("completely, with the cloud already started", () => interruptAt(databaseOf));
});

test("no function gets the developer's own AWS credentials", async () => {
  const stack = await start({
    environment: {
      AWS_PROFILE: "production",
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
    },
  });
  const api = new ApiClient(stack);
  const { accessToken } = await api.newSession(newPerson());
  const created = await api.post(
    "/v1/files",
    { name: "a.txt", contentType: "text/plain", size: 3 },
    { token: accessToken },
  );
  const { upload } = created.body as { upload: { fields: Record<string, string> } };
  expect(Object.entries(upload.fields).find(([name]) => /credential/i.test(name))?.[1]).toMatch(
    /^local-files\//,
  );
  expect(JSON.stringify(upload)).not.toContain("AKIAEXAMPLE");
});
