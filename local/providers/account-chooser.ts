/**
 * The chooser for providers without `oidc-provider`: keeps a client's request until a person has chosen. An id in the URL and a
 * cookie of the same browser identify the request.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Exchange, respond, respondJson } from "../server/exchange.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type Choice, chooserReply, readChoice } from "./choose-account.ts";
import { createExpiringMap } from "./expiring-map.ts";
import { endedReply } from "./pages/error-page.ts";
import { type PageReply, pageHeaders } from "./pages/page.ts";
import type { ProviderKind } from "./people.ts";
import type { StandInContext } from "./stand-in-provider.ts";

export interface AccountChooser<Asked> {
  /** Keeps the request and redirects to the page. */
  begin(exchange: Exchange, asked: Asked, loginHint?: string): true;
  /** Answers the page. @returns `false` for other paths */
  handle(exchange: Exchange, path: string): Promise<boolean>;
}

/** The valid choice. */
export type Answered = Exclude<Choice, { kind: "invalid" }>;

interface ChooserOptions<Asked> {
  readonly context: StandInContext;
  readonly kind: ProviderKind;
  /** The provider's name on the page. */
  readonly title: string;
  /** The client's name, for the page. */
  readonly clientOf: (asked: Asked) => string;
  /** The answer for the client. */
  readonly finish: (asked: Asked, choice: Answered) => PageReply | Promise<PageReply>;
}

const LIFETIME_SECONDS = 600;

const COOKIE = "stand_in_sign_in";

/** A redirect that the browser follows with GET. */
export const redirectTo = (location: string): PageReply => ({
  status: 303,
  headers: { ...pageHeaders, location },
  body: "",
});

export function createAccountChooser<Asked>(options: ChooserOptions<Asked>): AccountChooser<Asked> {
  const { context, kind, title, clientOf, finish } = options;
  const { clock, state } = context;
  const unfinished = createExpiringMap<{ asked: Asked; cookie: string; loginHint?: string | undefined }>(
    clock,
  );

  function find(id: string, request: IncomingMessage) {
    const found = unfinished.get(id)?.value;
    return found !== undefined && hasCookie(request, found.cookie) ? found : null;
  }

  return {
    begin: (exchange, asked, loginHint) => {
      const [id, cookie] = [newSecret(), newSecret()];
      unfinished.set(id, { asked, cookie, loginHint }, clock.now() + LIFETIME_SECONDS * 1000);
      const location = `${context.baseUrl(kind)}/choose/${id}`;
      const { pathname } = new URL(location);
      return respond(exchange, 303, {
        ...pageHeaders,
        location,
        "set-cookie": `${COOKIE}=${cookie}; Path=${pathname}; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax`,
      });
    },
    handle: async (exchange, path) => {
      const { request } = exchange;
      const id = /^\/choose\/([\w-]{43})$/.exec(path)?.[1];
      if (id === undefined) return false;
      if (request.method !== "GET" && request.method !== "POST") {
        return respondJson(exchange, 405, {}, { allow: "GET, POST" });
      }
      const found = find(id, request);
      if (found === null) return context.send(exchange, endedReply(title));
      const { asked, loginHint } = found;
      const page = {
        provider: title,
        clientId: clientOf(asked),
        people: state.people(),
        ...withoutUndefined({ loginHint }),
      };
      if (request.method === "GET") return context.send(exchange, chooserReply(request, page));
      const choice = await readChoice(request, state);
      if (choice.kind === "invalid") {
        return context.send(exchange, chooserReply(request, { ...page, ...choice }));
      }
      // Another request may have finished it meanwhile.
      if (unfinished.take(id) === undefined) return context.send(exchange, endedReply(title));
      return context.send(exchange, await finish(asked, choice));
    },
  };
}

const newSecret = (): string => randomBytes(32).toString("base64url");

function hasCookie({ headers }: IncomingMessage, expected: string): boolean {
  const given = (headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${COOKIE}=`));
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(`${COOKIE}=${expected}`)];
  return a.length === b.length && timingSafeEqual(a, b);
}
