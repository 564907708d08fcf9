/** The recordings of docs/debugging.md: a sign-in by a mailed code, and a 401. */
import { randomBytes } from "node:crypto";

export interface Stack {
  readonly apiUrl: string;
  readonly cloudUrl: string;
}

/** Each recording by its name in the document. */
export type Recordings = Readonly<Record<"otp" | "challenge" | "unauthorized", string>>;

type Json = Readonly<Record<string, unknown>>;

interface Answer {
  readonly body: Json;
  /** `apigw-requestid`, by which the trace is found. */
  readonly requestId: string;
}

/** Replaces the random address of the user in the recordings. */
const SHOWN_ADDRESS = "ada@example.com";

/** Signs up a new user, signs in, and sends a manipulated token. @throws Error for an unexpected answer */
export async function recordWalks({ apiUrl, cloudUrl }: Stack): Promise<Recordings> {
  const email = `ada.${randomBytes(6).toString("hex")}@example.com`;

  async function send(status: number, path: string, body?: Json, token?: string): Promise<Answer> {
    const answer = await fetch(apiUrl + path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return {
      body: text === "" ? {} : JSON.parse(text),
      requestId: answer.headers.get("apigw-requestid") ?? "",
    };
  }

  async function code(): Promise<string> {
    const answer = await fetch(`${cloudUrl}/_local/inbox?to=${encodeURIComponent(email)}`);
    const { messages } = (await answer.json()) as { messages: { code: string }[] };
    return messages[0]?.code ?? "";
  }

  async function recordingOf({ requestId }: Answer): Promise<string> {
    const answer = await fetch(`${cloudUrl}/_local/traces/${requestId}`, {
      headers: { accept: "text/plain" },
    });
    if (!answer.ok) throw new Error(`there is no trace of ${requestId}`);
    return (await answer.text()).replaceAll(email, SHOWN_ADDRESS).trimEnd();
  }

  await send(201, "/v1/auth/sign-up", { email });
  const password = `Pass-${randomBytes(12).toString("hex")}`;
  await send(204, "/v1/auth/confirm", { email, code: await code(), password });
  const asked = await send(200, "/v1/auth/otp", { email });
  const answered = await send(200, "/v1/auth/challenge", {
    challenge: "CUSTOM_CHALLENGE",
    session: asked.body.session,
    email,
    answer: await code(),
  });
  const { accessToken } = answered.body.tokens as { readonly accessToken: string };
  return {
    otp: await recordingOf(asked),
    challenge: await recordingOf(answered),
    unauthorized: await recordingOf(await send(401, "/v1/me", undefined, promoted(accessToken))),
  };
}

/** The token with another group in it, and its old signature. */
function promoted(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, "cognito:groups": ["admins"] })).toString(
    "base64url",
  );
  return [header, changed, signature].join(".");
}

const LANES = /^ *(?:client|gateway|function|cognito|trigger|object|key|mail) /;

/** The part of a recording that is always the same: who called whom. Limits of the table depend on earlier requests. */
export function shapeOf(recording: string): readonly string[] {
  return recording
    .split("\n")
    .filter((line) => LANES.test(line))
    .map((line) => line.replace(/ +[\d.]+ ms$/, "").replace(/\d+/g, "N"));
}

/** The recordings in a document: each between `<!-- recording: NAME -->` and `<!-- end -->`, fenced. */
const BLOCK = /(<!-- recording: (\w+) -->\n```text\n)([\s\S]*?)(\n```\n<!-- end -->)/g;

export function recordingsIn(document: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...document.matchAll(BLOCK)].map(([, , name = "", text = ""]) => [name, text]));
}

export function withRecordings(document: string, recordings: Recordings): string {
  return document.replace(
    BLOCK,
    (_, before: string, name: keyof Recordings, _text: string, after: string) => {
      return before + recordings[name] + after;
    },
  );
}
