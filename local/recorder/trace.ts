/**
 * What the flight recorder tells, as JSON: `/_local/traces` answers {@link TracePage}, `/_local/traces/{id}` a {@link Trace}.
 *
 * A trace is one request that came from outside and everything it led to; its spans are the parts. Secrets are never in it: each is
 * replaced by `[masked:N]`, and within a trace the same N means the same value, so that a code can be followed without being
 * read. The one exception is {@link MessageDetails}.
 */

import type { SourceLine } from "../lambda/explain-error.ts";

/** Where a trace began: the API's port, the cloud's port, the Invoke API's port, or `POST /_local/traces/{id}/replay`. */
export type TraceEntry = "api" | "cloud" | "lambda" | "replay";

/** `open`: not ended yet. `refused`: an answer that says no (4xx, a trigger's error). `failed`: a fault (5xx, a function's error). */
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
  /** `POST /v1/auth/otp`, `InitiateAuth`, `GET /login`; `null` where nothing takes the request. */
  readonly route: string | null;
  /** HTTP status; `null` while it is open, or where the client hung up. */
  readonly status: number | null;
  readonly outcome: Outcome;
  /** The user as a person would name them: e-mail address, else username, else what was typed. */
  readonly user: string | null;
  /** Every name by which the users of this trace are known: `sub`, username, addresses. */
  readonly identities: readonly string[];
  /** The API's request id (`apigw-requestid`), by which the trace is found too. */
  readonly requestId: string | null;
  /** Why it was refused or failed, in one line. */
  readonly reason: string | null;
  /** What was mailed and texted. */
  readonly messages: readonly MessageDetails[];
  readonly spanCount: number;
}

export interface Trace extends TraceSummary {
  /** By time of beginning; the first is the request itself. */
  readonly spans: readonly Span[];
  /** Spans that are left out because the trace has too many. */
  readonly spansLeftOut: number;
  /** Of a replay: what was replayed. */
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
  /** What a list calls it: `POST /v1/auth/otp`, `AdminGetUser`, `PreSignUp_SignUp`, `PutItem`. */
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

/** What each kind of span has to tell. A member is missing where there is nothing, or nothing yet. */
export interface SpanDetails {
  readonly request: RequestDetails;
  readonly gateway: GatewayDetails;
  readonly function: FunctionDetails;
  /** User pools, identity pools and STS. */
  readonly cognito: CallDetails;
  /** A pool's domain: `/oauth2/…`, `/login` and what belongs to them. */
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

/** The request as it came from outside. */
export interface RequestDetails {
  readonly method: string;
  readonly path: string;
  readonly origin?: string;
  readonly userAgent?: string;
  readonly status?: number;
  /** The client hung up before the answer was complete. */
  readonly isAborted?: boolean;
}

/** What API Gateway makes of a request, before any function runs. */
export interface GatewayDetails {
  /** `PATCH /v1/me`; `null` where there is no such route. */
  readonly route: string | null;
  /** `public`: no token is asked for. `let in`: the token passed. */
  readonly verdict: "public" | "let in" | "refused";
  /** The status that the gateway itself answered with. */
  readonly status?: number;
  /** What failed, in the gateway's words: `the token has expired`. */
  readonly reason?: string;
  /** Which check failed. */
  readonly check?: GatewayCheck;
  /** Any one of these would do. */
  readonly scopesNeeded?: readonly string[];
  readonly issuer?: string;
  readonly audience?: readonly string[];
  /** The token's claims: verified where it was let in, else as it says itself. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The cloud's time when the token was looked at, in seconds since 1970, to hold `exp`, `nbf` and `iat` against. */
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

/** One invocation of a Lambda function. Of a trigger, the span above has the event and what was returned. */
export interface FunctionDetails {
  readonly function: string;
  readonly event?: unknown;
  readonly response?: unknown;
  /** It let this error out. */
  readonly error?: FunctionFailure;
  /** Unexpected errors that it handled: why a trigger refused in public words, or an API's function answered 500. */
  readonly handled?: readonly FunctionFailure[];
  /** Milliseconds that it waited for an environment. */
  readonly waitedMs?: number;
  /** It was not run: `throttled`, or nobody waited for it any longer (`abandoned`). */
  readonly notRun?: "throttled" | "abandoned";
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, mapped to the TypeScript sources where the bundle has a source map. */
  readonly trace?: readonly string[];
  /** The innermost line of the service's own. */
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
  /** Where the answer leads. */
  readonly location?: string;
  /** An answer in JSON. */
  readonly output?: unknown;
  readonly error?: { readonly type: string; readonly message: string };
}

/** One call of a pool's trigger. It can be replayed. */
export interface TriggerDetails {
  /** As LambdaConfig names it: `PreSignUp`. */
  readonly trigger: string;
  /** `PreSignUp_AdminCreateUser` */
  readonly source: string;
  readonly functionArn: string;
  readonly event?: unknown;
  /** What the function returned: the whole event, as a rule. */
  readonly returned?: unknown;
  readonly error?: FunctionFailure;
}

/** A mail or text message in the inbox. Here, and only here, a code is shown, as the inbox shows it. */
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

/** What changed in a user. */
interface UserDetails {
  readonly change: "created" | "updated" | "deleted" | "group-joined" | "group-left" | "mfa";
  readonly username: string;
  readonly sub: string;
  readonly group?: string;
  /** Member → before and after; `null` where there is none. Attributes are `attributes.email`; of a password, `isPasswordNew`. */
  readonly changes?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}
