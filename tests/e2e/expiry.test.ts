import { afterEach, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";

// Its own stack: its clock is moved.
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);

/** Functions use the moved clock, too: it is reset after each test. */
afterEach(async () => {
  await fetch(`${stack.cloudUrl}/_local/clock`, { method: "DELETE" });
});

async function advance(by: string): Promise<void> {
  const answer = await fetch(`${stack.cloudUrl}/_local/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: by }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

test("a sign-up code is valid for 24 hours, and a new one confirms the account", async () => {
  const person = newPerson();
  const { email } = person;
  await api.signUp(person);
  const code = await api.codeFor(email);
  await advance("25h");
  const late = await api.post("/v1/auth/confirm", { email, code });
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 400, code: "code_mismatch" });

  await api.post("/v1/auth/resend-code", { email });
  const confirmed = await api.post("/v1/auth/confirm", { email, code: await api.codeFor(email) });
  expect(confirmed.status).toBe(204);
});

test("a code for a forgotten password is valid for one hour", async () => {
  const { email } = await api.register();
  await api.post("/v1/auth/forgot-password", { email });
  const code = await api.codeFor(email);
  await advance("61m");
  const late = await api.post("/v1/auth/reset-password", { email, code, newPassword: newPerson().password });
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 400, code: "code_mismatch" });
});

test("an access token is valid for one hour: then the gateway refuses it, and the refresh token gets another", async () => {
  const { accessToken, refreshToken } = await api.newSession();
  await advance("61m");
  const late = await api.get("/v1/me", { token: accessToken });
  expect(late.status).toBe(401);
  expect(late.body).toEqual({ message: "Unauthorized" });
  expect(late.headers.get("www-authenticate")).toContain("the token has expired");

  const refreshed = await api.post("/v1/auth/refresh", { refreshToken });
  const { accessToken: token } = refreshed.body.tokens as { accessToken: string };
  expect((await api.get("/v1/me", { token })).status).toBe(200);
});

test("a rotated refresh token is refused once its grace period is over, and ends the sign-in", async () => {
  const { refreshToken } = await api.newSession();
  const first = await api.post("/v1/auth/refresh", { refreshToken });
  const retried = await api.post("/v1/auth/refresh", { refreshToken });
  expect([first.status, retried.status]).toEqual([200, 200]);
  await advance("11s");
  const replayed = await api.post("/v1/auth/refresh", { refreshToken });
  expect({ status: replayed.status, code: replayed.body.code }).toEqual({
    status: 401,
    code: "invalid_refresh_token",
  });
  const successor = (first.body.tokens as { refreshToken: string }).refreshToken;
  expect((await api.post("/v1/auth/refresh", { refreshToken: successor })).status).toBe(401);
});

test("a one-time code is valid for three minutes, by the same clock", async () => {
  const { email } = await api.register();
  const answer = (session: unknown, code: string) =>
    api.post("/v1/auth/challenge", { challenge: "CUSTOM_CHALLENGE", session, email, answer: code });
  const late = await api.post("/v1/auth/otp", { email });
  const code = await api.codeFor(email);
  const { expiresAt } = late.body.parameters as { expiresAt: string };
  await advance("3m");
  const refused = await answer(late.body.session, code);
  expect({ status: refused.status, code: refused.body.code }).toEqual({
    status: 401,
    code: "session_expired",
  });

  const { body } = await api.post("/v1/auth/otp", { email });
  const { expiresAt: later } = body.parameters as { expiresAt: string };
  expect(Date.parse(later) - Date.parse(expiresAt)).toBeGreaterThanOrEqual(180_000);
  await advance("2m");
  const accepted = await answer(body.session, await api.codeFor(email));
  expect(accepted.status).toBe(200);
  expect(accepted.body.tokens).toBeDefined();
});

test("after a quarter of an hour a sensitive change needs a new sign-in, which is enough", async () => {
  const { accessToken: token, person } = await api.newSession();
  const change = (accessToken: string) =>
    api.put("/v1/me/mfa", { enabled: [], preferred: null }, { token: accessToken });
  expect((await change(token)).status).toBe(200);
  await advance("16m");
  const refused = await change(token);
  expect({ status: refused.status, code: refused.body.code }).toEqual({
    status: 401,
    code: "reauthentication_required",
  });
  for (const path of ["/v1/me", "/v1/me/mfa", "/v1/me/passkeys", "/v1/me/sessions"]) {
    expect({ path, status: (await api.get(path, { token })).status }).toEqual({ path, status: 200 });
  }
  const { accessToken } = await api.signIn(person);
  expect((await change(accessToken)).status).toBe(200);
});

test("uploads and downloads are signed for minutes of the moved clock, and expire after them", async () => {
  await advance("30d");
  const { accessToken: token } = await api.newSession();
  const begin = async () => {
    const { body } = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, { token });
    const { url, fields } = body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["hello"]));
    return { id: String(body.id), send: () => fetch(url, { method: "POST", body: form }) };
  };
  const inTime = await begin();
  expect((await inTime.send()).status).toBe(204);
  const late = await begin();

  const { body } = await api.get(`/v1/files/${inTime.id}`, { token });
  const { url, expiresAt } = body.download as { url: string; expiresAt: string };
  const download = await fetch(url);
  expect(await download.text()).toBe("hello");
  const toldTime = Date.parse(String(download.headers.get("date")));
  expect(Date.parse(expiresAt) - toldTime).toBeGreaterThan(0);
  expect(toldTime - Date.now()).toBeGreaterThan(29 * 86_400_000);

  await advance("61m");
  expect((await fetch(url)).status).toBe(403);
  const refused = await late.send();
  expect({ status: refused.status, text: await refused.text() }).toEqual({
    status: 403,
    text: expect.stringContaining("Policy expired"),
  });
});

test("sessions, the trail and the API's answers show the moved time", async () => {
  const before = Date.now();
  await advance("10d");
  const { accessToken: token } = await api.newSession();
  const sessions = await api.get("/v1/me/sessions", { token });
  const activity = await api.get("/v1/me/activity", { token });
  const [session] = sessions.body.items as { createdAt: string; lastUsedAt: string }[];
  const [event] = activity.body.items as { at: string }[];
  const times = [session?.createdAt, session?.lastUsedAt, event?.at, sessions.headers.get("date")];
  for (const time of times) {
    const ahead = Date.parse(String(time)) - before;
    expect(ahead).toBeGreaterThan(9.9 * 86_400_000);
    expect(ahead).toBeLessThan(11 * 86_400_000);
  }
});

test("setting the clock back clears the functions' caches", async () => {
  const { accessToken: token, refreshToken } = await api.newSession();
  await advance("30m");
  // From here on the function may trust the sign-in for a minute.
  expect((await api.get("/v1/me", { token })).status).toBe(200);
  await fetch(`${stack.cloudUrl}/_local/clock`, { method: "DELETE" });
  expect((await api.post("/v1/auth/sign-out", { refreshToken })).status).toBe(204);
  await advance("2m");
  const refused = await api.get("/v1/me", { token });
  expect({ status: refused.status, code: refused.body.code }).toEqual({
    status: 401,
    code: "session_revoked",
  });
});
