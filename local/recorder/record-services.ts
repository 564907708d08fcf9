/**
 * Records each call of a service as a span, as clients see it. It wraps injected faults, so that these are recorded too.
 */
import type { ServerResponse } from "node:http";
import type { DynamoDbService } from "../dynamodb/create-dynamodb-service.ts";
import type { JsonService } from "../protocol/json-service.ts";
import type { QueryService } from "../protocol/query-service.ts";
import type { RestService } from "../protocol/rest-json-service.ts";
import type { S3Service } from "../s3/create-s3-service.ts";
import { withSpan } from "./active-span.ts";
import { type Overheard, overhearRequest, overhearResponse } from "./overhear.ts";
import { nameRoute, outcomeOf } from "./record-requests.ts";
import { type RecordedValue, recordedForm, recordedJson } from "./recorded-value.ts";
import type { CallDetails } from "./trace.ts";
import type { RawDetails } from "./trace-record.ts";

type CallKind = "cognito" | "key" | "mail";

type ErrorDetails = NonNullable<CallDetails["error"]>;

/** AWS JSON: the target names the operation. */
export function recordJson(kind: CallKind, service: string, { handle }: JsonService): JsonService {
  return {
    handle: (request) => {
      const operation = request.target.split(".")[1] ?? "";
      return withSpan(
        kind,
        operation,
        () => ({
          service,
          operation,
          input: recordedJson(request.body.toString(), { kind: "operation", service, operation }),
        }),
        async (span) => {
          nameRoute(operation);
          const answer = await handle(request);
          if (span === undefined) return answer;
          const { status, body, headers } = answer;
          const error = status < 400 ? null : jsonError(headers["x-amzn-errortype"], body);
          span.tell(kind, {
            status,
            ...(error === null ? { output: recordedJson(body) } : { error }),
          });
          span.end(outcomeOf(status));
          return answer;
        },
      );
    },
  };
}

/** SES: the text is in the inbox. */
export function recordRestJson(service: string, { handle }: RestService): RestService {
  return {
    handle: (request) => {
      const operation = `${request.method} ${request.path}`;
      return withSpan(
        "mail",
        operation,
        () => ({
          service,
          operation,
          input: recordedJson(request.body.toString() || "{}", { kind: "mail" }),
        }),
        async (span) => {
          nameRoute(operation);
          const answer = await handle(request);
          if (span === undefined) return answer;
          const { status, body, headers } = answer;
          span.tell("mail", {
            status,
            ...(status < 400
              ? { output: recordedJson(body || "{}") }
              : { error: jsonError(headers["x-amzn-errortype"], body) }),
          });
          span.end(outcomeOf(status));
          return answer;
        },
      );
    },
  };
}

/** STS and SNS. Their answers are XML, and not kept: SNS returns an id, STS credentials. */
export function recordQuery(kind: "cognito" | "mail", name: string, service: QueryService): QueryService {
  return {
    ...service,
    handle: (request) => {
      const operation = request.form.get("Action") ?? "";
      return withSpan(
        kind,
        operation,
        () => {
          const input = recordedForm(request.form.toString());
          return {
            service: name,
            operation,
            input: kind === "mail" ? { ...input, reading: { kind } } : input,
          };
        },
        async (span) => {
          nameRoute(operation);
          const answer = await service.handle(request);
          if (span === undefined) return answer;
          span.tell(kind, {
            status: answer.status,
            ...(answer.status >= 400 && { error: xmlError(answer.body) }),
          });
          span.end(outcomeOf(answer.status));
          return answer;
        },
      );
    },
  };
}

type DynamoDbFront = Pick<DynamoDbService, "handle">;
type S3Front = Pick<S3Service, "handle">;

export function recordTables({ handle }: DynamoDbFront): DynamoDbFront {
  return {
    handle: (request, response) => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      return withSpan(
        "table",
        operation,
        () => ({ service: "dynamodb", operation }),
        async (span) => {
          nameRoute(operation);
          if (span === undefined) return handle(request, response);
          const input = overhearRequest(request);
          const output = overhearResponse(response);
          const tell = () => {
            response.off("close", tell);
            const status = response.statusCode;
            const text = output();
            span.tell("table", {
              status,
              input: textOrSize(input()),
              ...(status < 400
                ? { output: textOrSize(text) }
                : { error: jsonError(undefined, text.text ?? "") }),
            });
            span.end(outcomeOf(status));
          };
          response.once("close", tell);
          await handle(request, response);
          await untilEnded(response);
          tell();
        },
      );
    },
  };
}

export function recordObjects({ handle }: S3Front): S3Front {
  return {
    handle: (request, response, url) => {
      const operation = `${request.method} ${url.pathname === "/" ? "/" : "object"}`;
      const [, bucket = "", ...key] = decodePath(url.pathname).split("/");
      return withSpan(
        "object",
        `${request.method} ${url.pathname}`,
        (): RawDetails<"object"> => ({
          service: "s3",
          operation,
          bucket,
          ...(key.length > 0 && { key: key.join("/") }),
          input: recordedForm(url.search.slice(1)),
        }),
        async (span) => {
          nameRoute(`${request.method} ${url.pathname.split("/").slice(0, 2).join("/")}`);
          if (span === undefined) return handle(request, response, url);
          const output = overhearResponse(response);
          await handle(request, response, url);
          const status = response.statusCode;
          span.tell("object", {
            status,
            ...(status >= 400 && { error: xmlError(output().text ?? "") }),
          });
          span.end(outcomeOf(status));
        },
      );
    },
  };
}

const textOrSize = ({ text, size }: Overheard): RecordedValue | { readonly notKept: string } =>
  text === null ? { notKept: `${size} bytes` } : recordedJson(text === "" ? "{}" : text);

/** A service that answers asynchronously. */
function untilEnded(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.writableEnded || response.destroyed) return resolve();
    response.once("finish", resolve).once("close", resolve);
  });
}

function jsonError(header: string | undefined, body: string): ErrorDetails {
  try {
    const { __type, message, Message } = JSON.parse(body) as Record<string, unknown>;
    const type =
      String(__type ?? header ?? "")
        .split("#")
        .at(-1) ?? "";
    return { type: type.replace(/:.*$/, ""), message: String(message ?? Message ?? "") };
  } catch {
    return { type: header ?? "", message: "" };
  }
}

function xmlError(body: string): ErrorDetails {
  const textOf = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? "";
  return { type: textOf("Code"), message: textOf("Message") };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
