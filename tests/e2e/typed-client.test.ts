import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createApiClient, type Problem } from "../../clients/typescript/api-client.ts";
import { createAuthClient } from "../../clients/typescript/auth-client.ts";
import type { TokenStorage } from "../../clients/typescript/token-storage.ts";
import { ApiClient, type Person } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { testInBrowser } from "../support/clients/browser-tests.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { walkInTwoTabs } from "../support/walks/two-tabs-walk.ts";

/** What the developer of a client app has: an address, a token, and the types of clients/typescript. */
const { apiUrl } = sharedStack();
let person: Person;
let token: string | undefined;
const api = createApiClient({ baseUrl: apiUrl, accessToken: () => token });

beforeAll(async () => {
  person = await new ApiClient(sharedStack()).register();
  const { data } = await api.POST("/v1/auth/sign-in", {
    body: { email: person.email, password: person.password },
  });
  // According to the types: either tokens or a challenge.
  if (data === undefined || !("tokens" in data)) throw new Error("no tokens");
  token = data.tokens.accessToken;
});

test("the own profile is read and changed", async () => {
  const changed = await api.PATCH("/v1/me", { body: { givenName: "Ada", locale: "en-GB" } });
  expect(changed.response.status).toBe(200);
  const { data } = await api.GET("/v1/me");
  expect(data).toMatchObject({ email: person.email, givenName: "Ada", locale: "en-GB" });
});

test("a file is uploaded, found in a list, downloaded and deleted", async () => {
  const content = "hello";
  const sha256 = createHash("sha256").update(content).digest("base64");
  const created = await api.POST("/v1/files", {
    body: { name: "greeting.txt", contentType: "text/plain", size: content.length, sha256 },
  });
  if (created.data === undefined) throw new Error(created.error.detail);
  const { id, upload } = created.data;
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([content]));
  expect((await fetch(upload.url, { method: "POST", body: form })).ok).toBe(true);

  const list = await api.GET("/v1/files", { params: { query: { limit: 5, purpose: "file" } } });
  expect(list.data?.items).toMatchObject([{ id, name: "greeting.txt", sha256 }]);
  const file = await api.GET("/v1/files/{id}", { params: { path: { id } } });
  const download = await fetch(file.data?.download.url ?? "");
  expect(await download.text()).toBe(content);
  expect((await api.DELETE("/v1/files/{id}", { params: { path: { id } } })).response.status).toBe(204);
});

describe("an error", () => {
  test("has one of the codes that the operation may answer", async () => {
    const { error, response } = await api.GET("/v1/files/{id}", { params: { path: { id: randomUUID() } } });
    expect(response.status).toBe(404);
    const problem: Problem | undefined = error;
    expect(problem).toMatchObject({ code: "not_found", status: 404 });
    // @ts-expect-error An operation on files never answers this code.
    expect(error?.code === "invalid_password").toBe(false);
  });

  test("of the gateway, without a token, has the same form", async () => {
    const { data, error, response } = await createApiClient({ baseUrl: apiUrl }).GET("/v1/me");
    expect(data).toBeUndefined();
    expect(response.status).toBe(401);
    expect(error).toMatchObject({ code: "unauthorized", title: "Unauthorized", status: 401 });
  });
});

test("an invalid request does not compile, and the API refuses it if it is sent anyway", async () => {
  const refusals = await Promise.all([
    // @ts-expect-error Not a text.
    api.PATCH("/v1/me", { body: { givenName: 1 } }),
    // @ts-expect-error A member is missing.
    api.POST("/v1/files", { body: { name: "a.txt" } }),
    // @ts-expect-error Not one of the purposes.
    api.GET("/v1/files", { params: { query: { purpose: "banner" } } }),
    // @ts-expect-error No such path.
    api.GET("/v1/nothing"),
  ]);
  expect(refusals.map(({ response }) => response.status)).toEqual([400, 400, 400, 404]);
});

describe("a sign-in step by step", () => {
  const codes: string[] = [];
  const newAuth = (settings: object = {}) =>
    createAuthClient({
      baseUrl: apiUrl,
      fetch: (request) => {
        codes.push(`${request.method} ${new URL(request.url).pathname}`);
        return fetch(request);
      },
      ...settings,
    });
  const support = new ApiClient(sharedStack());

  test("with a password: refused, then signed in with the user's claims; signing out ends it", async () => {
    const auth = newAuth();
    const refused = await auth.signIn({ email: person.email, password: "not it" });
    expect(refused).toMatchObject({
      kind: "refused",
      problem: { code: "invalid_credentials" },
      canAnswerAgain: false,
    });
    expect(await auth.signIn(person)).toEqual({ kind: "signedIn" });
    expect(auth.claims()).toMatchObject({ email: person.email });
    const other = await auth.accessToken();
    expect((await auth.api.GET("/v1/me")).data?.email).toBe(person.email);
    expect(await auth.signOut()).toBeUndefined();
    expect((await auth.api.GET("/v1/me")).error?.code).toBe("unauthorized");
    const left = createApiClient({ baseUrl: apiUrl, accessToken: () => other });
    // A route that looks up the session each time.
    const { error } = await left.POST("/v1/me/passkeys", { body: {} });
    expect(error?.code).toBe("session_revoked");
  });

  test("with a mailed code: a wrong one, then the right one", async () => {
    const auth = newAuth();
    const step = await auth.signInWithCode({ email: person.email });
    if (step.kind !== "challenge" || step.challenge !== "CUSTOM_CHALLENGE") throw new Error(step.kind);
    expect(step.delivery).toEqual({ medium: "EMAIL", destination: "p***@e***" });
    const code = await support.codeFor(person.email);
    const again = await step.answer({ answer: code === "000000" ? "000001" : "000000" });
    if (again.kind !== "challenge" || again.challenge !== "CUSTOM_CHALLENGE") throw new Error(again.kind);
    expect(again.parameters).toMatchObject({ challenge: "ONE_TIME_CODE", triesLeft: 2 });
    expect(await again.answer({ answer: code })).toEqual({ kind: "signedIn" });
    expect((await auth.api.GET("/v1/me")).data?.email).toBe(person.email);
  });

  test("with an authenticator app: after a wrong code the step can be answered again", async () => {
    const session = await support.newSession();
    const auth = newAuth();
    await auth.signIn(session.person);
    const { data: setup } = await auth.api.POST("/v1/me/mfa/totp");
    const app = authenticatorOf(setup?.secret ?? "", Date.now);
    await auth.api.POST("/v1/me/mfa/totp/verify", { body: { code: app.earlierCode() } });
    const step = await auth.signIn(session.person);
    if (step.kind !== "challenge" || step.challenge !== "SOFTWARE_TOKEN_MFA") throw new Error(step.kind);
    expect(await step.answer({ code: app.wrongCode() })).toMatchObject({
      kind: "refused",
      problem: { code: "code_mismatch" },
      canAnswerAgain: true,
    });
    expect(await step.answer({ code: app.code() })).toEqual({ kind: "signedIn" });
    expect(await step.answer({ code: app.code() })).toMatchObject({
      kind: "refused",
      problem: { code: "session_expired" },
      canAnswerAgain: false,
    });
  });

  test("without a passkey: the other ways to choose from", async () => {
    const step = await newAuth().signInWithPasskey({ email: person.email });
    if (step.kind !== "challenge" || step.challenge !== "SELECT_CHALLENGE") throw new Error(step.kind);
    expect(step.available).toContain("PASSWORD");
    const { password } = person;
    expect(await step.answer({ factor: "PASSWORD", password })).toEqual({ kind: "signedIn" });
  });

  test("continues with another client of the same storage, with one refresh for any number of calls", async () => {
    const values = new Map<string, string>();
    const storage: TokenStorage = {
      get: (key) => values.get(key),
      set: (key, value) => {
        values.set(key, value);
      },
      remove: (key) => {
        values.delete(key);
      },
    };
    await newAuth({ storage }).signIn(person);
    for (const [key, text] of values) {
      if (key.endsWith("tokens")) {
        values.set(key, JSON.stringify({ ...JSON.parse(text), accessToken: "spoiled" }));
      }
    }
    const later = newAuth({ storage });
    expect(await later.restore()).toBe(true);
    codes.length = 0;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => later.api.GET("/v1/me")));
    expect(answers.map(({ data }) => data?.email)).toEqual(Array(5).fill(person.email));
    expect(codes.filter((line) => line.endsWith("/v1/auth/refresh"))).toHaveLength(1);
  });
});

testInBrowser.each(["cookies", "browserStorage"] as const)(
  "three tabs of a browser share a sign-in (%s): one refresh for all, and signing out ends it in all",
  async (keeping) => {
    const account = await new ApiClient(sharedStack()).register();
    const sight = await walkInTwoTabs({ apiUrl, ...account, keeping });
    expect(sight).toMatchObject({
      signIn: "signedIn",
      isSignedInBeside: true,
      isSignedInLater: true,
      statuses: [200, 200, 200],
      refreshes: 1,
      tokensAreAlike: true,
      afterSignOut: {
        isSignedIn: [false, false, false],
        codes: ["unauthorized", "unauthorized", "unauthorized"],
        cookies: 0,
      },
    });
    // No script finds a token in cookie mode, and none is left behind.
    expect(/eyJ/.test(sight.stored)).toBe(keeping === "browserStorage");
    expect(sight.afterSignOut.stored).not.toMatch(/eyJ/);
  },
);
