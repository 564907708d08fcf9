/**
 * AWS Query, from the server's side: `Action=…` as a form, XML as an answer
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
import { randomUUID } from "node:crypto";
import { signedService } from "./signature-header.ts";

export interface QueryRequest {
  readonly form: URLSearchParams;
  /** The request's header of that name. */
  readonly authorization: string | undefined;
}

export interface QueryAnswer {
  readonly status: number;
  /** XML. */
  readonly body: string;
}

export interface QueryService {
  /** The XML namespace of its answers. */
  readonly namespace: string;
  /** The API's version, which every request has: it identifies the service if there is no signature. */
  readonly version: string;
  handle(request: QueryRequest): Promise<QueryAnswer>;
}

/** An error of a service. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** On the wire: `InvalidParameter`, without the `Exception` of the SDK's classes. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Returns the members of the operation's result. @throws QueryError */
export type QueryOperation = (request: QueryRequest) => object | Promise<object>;

/** A service with these operations; an unknown action is refused with InvalidAction. */
export function createQueryService({
  namespace,
  version,
  operations,
}: {
  readonly namespace: string;
  readonly version: string;
  readonly operations: Readonly<Record<string, QueryOperation>>;
}): QueryService {
  return {
    namespace,
    version,
    async handle(request) {
      const action = request.form.get("Action") ?? "";
      const run = Object.hasOwn(operations, action) ? operations[action] : undefined;
      try {
        if (run === undefined) {
          throw new QueryError("InvalidAction", `Could not find operation ${action} for version ${version}`);
        }
        return renderResult(namespace, action, await run(request));
      } catch (error) {
        if (error instanceof QueryError) return renderQueryError(namespace, error);
        throw error;
      }
    },
  };
}

/** Refuses a request to an unknown service. */
export function refuseQuery({ form, authorization }: QueryRequest): QueryAnswer {
  const service = signedService(authorization) ?? `API version ${form.get("Version")}`;
  const message = `${form.get("Action")} of ${service} is not implemented by the local cloud.`;
  return renderQueryError("https://webservices.amazon.com/", new QueryError("InvalidAction", message));
}

/** @throws QueryError MissingAuthenticationToken */
export const authenticationMissing = (): QueryError =>
  new QueryError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

function renderResult(namespace: string, action: string, result: object): QueryAnswer {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const body = `<${action}Response xmlns="${namespace}"><${action}Result>${toXml(result)}</${action}Result>${metadata}</${action}Response>`;
  return { status: 200, body };
}

/** An error as the answer to a request; the status decides between sender and receiver. */
export function renderQueryError(namespace: string, { code, message, status }: QueryError): QueryAnswer {
  const error = toXml({ Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message });
  const body = `<ErrorResponse xmlns="${namespace}"><Error>${error}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status, body };
}

function toXml(value: unknown): string {
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
    .join("");
}

/** Characters that XML 1.0 does not allow, not even as a reference (https://www.w3.org/TR/xml/#charsets), is shown as U+FFFD. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[<>&"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
