/**
 * Walks through the main use case on the running stack and prints every step: `npm start` in one terminal, `npm run tour`
 * in another. `API_PORT` and `CLOUD_PORT` say where the stack listens, as for `npm start`.
 *
 * Exits with 1 at the first unexpected answer.
 */
import "../local/answer-help.ts";
import { randomUUID } from "node:crypto";
import { withoutUndefined } from "../libs/without-undefined.ts";

const api = `http://localhost:${process.env.API_PORT ?? 3000}`;
const cloud = `http://localhost:${process.env.CLOUD_PORT ?? 4566}`;

type Json = Record<string, unknown>;

interface Answer {
  readonly status: number;
  readonly body: Json;
}

class UnexpectedAnswer extends Error {}

let stepNumber = 0;

function say(line: string): void {
  console.log(line);
}

function announce(title: string): void {
  stepNumber += 1;
  say(`\n${String(stepNumber).padStart(2)}. ${title}`);
}

/** Tokens and sessions are long and secret: the tour prints only a few characters of them. */
function abbreviate(value: unknown): unknown {
  if (typeof value === "string") {
    return value.length > 72 ? `${value.slice(0, 16)}… (${value.length} characters)` : value;
  }
  if (Array.isArray(value)) return value.map(abbreviate);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, abbreviate(member)]));
  }
  return value;
}

interface Call {
  readonly expect: number;
  readonly body?: Json;
  readonly token?: string;
}

async function call(method: string, path: string, { expect, body, token }: Call): Promise<Answer> {
  const response = await fetch(api + path, {
    method,
    headers: withoutUndefined({
      "content-type": body && "application/json",
      authorization: token && `Bearer ${token}`,
    }),
    ...withoutUndefined({ body: body && JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: Answer = { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  say(`    ${method} ${path} → ${answer.status}`);
  if (text !== "") say(`    ${JSON.stringify(abbreviate(answer.body))}`);
  if (answer.status !== expect) {
    throw new UnexpectedAnswer(`${method} ${path} answered ${answer.status}, not ${expect}`);
  }
  return answer;
}

function text(source: Json, ...path: string[]): string {
  let value: unknown = source;
  for (const name of path) value = (value as Json | undefined)?.[name];
  if (typeof value !== "string") throw new UnexpectedAnswer(`the answer has no ${path.join(".")}`);
  return value;
}

async function codeFromInbox(address: string): Promise<string> {
  const response = await fetch(`${cloud}/_local/inbox?to=${encodeURIComponent(address)}`);
  const { messages } = (await response.json()) as { messages: { subject: string; code: string | null }[] };
  const newest = messages[0];
  if (newest?.code == null) throw new UnexpectedAnswer(`no code for ${address} in the inbox`);
  say(`    “${newest.subject}”, code ${newest.code}   (${cloud}/_local/inbox shows it)`);
  return newest.code;
}

async function tokenFromInbox(address: string): Promise<string> {
  const response = await fetch(`${cloud}/_local/inbox?to=${encodeURIComponent(address)}`);
  const { messages } = (await response.json()) as { messages: { subject: string; link: string | null }[] };
  const newest = messages[0];
  const token = newest?.link?.split("#token=")[1];
  if (newest === undefined || token === undefined) {
    throw new UnexpectedAnswer(`no link for ${address} in the inbox`);
  }
  say(`    “${newest.subject}”, a link whose fragment is a token of ${token.length} characters`);
  return token;
}

async function upload(target: Json, content: string): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(target.fields as Record<string, string>)) {
    form.append(name, value);
  }
  form.append("file", new Blob([content], { type: "text/plain" }));
  const response = await fetch(text(target, "url"), { method: "POST", body: form });
  say(`    POST ${text(target, "url")} → ${response.status}`);
  if (!response.ok) {
    throw new UnexpectedAnswer(`the upload answered ${response.status}: ${await response.text()}`);
  }
}

async function readBack(url: string, expected: string): Promise<void> {
  const response = await fetch(url);
  const content = await response.text();
  say(`    GET the presigned URL → ${response.status} “${content}”`);
  if (content !== expected) throw new UnexpectedAnswer("the downloaded file differs from the uploaded one");
}

async function tour(): Promise<void> {
  const email = `ada.${randomUUID().slice(0, 8)}@example.com`;
  const password = `Tour-${randomUUID()}`;
  const content = "Hello from the tour.";

  announce(`Sign up as ${email}`);
  await call("POST", "/v1/auth/sign-up", {
    body: { email, profile: { givenName: "Ada" } },
    expect: 201,
  });

  announce("Take the code from the inbox");
  const code = await codeFromInbox(email);

  announce("Confirm the account, and choose its password");
  await call("POST", "/v1/auth/confirm", { body: { email, code, password }, expect: 204 });

  announce("Sign in");
  const signedIn = await call("POST", "/v1/auth/sign-in", { body: { email, password }, expect: 200 });
  const token = text(signedIn.body, "tokens", "accessToken");
  const firstRefreshToken = text(signedIn.body, "tokens", "refreshToken");

  announce("Call a secured endpoint without a token, then with it");
  await call("GET", "/v1/me", { expect: 401 });
  await call("GET", "/v1/me", { token, expect: 200 });

  announce("Upload a file and read it back");
  const created = await call("POST", "/v1/files", {
    token,
    body: { name: "hello.txt", contentType: "text/plain", size: Buffer.byteLength(content) },
    expect: 201,
  });
  await upload(created.body.upload as Json, content);
  const file = await call("GET", `/v1/files/${text(created.body, "id")}`, { token, expect: 200 });
  await readBack(text(file.body, "download", "url"), content);

  announce("Refresh: the refresh token is rotated");
  const refreshed = await call("POST", "/v1/auth/refresh", {
    body: { refreshToken: firstRefreshToken },
    expect: 200,
  });
  const secondRefreshToken = text(refreshed.body, "tokens", "refreshToken");

  announce("Sign out");
  await call("POST", "/v1/auth/sign-out", { body: { refreshToken: secondRefreshToken }, expect: 204 });

  announce("The old refresh token is refused");
  await call("POST", "/v1/auth/refresh", { body: { refreshToken: secondRefreshToken }, expect: 401 });

  announce("Sign in by a link: the app that asked has the session, the mail the token");
  const asked = await call("POST", "/v1/auth/link", { body: { email }, expect: 200 });
  const linkToken = await tokenFromInbox(email);
  const session = text(asked.body, "session");
  const completion = { challenge: "CUSTOM_CHALLENGE", session, email, answer: linkToken };
  await call("POST", "/v1/auth/challenge", { body: completion, expect: 200 });

  announce("The link works once");
  await call("POST", "/v1/auth/challenge", { body: completion, expect: 401 });
}

try {
  await tour();
  say("\nThe tour is complete: every answer was as expected.");
} catch (error) {
  const reason =
    error instanceof UnexpectedAnswer
      ? error.message
      : `${(error as Error).message}. Is the stack running? Start it with npm start (looked at ${api} and ${cloud}).`;
  console.error(`\nThe tour stopped: ${reason}`);
  process.exitCode = 1;
}
