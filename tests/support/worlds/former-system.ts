import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { listen } from "./listen.ts";

interface Account {
  readonly email: string;
  readonly password: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
}

interface Asked {
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** What the endpoint does instead of answering as it should. */
type Misbehaviour =
  | { readonly kind: "status"; readonly status: number; readonly location?: string }
  | { readonly kind: "body"; readonly body: string }
  | { readonly kind: "silence" };

export interface FormerSystem {
  readonly url: string;
  readonly asked: Asked[];
  misbehave(how: Misbehaviour | undefined): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function answerOf(accounts: readonly Account[], question: Asked["body"]): Answer {
  const account = accounts.find(({ email }) => email === String(question.username).toLowerCase());
  if (account === undefined) return { status: 404 };
  if ("password" in question && question.password !== account.password) return { status: 401 };
  const { password: _, emailVerified = true, ...profile } = account;
  // More than is asked for: the reader ignores what it does not know.
  return { status: 200, body: JSON.stringify({ ...profile, emailVerified, groups: ["admins"] }) };
}

function misanswerOf(misbehaviour: Exclude<Misbehaviour, { kind: "silence" }>): Answer {
  if (misbehaviour.kind === "body") return { status: 200, body: misbehaviour.body };
  const { status, location } = misbehaviour;
  return { status, body: "{}", ...(location === undefined ? {} : { headers: { location } }) };
}

/** The system that accounts are taken over from: an HTTP endpoint on loopback, which knows these accounts. */
export async function startFormerSystem(accounts: readonly Account[]): Promise<FormerSystem> {
  const asked: Asked[] = [];
  let misbehaviour: Misbehaviour | undefined;
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const question = body as Asked["body"];
      asked.push({ authorization: request.headers.authorization, body: question });
      if (misbehaviour?.kind === "silence") return;
      const answer = misbehaviour === undefined ? answerOf(accounts, question) : misanswerOf(misbehaviour);
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
    });
  });
  const { url, close } = await listen(server);
  return {
    url: `${url}/accounts`,
    asked,
    misbehave: (how) => {
      misbehaviour = how;
    },
    close,
  };
}
