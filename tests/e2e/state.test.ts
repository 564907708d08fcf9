import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { until } from "../support/until.ts";

// Its own stack: its state is replaced during the tests.
let stack: LocalStack;
let api: ApiClient;

const root = resolve(import.meta.dirname, "../..");

beforeAll(async () => {
  stack = await startLocalStack({ arguments: QUICK_ANSWERS });
  api = new ApiClient(stack);
});

afterAll(async () => {
  await stack.stop();
});

/** `npm run state -- …`: its output and exit code. */
async function state(
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly output: string }> {
  const environment = { ...process.env, NODE_OPTIONS: "", LOCAL_STATE: stack.stateDirectory };
  const options = { cwd: root, env: environment };
  const run = promisify(execFile)(process.execPath, ["scripts/state.ts", ...words], options);
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, output: stderr }),
  );
}

test("a running stack continues with a loaded state: users, sessions, files, limits and mail are restored", async () => {
  const person = await api.register();
  const { accessToken: token } = await api.signIn(person);
  const { body: file } = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, { token });
  const { url, fields } = file.upload as { url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob(["hello"]));
  expect((await fetch(url, { method: "POST", body: form })).ok).toBe(true);
  expect(await state("save", "with-a-person")).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^saved with-a-person .* objects 1 /),
  });

  const later = await api.register();
  expect((await api.delete(`/v1/files/${file.id}`, { token })).status).toBe(204);
  expect(await state("load", "with-a-person")).toEqual({ code: 0, output: "loaded with-a-person\n" });

  expect((await api.get("/v1/me", { token })).body).toMatchObject({ email: person.email });
  const { body } = await api.get(`/v1/files/${file.id}`, { token });
  expect(await (await fetch((body.download as { url: string }).url)).text()).toBe("hello");
  const { email, password } = later;
  expect((await api.post("/v1/auth/sign-in", { email, password })).status).toBe(401);
  expect([(await api.inbox(person.email)).length > 0, await api.inbox(email)]).toEqual([true, []]);
  // It works like any other stack: new users can sign up, with all triggers.
  await api.newSession();
  expect(stack.output()).toContain("state with-a-person is loaded");
});

test("a failed load leaves the running stack unchanged", async () => {
  const { accessToken: token } = await api.newSession();
  expect(await state("load", "nothing")).toEqual({
    code: 1,
    output: "state: there is no snapshot nothing\n",
  });
  expect((await state("load", "../cloud")).output).toMatch(
    /^state: a snapshot's name has lower-case letters/,
  );
  expect((await api.get("/v1/me", { token })).status).toBe(200);
});

test("snapshots survive the stack and --fresh, and can be loaded into a folder that no stack uses", async () => {
  const person = await api.register(newPerson());
  await state("save", "to-keep");
  expect(await state("save", "to-keep")).toEqual({
    code: 1,
    output: "state: there is a snapshot to-keep already: delete it first, or replace it\n",
  });
  await stack.interrupt();
  expect((await state("list")).output).toMatch(/^to-keep +\d{4}-\d\d-\d\d .*\nwith-a-person /);

  const { stateDirectory } = stack;
  stack = await startLocalStack({ stateDirectory, arguments: [...QUICK_ANSWERS, "--fresh"] });
  await stack.interrupt();
  expect((await state("load", "to-keep")).code).toBe(0);
  stack = await startLocalStack({ stateDirectory, arguments: QUICK_ANSWERS });
  api = new ApiClient(stack);
  await api.signIn(person);
  expect((await state("delete", "to-keep")).code).toBe(0);
  expect(existsSync(join(stateDirectory, "snapshots", "to-keep.snapshot"))).toBe(false);
});

test("a killed stack does not count as running: its state is saved from the folder", async () => {
  stack.kill9();
  // A process keeps its files open while its threads end.
  await until(() => stack.process.signalCode !== null && !stack.isAlive());
  expect(await state("save", "after-a-kill")).toEqual({
    code: 0,
    output: expect.stringMatching(/^saved after-a-kill /),
  });
});

test.each([
  { words: ["--help"], code: 0, says: /^Saves whole states .*\n\n {4}npm run state -- save NAME/ },
  { words: [], code: 1, says: /^state: Usage: npm run state -- save NAME/ },
  { words: ["forget", "a"], code: 1, says: /^state: Usage: npm run state -- / },
  { words: ["save"], code: 1, says: /^state: Usage: npm run state -- / },
  { words: ["save", "a", "b"], code: 1, says: /^state: Usage: npm run state -- / },
  { words: ["load", "a", "--replace"], code: 1, says: /^state: --replace is an option of save\.\n$/ },
  { words: ["list", "--all"], code: 1, says: /^state: Unknown option '--all'/ },
])("$words prints the usage", async ({ words, code, says }) => {
  expect(await state(...words)).toEqual({ code, output: expect.stringMatching(says) });
});
