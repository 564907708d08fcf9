/**
 * The flight recorder's JSON: `/_local/traces` returns {@link TracePage}, `/_local/traces/{id}` a {@link Trace}.
 *
 * A trace is one external request and everything that it caused; spans are its parts. It contains no secrets: each is replaced
 * by `[masked:N]`. Within a trace, the same N means the same value, so that a code can be followed without being read. The only
 * exception is {@link MessageDetails}.
 */

import type { SourceLine } from "../lambda/explain-error.ts";

/** Where a trace began: the API's port, the cloud's port, the Invoke API's port, or `POST /_local/traces/{id}/replay`. */
export type TraceEntry = "api" | "cloud" | "lambda" | "replay";

/**
 * `open`: not ended yet. `refused`: the answer is a refusal (4xx, a trigger's error). `failed`: a fault (5xx, a function's
 * error).
 */
export type Outcome = "open" | "ok" | "refused" | "failed";

/** The lanes of a sequence diagram, from left to right. */
export type Lane =
  | "client"
  | "gateway"
  | "function"
  | "cognito"
  | "trigger"
  | "table"
  | "object"
  | "key"
  | "mail";

/** One line about a trace, for lists and terminals. */
export interface TraceSummary {
  /** An AWS X-Ray trace id (`1-58406520-a006649127e371903a2de979`); functions see it in `_X_AMZN_TRACE_ID`. */
  readonly id: string;
  readonly entry: TraceEntry;
  /** ISO 8601, by the local cloud's clock. */
  readonly startedAt: string;
  /** Milliseconds until the answer was sent; `null` while it is open. */
  readonly durationMs: number | null;
  readonly method: string;
  /** With its query, secrets masked. */
  readonly path: string;
  /** `POST /v1/auth/otp`, `InitiateAuth`, `GET /login`; `null` if nothing handles the request. */
  readonly route: string | null;
  /** HTTP status; `null` while it is open, or if the client hung up. */
  readonly status: number | null;
  readonly outcome: Outcome;
  /** The user's name for people: e-mail address, else username, else the typed name. */
  readonly user: string | null;
  /** All known names of the users of this trace: `sub`, username, addresses. */
  readonly identities: readonly string[];
  /** The API's request id (`apigw-requestid`), which also finds the trace. */
  readonly requestId: string | null;
  /** Why it was refused or failed, in one line. */
  readonly reason: string | null;
  /** Mails and text messages. */
  readonly messages: readonly MessageDetails[];
  readonly spanCount: number;
}

export interface Trace extends TraceSummary {
  /** By start time; the first is the request itself. */
  readonly spans: readonly Span[];
  /** The number of omitted spans, if the trace has too many. */
  readonly spansLeftOut: number;
  /** For a replay: the replayed span. */
  readonly replayOf?: SpanReference;
}

export interface SpanReference {
  readonly trace: string;
  readonly span: string;
}

export interface TracePage {
  /** Whether new requests are recorded: `PATCH /_local/traces` with `{"recording":false}` pauses. */
  readonly recording: boolean;
  /** Newest first. */
  readonly traces: readonly TraceSummary[];
  /** For the next page; `null` on the last one. */
  readonly cursor: string | null;
}

interface SpanOf<Kind extends SpanKind> {
  /** Sixteen hexadecimal digits. */
  readonly id: string;
  readonly parent: string | null;
  readonly kind: Kind;
  readonly lane: Lane;
  /** Its name in lists: `POST /v1/auth/otp`, `AdminGetUser`, `PreSignUp_SignUp`, `PutItem`. */
  readonly name: string;
  /** Milliseconds since the trace began, with fractions. */
  readonly startMs: number;
  /** `null` while it is open. */
  readonly durationMs: number | null;
  readonly outcome: Outcome;
  readonly details: SpanDetails[Kind];
}

export type SpanKind = keyof SpanDetails;
export type Span = { [Kind in SpanKind]: SpanOf<Kind> }[SpanKind];

/** The details of each kind of span. A member is missing if there is no value, or none yet. */
export interface SpanDetails {
  readonly request: RequestDetails;
  readonly gateway: GatewayDetails;
  readonly function: FunctionDetails;
  /** User pools, identity pools and STS. */
  readonly cognito: CallDetails;
  /** A pool's domain: `/oauth2/…`, `/login` and related paths. */
  readonly oauth: OAuthDetails;
  readonly trigger: TriggerDetails;
  readonly table: CallDetails;
  readonly object: ObjectDetails;
  /** AWS KMS. */
  readonly key: CallDetails;
  /** SES and SNS. */
  readonly mail: CallDetails;
  readonly message: MessageDetails;
  readonly tokens: TokensDetails;
  readonly user: UserDetails;
}

/** The external request. */
export interface RequestDetails {
  readonly method: string;
  readonly path: string;
  readonly origin?: string;
  readonly userAgent?: string;
  readonly status?: number;
  /** The client hung up before the answer was complete. */
  readonly isAborted?: boolean;
}

/** API Gateway's decision about a request, before any function runs. */
export interface GatewayDetails {
  /** `PATCH /v1/me`; `null` if the route does not exist. */
  readonly route: string | null;
  /** `public`: no token is required. `let in`: the token passed. */
  readonly verdict: "public" | "let in" | "refused";
  /** The gateway's own status. */
  readonly status?: number;
  /** The gateway's message about the failed check: `the token has expired`. */
  readonly reason?: string;
  /** Which check failed. */
  readonly check?: GatewayCheck;
  /** One of these is enough. */
  readonly scopesNeeded?: readonly string[];
  readonly issuer?: string;
  readonly audience?: readonly string[];
  /** The token's claims: verified if the token passed, otherwise unverified. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The cloud's time of the check, in seconds since 1970, to compare with `exp`, `nbf` and `iat`. */
  readonly checkedAt?: number;
  /** The browser's origin, and whether the API's settings allow it. */
  readonly origin?: string;
  readonly isOriginAllowed?: boolean;
}

/** The gateway's checks, in their order. */
export type GatewayCheck =
  | "size"
  | "host"
  | "origin"
  | "path"
  | "route"
  | "method"
  | "body"
  | "token"
  | "format"
  | "issuer"
  | "algorithm"
  | "key"
  | "signature"
  | "expiry"
  | "not-before"
  | "audience"
  | "issued-at"
  | "scope";

/** One invocation of a Lambda function. For a trigger, the span above has the event and the response. */
export interface FunctionDetails {
  readonly function: string;
  readonly event?: unknown;
  readonly response?: unknown;
  /** Its uncaught error. */
  readonly error?: FunctionFailure;
  /** Unexpected errors that it handled: the cause of a trigger's public refusal, or of a 500 of an API's function. */
  readonly handled?: readonly FunctionFailure[];
  /** Its waiting time for an environment, in milliseconds. */
  readonly waitedMs?: number;
  /** Why it did not run: `throttled`, or `abandoned` by its caller. */
  readonly notRun?: "throttled" | "abandoned";
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, mapped to the TypeScript sources if the bundle has a source map. */
  readonly trace?: readonly string[];
  /** The innermost line of the service's own code. */
  readonly source?: SourceLine;
}

/** A call of an AWS service. */
export interface CallDetails {
  /** `cognito-idp`, `dynamodb`, `ses`… */
  readonly service: string;
  readonly operation: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly status?: number;
  readonly error?: { readonly type: string; readonly message: string };
}

interface ObjectDetails extends CallDetails {
  readonly bucket?: string;
  readonly key?: string;
}

interface OAuthDetails {
  readonly method: string;
  readonly path: string;
  readonly query?: unknown;
  readonly form?: unknown;
  readonly status?: number;
  /** The target of a redirect. */
  readonly location?: string;
  /** An answer in JSON. */
  readonly output?: unknown;
  readonly error?: { readonly type: string; readonly message: string };
}

/** One call of a pool's trigger. It can be replayed. */
export interface TriggerDetails {
  /** Its name in LambdaConfig: `PreSignUp`. */
  readonly trigger: string;
  /** `PreSignUp_AdminCreateUser` */
  readonly source: string;
  readonly functionArn: string;
  readonly event?: unknown;
  /** The function's response: usually the whole event. */
  readonly returned?: unknown;
  readonly error?: FunctionFailure;
}

/** A mail or text message in the inbox. Only here a code is visible, as in the inbox. */
export interface MessageDetails {
  /** `id` of the message at `/_local/inbox`. */
  readonly inboxId: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly subject: string | null;
  readonly code: string | null;
  /** `CustomMessage_SignUp`, `SES`, `SNS` */
  readonly source: string;
}

/** Claims of tokens that were issued. The tokens themselves are not kept. */
interface TokensDetails {
  /** `TokenGeneration_RefreshTokens` */
  readonly source: string;
  readonly clientId: string;
  readonly accessToken?: Readonly<Record<string, unknown>>;
  readonly idToken?: Readonly<Record<string, unknown>>;
}

/** The changes of a user. */
interface UserDetails {
  readonly change: "created" | "updated" | "deleted" | "group-joined" | "group-left" | "mfa";
  readonly username: string;
  readonly sub: string;
  readonly group?: string;
  /**
   * Member → before and after; `null` if there is no value. Attributes are `attributes.email`; a changed password is
   * `isPasswordNew`.
   */
  readonly changes?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}
