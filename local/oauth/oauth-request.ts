import type { IncomingHttpHeaders } from "node:http";
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { OperationContext } from "../cognito/operation-context.ts";
import { type Exchange, isSecure, originOf } from "../server/exchange.ts";
import { readBody } from "../server/read-body.ts";
import type { ProviderClient } from "./federation/provider-client.ts";
import type { Reply } from "./reply.ts";

/** The largest form: a SAML response of 100,000 characters, form-encoded, and the other fields. */
const MAX_FORM_BYTES = 400_000;

/** A request to the domain of a user pool. */
export interface OAuthRequest {
  readonly context: OperationContext;
  /** Calls an operation in process, with the same checks as over the wire. */
  readonly call: CognitoService["call"];
  /** How identity providers are reached. */
  readonly providers: ProviderClient;
  readonly method: string;
  /** `/oauth2/token` */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The fields of a posted form; empty for other requests. */
  readonly form: URLSearchParams;
  /** The body of a POST. */
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: ReadonlyMap<string, string>;
  /** Whether it came by TLS; then cookies are `Secure`. */
  readonly isSecure: boolean;
  /** The origin it was sent to: `https://localhost:4566`. Our own links and redirects begin with it. */
  readonly origin: string;
  /** The address of the client. */
  readonly address: string;
}

export type Action = (request: OAuthRequest) => Reply | Promise<Reply>;

/** The handlers of a path, by method. */
export type RouteTable = Readonly<Record<string, { readonly GET?: Action; readonly POST?: Action }>>;

/** By AWS's names, without the suffix that they have on the wire. */
function readCookies(header: string | undefined, suffix: string): ReadonlyMap<string, string> {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  const cookies = new Map<string, string>();
  for (const pair of pairs) {
    const [wireName = "", ...value] = pair.split("=");
    if (!wireName.endsWith(suffix)) continue;
    const name = wireName.slice(0, wireName.length - suffix.length);
    // The first cookie of a name counts: browsers send the most specific path first (RFC 6265 §5.4).
    if (name !== "" && !cookies.has(name)) cookies.set(name, value.join("="));
  }
  return cookies;
}

/** The parts that every request of a pool's domain has. */
export interface OAuthServices extends Pick<OAuthRequest, "context" | "call" | "providers"> {
  /** What the names of cookies end with on the wire. */
  readonly cookieSuffix: string;
}

/** @throws BodyTooLarge */
export async function readOAuthRequest(
  exchange: Exchange,
  { cookieSuffix, ...service }: OAuthServices,
): Promise<OAuthRequest> {
  const { request, url } = exchange;
  const { method = "GET", headers, socket } = request;
  const isForm =
    method === "POST" && headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const body = method === "POST" ? await readBody(request, MAX_FORM_BYTES) : Buffer.alloc(0);
  const address = socket.remoteAddress ?? "";
  const requestClient = { address, userAgent: headers["user-agent"] };
  return {
    ...service,
    context: { ...service.context, requestClient },
    method,
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(isForm ? body.toString("utf8") : ""),
    body,
    headers,
    cookies: readCookies(headers.cookie, cookieSuffix),
    isSecure: isSecure(request),
    origin: originOf(exchange),
    address,
  };
}
