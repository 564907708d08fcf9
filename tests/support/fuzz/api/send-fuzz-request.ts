import { request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Schema } from "../../../../functions/system/reference/openapi-document.ts";
import { answerFindings } from "../../checks/check-answer.ts";
import { type DocumentedOperation, isDocumented } from "./documented-operation.ts";
import type { FuzzPerson } from "./fuzz-person.ts";
import type { FuzzRequest, TokenKind } from "./fuzz-request.ts";
import { fillIn } from "./known-values.ts";

/** Milliseconds; much more than any answer takes on a busy machine. */
const IN_TIME = 15_000;

/** Headers of every answer of a module. The gateway's own answers have none, here and on AWS. */
const SECURITY_HEADERS: Readonly<Record<string, RegExp>> = {
  "cache-control": /^no-store$/,
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "cross-origin-opener-policy": /^same-origin$/,
  "referrer-policy": /^no-referrer$/,
  "strict-transport-security": /^max-age=\d{8}/,
  "x-content-type-options": /^nosniff$/,
};

export interface FuzzAnswer {
  readonly status: number;
  /** The problems; empty for a correct answer. */
  readonly findings: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** With node:http, which sends a path unchanged; `fetch` would normalize it. */
function send(
  base: string,
  { method, url, contentType, body }: FuzzRequest,
  accessToken: string | undefined,
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method,
        path: url,
        headers: {
          ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
          ...(contentType === undefined || body === undefined ? {} : { "content-type": contentType }),
          ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
        },
        signal: AbortSignal.timeout(IN_TIME),
      },
      (response) => {
        const { statusCode: status = 0, headers } = response;
        text(response).then((answered) => resolve({ status, headers, text: answered }), reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const REFUSED_TOKEN: Readonly<Partial<Record<TokenKind, number>>> = {
  none: 401,
  garbage: 401,
  tampered: 401,
  unsigned: 401,
  scopeless: 403,
};

function accessFindings(operation: DocumentedOperation, request: FuzzRequest, { status }: Answer): string[] {
  const refused = operation.scope === undefined ? undefined : REFUSED_TOKEN[request.token];
  // A hostile path may lead to no route, and the gateway checks that before the token.
  if (refused === undefined || status === refused || status === 404 || status === 400) return [];
  return [`a ${request.token} token is answered ${status}, not ${refused}`];
}

function parse(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
}

function wrongInBody(
  { body: schema, isBodyRequired }: DocumentedOperation,
  { body, contentType }: FuzzRequest,
): string[] {
  const isLeftOut = body === undefined || body === "";
  if (schema === undefined || (isLeftOut && !isBodyRequired)) return [];
  return [
    ...(isDocumented(schema, parse(body)) ? [] : ["body"]),
    // The local gateway adds a type to a request without one.
    ...(contentType === undefined || contentType.startsWith("application/json") ? [] : ["media type"]),
  ];
}

/** The values of a query, in which numbers and booleans are strings. */
function queryValues({ properties = {} }: Schema, query: readonly (readonly [string, string])[]) {
  const typed = (type: string | undefined, text: string) => {
    if (type === "integer" && /^\d+$/.test(text)) return Number(text);
    return type === "boolean" && /^(true|false)$/.test(text) ? text === "true" : text;
  };
  return Object.fromEntries(query.map(([name, text]) => [name, typed(properties[name]?.type, text)]));
}

/** A request that the document does not allow must not succeed. */
function inputFindings(
  operation: DocumentedOperation,
  sent: FuzzRequest,
  { status, text: answered }: Answer,
): string[] {
  if (status >= 400) return [];
  const query = [...new URLSearchParams(sent.url.split("?")[1])];
  const hasRepeated = new Set(query.map(([name]) => name)).size < query.length;
  const wrong = [
    ...(sent.hasDocumentedPath ? [] : ["path"]),
    ...(hasRepeated || isDocumented(operation.query, queryValues(operation.query, query)) ? [] : ["query"]),
    ...wrongInBody(operation, sent),
  ];
  return wrong.map(
    (part) => `a ${part} that the document does not allow is answered ${status}: ${answered.slice(0, 300)}`,
  );
}

function headerFindings({ status, headers, text: answered }: Answer): string[] {
  const isGateways = status >= 400 && !String(headers["content-type"]).includes("problem+json");
  if (isGateways) return status < 500 ? [] : [`${status} comes from no module: ${answered.slice(0, 300)}`];
  return Object.entries(SECURITY_HEADERS)
    .filter(([name, value]) => !value.test(String(headers[name])))
    .map(([name]) => `${name} is ${headers[name]}`);
}

/** Fills in the markers, sends the request, and checks the answer. */
export async function sendFuzzRequest(
  apiUrl: string,
  operation: DocumentedOperation,
  request: FuzzRequest,
  { known, tokens }: FuzzPerson,
): Promise<FuzzAnswer> {
  const sent: FuzzRequest = {
    ...request,
    url: fillIn(request.url, known, encodeURIComponent),
    body: request.body === undefined ? undefined : fillIn(request.body, known),
  };
  let answer: Answer;
  try {
    answer = await send(apiUrl, sent, tokens[request.token]);
  } catch (error) {
    return { status: 0, findings: [`no answer: ${error}`] };
  }
  const { status, headers, text: answered } = answer;
  const contentType = String(headers["content-type"] ?? "");
  const findings = [
    ...(status >= 500 ? [`${status}: ${answered.slice(0, 300)}`] : []),
    ...accessFindings(operation, sent, answer),
    ...inputFindings(operation, sent, answer),
    ...headerFindings(answer),
    ...answerFindings(sent.method, sent.url, { status, contentType, text: answered }),
  ];
  return { status, findings };
}
