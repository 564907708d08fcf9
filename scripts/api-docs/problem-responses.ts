import { SECOND_FACTOR_ACRS } from "../../libs/auth/authentication-level.ts";
import { describeError, ERROR_CODES, type ErrorCode } from "../../libs/http/error-codes.ts";
import { REFUSAL_REASONS } from "../../libs/http/refusal-reasons.ts";
import { PASSWORD_REASONS } from "../../libs/schemas/password-rule.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import type { Json } from "./schema-components.ts";

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

/** RFC 9457, as libs/http/problem.ts renders it. */
const PROBLEM: Json = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    code: { $ref: "#/components/schemas/ErrorCode" },
    detail: { type: "string" },
    instance: { type: "string", description: "The id of the request; the log has it." },
    reason: { $ref: "#/components/schemas/RefusalReason" },
    errors: { type: "array", items: { $ref: "#/components/schemas/FieldError" } },
  },
  if: { properties: { code: { const: "request_refused" } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ["reason"] },
};

const FIELD_ERROR: Json = {
  type: "object",
  required: ["in", "pointer", "detail"],
  properties: {
    in: { enum: ["path", "query", "body"] },
    pointer: { type: "string", description: "JSON pointer (RFC 6901) into that part." },
    detail: { type: "string" },
    reason: { $ref: "#/components/schemas/PasswordReason" },
  },
};

/** Errors that API Gateway answers itself, before or instead of a function. */
const GATEWAY_ANSWER: Json = {
  type: "object",
  required: ["message"],
  properties: { message: { type: "string", examples: ["Unauthorized", "Forbidden", "Not Found"] } },
};

/** The schemas of all error responses. */
export const PROBLEM_SCHEMAS: Readonly<Record<string, Json>> = {
  ErrorCode: {
    description: "Stable; clients branch on it.",
    oneOf: CODES.map((code) => ({ const: code, description: describeError(code).detail })),
  },
  FieldError: FIELD_ERROR,
  GatewayAnswer: GATEWAY_ANSWER,
  PasswordReason: { enum: PASSWORD_REASONS, description: "Stable; why a new password was refused." },
  Problem: PROBLEM,
  RefusalReason: {
    description: "Stable; always present with `request_refused`.",
    oneOf: Object.entries(REFUSAL_REASONS).map(([reason, description]) => ({ const: reason, description })),
  },
};

interface ProblemResponse {
  readonly status: number;
  readonly description: string;
  /** Whether API Gateway also answers this status, with its own body. */
  readonly isGateways: boolean;
  readonly headers?: Json;
}

/** RFC 6750 §3, RFC 9470 §3. */
const CHALLENGE: Json = {
  "www-authenticate": {
    description:
      "What the token lacks. `insufficient_user_authentication` names the age and the levels of a sign-in that is enough, in seconds and in the order of preference.",
    schema: { type: "string" },
    examples: {
      revoked: { value: 'Bearer error="invalid_token", error_description="session revoked"' },
      tooOld: {
        value:
          'Bearer error="insufficient_user_authentication", error_description="a more recent sign-in is required", max_age="900"',
      },
      tooWeak: {
        value: `Bearer error="insufficient_user_authentication", error_description="a sign-in with a second factor is required", acr_values="${SECOND_FACTOR_ACRS.join(" ")}", max_age="900"`,
      },
    },
  },
};

const GATEWAY = "API Gateway's own answer is `application/json`";

/**
 * One response per status, with all codes of that status; an operation's `x-problem-codes` lists those that it may answer. Routes
 * without a token have their own 401 and 403, which never come from the gateway.
 */
const RESPONSES = {
  BadRequest: { status: 400, description: "The request is not valid.", isGateways: false },
  SignInRefused: { status: 401, description: "The sign-in is refused.", isGateways: false },
  Unauthorized: {
    status: 401,
    description: `The access token is missing, not valid or not enough. ${GATEWAY}: the token is missing, malformed, expired or another issuer's.`,
    isGateways: true,
    headers: CHALLENGE,
  },
  Refused: { status: 403, description: "The request is refused.", isGateways: false },
  Forbidden: {
    status: 403,
    description: `The token does not allow this, or the request is refused. ${GATEWAY}: the token lacks the scope.`,
    isGateways: true,
  },
  NotFound: {
    status: 404,
    description: `The resource does not exist. ${GATEWAY}: no route has this path, for example because a parameter is empty or contains a slash.`,
    isGateways: true,
  },
  Conflict: { status: 409, description: "The current state does not allow this.", isGateways: false },
  ContentTooLarge: {
    status: 413,
    description: `The body or the file is too large. ${GATEWAY}: more than 10 MB.`,
    isGateways: true,
  },
  UnsupportedMediaType: { status: 415, description: "This media type is not supported.", isGateways: false },
  TooManyRequests: {
    status: 429,
    description: `Wait for \`retry-after\` seconds. ${GATEWAY}, without that header: the stage's limit.`,
    isGateways: true,
  },
  InternalError: {
    status: 500,
    description: `Something went wrong on our side. ${GATEWAY}: the function failed.`,
    isGateways: true,
  },
  Unavailable: {
    status: 503,
    description: `Try again later. ${GATEWAY}: the function timed out, or too many are running.`,
    isGateways: true,
  },
} as const satisfies Record<string, ProblemResponse>;

function renderResponse({ status, description, isGateways, headers }: ProblemResponse): Json {
  const codes = CODES.filter((code) => describeError(code).status === status);
  const schema = {
    allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }],
  };
  return {
    description,
    ...withoutUndefined({ headers }),
    content: {
      "application/problem+json": { schema },
      ...(isGateways
        ? { "application/json": { schema: { $ref: "#/components/schemas/GatewayAnswer" } } }
        : {}),
    },
  };
}

/** `components/responses`. */
export function problemComponents(): Json {
  return Object.fromEntries(
    Object.entries(RESPONSES).map(([name, response]) => [name, renderResponse(response)]),
  );
}

/**
 * An operation's error responses, each a reference.
 *
 * @param takesToken whether the gateway checks a token
 */
export function problemResponses(codes: readonly ErrorCode[], takesToken: boolean): Json {
  const left = new Set(codes.map((code) => describeError(code).status));
  const fits = ({ status, isGateways }: ProblemResponse) =>
    left.has(status) && (status === 401 || status === 403 ? isGateways === takesToken : true);
  return Object.fromEntries(
    Object.entries(RESPONSES)
      .filter(([, response]) => fits(response))
      .map(([name, { status }]) => [String(status), { $ref: `#/components/responses/${name}` }]),
  );
}
