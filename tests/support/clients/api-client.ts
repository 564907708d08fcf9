import { randomUUID } from "node:crypto";
import { answerFindings } from "../checks/check-answer.ts";

export type Json = Record<string, unknown>;

/** An answer of the API; `body` is the parsed JSON, `null` without a body. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // A test names the members that it checks; the application's schemas define the shapes.
  readonly body: Json;
  readonly text: string;
}

interface RequestOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

/** Tokens as the API returns them. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly tokenType: string;
}

export interface InboxMessage {
  readonly id: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly code: string | null;
  readonly link: string | null;
  readonly source: string;
}

/** A client of a running stack, as the developer of a client app would write it: only HTTP, without code of the project. */
export class ApiClient {
  readonly apiUrl: string;
  readonly cloudUrl: string;

  constructor(stack: { readonly apiUrl: string; readonly cloudUrl: string }) {
    this.apiUrl = stack.apiUrl;
    this.cloudUrl = stack.cloudUrl;
  }

  get(path: string, options?: RequestOptions): Promise<ApiAnswer> {
    return this.send("GET", path, undefined, options);
  }

  post(path: string, body: unknown, options?: RequestOptions): Promise<ApiAnswer> {
    return this.send("POST", path, JSON.stringify(body), options);
  }

  patch(path: string, body: unknown, options?: RequestOptions): Promise<ApiAnswer> {
    return this.send("PATCH", path, JSON.stringify(body), options);
  }

  put(path: string, body: unknown, options?: RequestOptions): Promise<ApiAnswer> {
    return this.send("PUT", path, JSON.stringify(body), options);
  }

  delete(path: string, options?: RequestOptions): Promise<ApiAnswer> {
    return this.send("DELETE", path, undefined, options);
  }

  /** The items of a list, page by page until the last. */
  async *pagesOf<Item>(
    path: string,
    query: Readonly<Record<string, string>>,
    options?: RequestOptions,
  ): AsyncGenerator<readonly Item[]> {
    let cursor: string | undefined;
    do {
      const parameters = new URLSearchParams({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      const page = await this.get(`${path}?${parameters}`, options);
      expectStatus(page, 200);
      const { items, cursor: next } = page.body as { items: readonly Item[]; cursor?: string };
      yield items;
      cursor = next;
    } while (cursor !== undefined);
  }

  /** The items of all pages. */
  async allOf<Item>(...list: Parameters<typeof this.pagesOf>): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of this.pagesOf<Item>(...list)) items.push(...page);
    return items;
  }

  /** A request whose body is sent unchanged, for invalid requests. */
  async send(
    method: string,
    path: string,
    body: string | undefined,
    options: RequestOptions = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(this.apiUrl + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const contentType = response.headers.get("content-type") ?? "";
    const findings = answerFindings(method, path, { status: response.status, contentType, text });
    if (findings.length > 0) throw new Error(findings.join("\n"));
    const isJson = /^application\/(.+\+)?json/.test(contentType);
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== "" ? JSON.parse(text) : {},
      text,
    };
  }

  /** Messages that the local cloud delivered to an address, newest first. */
  async inbox(address: string): Promise<readonly InboxMessage[]> {
    const response = await fetch(`${this.cloudUrl}/_local/inbox?to=${encodeURIComponent(address)}`);
    return ((await response.json()) as { messages: InboxMessage[] }).messages;
  }

  /** The newest code sent to an address. */
  async codeFor(address: string): Promise<string> {
    const code = (await this.inbox(address))[0]?.code;
    if (code == null) throw new Error(`no code was sent to ${address}`);
    return code;
  }

  async signUp(person: Person): Promise<ApiAnswer> {
    return this.post("/v1/auth/sign-up", { email: person.email });
  }

  /** Confirms an account with the newest mailed code and the person's password. */
  async confirm({ email, password }: Person): Promise<ApiAnswer> {
    return this.post("/v1/auth/confirm", { email, code: await this.codeFor(email), password });
  }

  /** Signs a new person up and confirms the account. */
  async register(person: Person = newPerson()): Promise<Person> {
    expectStatus(await this.signUp(person), 201);
    expectStatus(await this.confirm(person), 204);
    return person;
  }

  async signIn(person: Person): Promise<Tokens & { readonly knownClient: string }> {
    const answer = await this.post("/v1/auth/sign-in", { email: person.email, password: person.password });
    expectStatus(answer, 200);
    return { ...(answer.body.tokens as Tokens), knownClient: String(answer.body.knownClient) };
  }

  /** A registered person's tokens. */
  async newSession(
    person: Person = newPerson(),
  ): Promise<Tokens & { readonly knownClient: string; readonly person: Person }> {
    await this.register(person);
    return { ...(await this.signIn(person)), person };
  }
}

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** A new person: tests share a stack, but never an account. */
export function newPerson(): Person {
  return { email: `person.${randomUUID()}@example.com`, password: `Pass-${randomUUID()}` };
}

function expectStatus(answer: ApiAnswer, status: number): void {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
}
