/**
 * The Lambda Invoke API (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html): the AWS CLI and SDKs invoke functions
 * through it (`aws lambda invoke --endpoint-url http://localhost:3002 …`), and the local Cognito its triggers.
 */
import { randomUUID } from "node:crypto";
import { isIssuedAccessKey } from "../local-credentials.ts";
import { accessKeyOf, isSigned } from "../protocol/signature-header.ts";
import { type Exchange, type Handler, respond, respondJson } from "../server/exchange.ts";
import { BodyTooLarge, readBody } from "../server/read-body.ts";
import type { FunctionOutcome } from "./function-environments.ts";
import type { LocalFunctions } from "./local-functions.ts";

/** Quota of a synchronous invocation (gettingstarted-limits.html). */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

const ROUTE = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

/**
 * With this `Prefer` (RFC 7240), a caller asks for `102 Processing` when the handler is called. AWS's clients don't ask for it,
 * and some treat any 1xx except 100 as the answer.
 */
export const PREFER_PROCESSING = "processing";

/**
 * Refuses every request of a page. A function trusts its event, including the claims, so a page that could invoke one could
 * impersonate any user. This port serves no pages, so no page needs access. Only browsers set `Origin` and `Sec-Fetch-Site`
 * (https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/).
 */
export const refusePages: Handler = (exchange) => {
  const { origin, "sec-fetch-site": site } = exchange.request.headers;
  if (origin === undefined && site === undefined) return false;
  return refuse(exchange, 403, "AccessDeniedException", "Pages can't invoke functions here.");
};

/**
 * Refuses unsigned requests, as Lambda does; any credentials are accepted. A page can't add the header without a preflight,
 * which is refused.
 */
export const refuseUnsigned: Handler = (exchange) =>
  isSigned(exchange.request.headers.authorization)
    ? false
    : refuse(exchange, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");

/** Refuses sessions of roles: they have rights only at S3 and DynamoDB. */
export const refuseSessions: Handler = (exchange) => {
  const accessKeyId = accessKeyOf(exchange.request.headers.authorization);
  if (accessKeyId === null || !isIssuedAccessKey(accessKeyId)) return false;
  return refuse(
    exchange,
    403,
    "AccessDeniedException",
    `${accessKeyId} is not authorized to perform: lambda:InvokeFunction because the local cloud gives roles rights at S3 and DynamoDB alone`,
  );
};

/** `POST /2015-03-31/functions/{name}/invocations`, and an error for everything else. */
export function invocations(functions: LocalFunctions): Handler {
  return async (exchange) => {
    const { request, url } = exchange;
    const [, given] = ROUTE.exec(url.pathname) ?? [];
    if (request.method !== "POST" || given === undefined) {
      return refuse(exchange, 404, "UnknownOperationException", "");
    }
    try {
      const event = (await readBody(request, MAX_PAYLOAD_BYTES)).toString() || "{}";
      return await invoke(exchange, functions, { name: functionName(decodeURIComponent(given)), event });
    } catch (error) {
      if (error instanceof BodyTooLarge) {
        return refuse(
          exchange,
          413,
          "RequestTooLargeException",
          `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation`,
        );
      }
      if (error instanceof SyntaxError || error instanceof URIError) {
        return refuse(
          exchange,
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json.",
        );
      }
      throw error;
    }
  };
}

/** `arn:aws:lambda:region:account:function:name[:alias]`, or a bare name. */
export function functionName(functionArn: string): string {
  return functionArn.startsWith("arn:") ? (functionArn.split(":")[6] ?? "") : functionArn;
}

async function invoke(
  exchange: Exchange,
  functions: LocalFunctions,
  { name, event }: { readonly name: string; readonly event: string },
): Promise<true> {
  JSON.parse(event);
  const { headers } = exchange.request;
  const clientContext = readClientContext(headers["x-amz-client-context"]);
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (!["RequestResponse", "Event", "DryRun"].includes(String(type))) {
    return refuse(exchange, 400, "InvalidParameterValueException", `Unsupported invocation type ${type}`);
  }
  if (!functions.has(name)) {
    return refuse(exchange, 404, "ResourceNotFoundException", `Function not found: ${name}`);
  }
  if (type === "DryRun") return respond(exchange, 204, requestIdHeader());
  if (type === "Event") {
    void functions.invoke(name, { event, clientContext });
    return respond(exchange, 202, requestIdHeader());
  }
  const gone = new AbortController();
  exchange.response.once("close", () => gone.abort());
  const onCalled =
    headers.prefer === PREFER_PROCESSING ? () => exchange.response.writeProcessing() : () => {};
  return answer(exchange, await functions.invoke(name, { event, clientContext, onCalled }, gone.signal));
}

function answer(exchange: Exchange, outcome: FunctionOutcome): true {
  const headers = { ...requestIdHeader(), "x-amz-executed-version": "$LATEST" };
  switch (outcome.kind) {
    case "result":
      return respond(exchange, 200, { ...headers, "content-type": "application/json" }, outcome.payload);
    case "error":
      return respondJson(exchange, 200, outcome.error, { ...headers, "x-amz-function-error": "Unhandled" });
    case "throttled":
      return refuse(exchange, 429, "TooManyRequestsException", "Rate Exceeded.", {
        Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      });
    case "abandoned":
      return refuse(exchange, 503, "ServiceException", "The function was not invoked.");
  }
}

/** Base64 of JSON. @throws SyntaxError */
const readClientContext = (header: string | string[] | undefined): unknown =>
  header === undefined ? undefined : JSON.parse(Buffer.from(String(header), "base64").toString());

const requestIdHeader = () => ({ "x-amzn-requestid": randomUUID() });

function refuse(
  exchange: Exchange,
  status: number,
  type: string,
  Message: string,
  members: Readonly<Record<string, string>> = {},
): true {
  return respondJson(
    exchange,
    status,
    { Type: "User", Message, ...members },
    { ...requestIdHeader(), "x-amzn-errortype": type },
  );
}
