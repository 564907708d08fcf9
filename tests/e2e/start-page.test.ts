/** A developer's first contact: ready lines, start page, demo users; and a phone or an emulator that uses the stack. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, type Json } from "../support/clients/api-client.ts";
import { sendRaw } from "../support/clients/raw-request.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { walkWithAmplifyOutputs } from "../support/walks/amplify-outputs-walk.ts";

const DEMO = { environment: { DEMO_USERS: "on", ALLOWED_HOSTS: "10.0.2.2" }, arguments: QUICK_ANSWERS };

interface Described {
  readonly userPoolId: string;
  readonly demoUsers: readonly {
    readonly email: string;
    readonly password: string;
    readonly groups: string[];
  }[];
}

let stack: LocalStack;
let api: ApiClient;

const describeStack = async (): Promise<Described> =>
  (await (await fetch(`${stack.cloudUrl}/_local/stack`)).json()) as Described;

async function signIn({ email, password }: Described["demoUsers"][number]): Promise<string> {
  const { body } = await api.post("/v1/auth/sign-in", { email, password });
  return (body.tokens as { accessToken: string }).accessToken;
}

beforeAll(async () => {
  stack = await startLocalStack(DEMO);
  api = new ApiClient(stack);
});

afterAll(() => stack.stop());

describe("a new stack", () => {
  test("prints after its ready line where everything is, and who can sign in", async () => {
    const { userPoolId, demoUsers } = await describeStack();
    const [first, ...others] = stack.output().slice(stack.output().indexOf("ready")).split("\n");
    expect(first).toBe(`ready  api ${stack.apiUrl}  cloud ${stack.cloudUrl}`);
    expect(others.join("\n")).toContain(userPoolId);
    expect(demoUsers.map(({ email }) => email)).toEqual([
      "user@example.com",
      "support@example.com",
      "admin@example.com",
    ]);
    for (const { email, password } of demoUsers) expect(others.join("\n")).toContain(`${email}  ${password}`);
    const page = await fetch(stack.cloudUrl, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain(`${stack.apiUrl}/v1/docs`);
    expect((await fetch(`${stack.apiUrl}/v1/docs`)).status).toBe(200);
  });

  test("lets each demo user immediately do what their role allows", async () => {
    const statuses = await Promise.all(
      (await describeStack()).demoUsers.map(async (user) => {
        const token = await signIn(user);
        const [me, users, groups] = await Promise.all([
          api.get("/v1/me", { token }),
          api.get("/v1/admin/users", { token }),
          api.post("/v1/admin/groups", { name: `of-${user.groups[0]}` }, { token }),
        ]);
        return [me.status, users.status, groups.status];
      }),
    );
    expect(statuses).toEqual([
      [200, 403, 403],
      [200, 200, 403],
      [200, 200, 201],
    ]);
  });

  test("configures Amplify with its amplify_outputs.json", async () => {
    const outputs = (await (await fetch(`${stack.cloudUrl}/_local/amplify_outputs.json`)).json()) as object;
    const [{ email: username = "", password = "" } = {}] = (await describeStack()).demoUsers;
    const signedIn = await walkWithAmplifyOutputs({ outputs, username, password });
    expect(signedIn.groups).toEqual(["users"]);
    expect(signedIn.identityId).toMatch(/^us-east-1:/);
    expect((await api.get("/v1/me", { token: signedIn.accessToken })).body.email).toBe(username);
  });
});

test("an emulator, for which this machine is 10.0.2.2, signs in, uploads a file and reads it", async () => {
  const { demoUsers } = await describeStack();
  const [user] = demoUsers;
  if (user === undefined) throw new Error("there is no demo user");
  const asEmulator = async (url: string, method: string, headers: Record<string, string>, body = "") => {
    const { host, pathname, search, port } = new URL(url);
    const answer = await sendRaw(`http://127.0.0.1:${port}${pathname}${search}`, {
      method,
      headers: { host: host.replace("localhost", "10.0.2.2"), ...headers },
      body,
    });
    return { ...answer, json: () => JSON.parse(answer.body) as Json };
  };
  const json = { "content-type": "application/json" };
  const { email, password } = user;
  const credentials = JSON.stringify({ email, password });
  const signedIn = await asEmulator(`${stack.apiUrl}/v1/auth/sign-in`, "POST", json, credentials);
  const { accessToken } = signedIn.json().tokens as { accessToken: string };
  const authorized = { ...json, authorization: `Bearer ${accessToken}` };

  const file = JSON.stringify({ name: "a.txt", contentType: "text/plain", size: 5 });
  const created = await asEmulator(`${stack.apiUrl}/v1/files`, "POST", authorized, file);
  const { id, upload } = created.json() as {
    id: string;
    upload: { url: string; fields: Record<string, string> };
  };
  expect(new URL(upload.url).hostname).toBe("10.0.2.2");
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob(["hello"], { type: "text/plain" }));
  const posted = new Response(form);
  const formHeaders = { "content-type": String(posted.headers.get("content-type")) };
  expect((await asEmulator(upload.url, "POST", formHeaders, await posted.text())).status).toBeLessThan(300);

  const read = await asEmulator(`${stack.apiUrl}/v1/files/${id}`, "GET", authorized);
  const { download } = read.json() as { download: { url: string } };
  expect(new URL(download.url).hostname).toBe("10.0.2.2");
  expect(await asEmulator(download.url, "GET", {})).toMatchObject({ status: 200, body: "hello" });

  const config = (await asEmulator(`${stack.apiUrl}/v1/auth/config`, "GET", {})).json();
  expect(config.issuer).toMatch(/^http:\/\/localhost:/);
  expect((config.endpoints as Json).cognito).toBe(`http://10.0.2.2:${new URL(stack.cloudUrl).port}`);
  expect((await asEmulator(`${stack.cloudUrl}/_local/inbox`, "GET", {})).status).toBe(403);
});

test("the next start does not recreate a deleted demo user, and the ids are the same after --fresh", async () => {
  const before = await describeStack();
  const admin = before.demoUsers.find(({ email }) => email === "admin@example.com");
  if (admin === undefined) throw new Error("there is no demo administrator");
  const token = await signIn(admin);
  const page = await api.get("/v1/admin/users?limit=60", { token });
  const user = (page.body.items as Json[]).find(({ email }) => email === "user@example.com");
  expect((await api.delete(`/v1/admin/users/${user?.sub}`, { token })).status).toBe(204);
  await stack.interrupt();

  const again = { ...DEMO, stateDirectory: stack.stateDirectory };
  stack = await startLocalStack(again);
  api = new ApiClient(stack);
  const after = await describeStack();
  expect(after.demoUsers.map(({ email }) => email)).toEqual(["support@example.com", "admin@example.com"]);
  await stack.interrupt();

  stack = await startLocalStack({ ...again, arguments: [...QUICK_ANSWERS, "--fresh"] });
  api = new ApiClient(stack);
  const fresh = await describeStack();
  expect(fresh.demoUsers).toHaveLength(3);
  expect(fresh.userPoolId).toBe(before.userPoolId);
});
