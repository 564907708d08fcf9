/** The handler of the auth module, and the AWS behind it: a test says what each operation answers. */
import type { IncomingHttpHeaders } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { HttpHandler } from "../../../libs/http/http-module.ts";
import { startAwsEndpoint } from "./aws-endpoint.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { type Environment, setEnvironment } from "./environment.ts";
import { httpEvent, lambdaContext } from "./http-event.ts";
import { withoutTimeouts } from "./standing-clock.ts";

/** An origin whose pages may have the cookie. */
export const WEB_ORIGIN = "https://app.example.com";

const SESSION_CLAIMS = {
  sub: "5b0a2d0e-1111-4222-8333-444455556666",
  client_id: "1example23456789",
  origin_jti: "0c5d4ab1-0f2a-4d9c-9a39-6c6d0a6d7b11",
  auth_time: Math.floor(Date.now() / 1000),
};

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Tokens as Cognito answers them; what came from Cognito itself is not verified again. */
export const COGNITO_TOKENS = {
  AccessToken: `${part({ alg: "RS256" })}.${part(SESSION_CLAIMS)}.signature`,
  IdToken: "i",
  RefreshToken: "r",
  ExpiresIn: 3600,
  TokenType: "Bearer",
};

/** An exception that an operation answers. */
export class Refusal {
  readonly exception: string;
  readonly message: string;
  constructor(exception: string, message = "no") {
    this.exception = exception;
    this.message = message;
  }
}

/** What a test need not say: accounts are there, and can be signed in to. */
const USUAL: OperationAnswers = { AdminGetUser: { Enabled: true, UserStatus: "CONFIRMED" } };

export type OperationAnswers = Readonly<Record<string, object>>;

interface PostOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

export interface ModuleAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly cookies: readonly string[] | undefined;
  // A test names the members that it looks at.
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are held by the application's own schemas
  readonly body: any;
}

/**
 * Loads the module with an environment of a test's; where AWS is, is set already.
 *
 * @returns a call of a route below `/v1/auth/`
 */
export async function loadAuthModule(
  { poolId, clientId }: { readonly poolId: string; readonly clientId: string },
  variables: Environment = {},
) {
  setEnvironment({
    POWERTOOLS_LOG_LEVEL: "SILENT",
    USER_POOL_ID: poolId,
    USER_POOL_CLIENT_ID: clientId,
    USER_POOL_ISSUER: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
    MAILS_PER_HOUR: "1000",
    MAIL_FROM: "",
    ...variables,
  });
  closeAtEnd({ stop: withoutTimeouts() });
  const { handler }: { handler: HttpHandler } = await import("../../../functions/auth/handler.ts");
  async function post(
    route: string,
    body: unknown,
    { query, headers, cookies }: PostOptions = {},
  ): Promise<ModuleAnswer> {
    const request: APIGatewayProxyEventV2 = {
      ...httpEvent({
        method: "POST",
        path: `/v1/auth/${route}`,
        body,
        ...(headers === undefined ? {} : { headers }),
        ...(query === undefined ? {} : { query }),
      }),
      ...(cookies === undefined ? {} : { cookies: [...cookies] }),
    };
    const answer = await handler(request, lambdaContext());
    return {
      status: answer.statusCode,
      headers: answer.headers,
      cookies: answer.cookies,
      body: answer.body === undefined ? undefined : JSON.parse(answer.body),
    };
  }
  return { handler, post };
}

/** Whether a request to the table is about a limit of clients or mailboxes. */
const isOfLimits = (body: string) => /"PK":\{"S":"(LIMIT#client|LIMIT#mail|ATTESTATION#)/.test(body);
const WITHIN_LIMITS = { Attributes: { count: { N: "1" } } };
const NO_ACCOUNT = new Refusal("UserNotFoundException");

/** The module before an AWS that says what a test wants. */
export async function startAuthModule(variables: Environment = {}) {
  const aws = await startAwsEndpoint();
  const loaded = await loadAuthModule(
    { poolId: "us-east-1_Ab12Cd34E", clientId: "1example23456789" },
    variables,
  );
  /** SES alone names no operation: its path does. */
  const operationOf = (headers: IncomingHttpHeaders) =>
    String(headers["x-amz-target"] ?? ".SendEmail").split(".")[1] ?? "";
  const asked = () => aws.received.filter(({ body }) => !isOfLimits(body));
  return {
    ...loaded,
    stop: () => aws.stop(),
    /**
     * What was asked so far is forgotten; any operation but these is a failure of the test. Limits always have something left,
     * and no account is known where a test says nothing of it.
     */
    awsAnswers(answers: OperationAnswers): void {
      aws.received.length = 0;
      aws.answer(({ headers, body }) => {
        const operation = operationOf(headers);
        const answer =
          (isOfLimits(body) ? WITHIN_LIMITS : undefined) ??
          answers[operation] ??
          USUAL[operation] ??
          (operation === "AdminGetUser" ? NO_ACCOUNT : undefined) ??
          new Refusal("UnexpectedInTestException", operation);
        const type = { "content-type": "application/x-amz-json-1.1" };
        if (!(answer instanceof Refusal)) return { headers: type, body: JSON.stringify(answer) };
        const { exception: __type, message } = answer;
        return { status: 400, headers: type, body: JSON.stringify({ __type, message }) };
      });
    },
    /** Without those by which limits are kept. */
    operations: () => asked().map(({ headers }) => operationOf(headers)),
    inputs: () => asked().map(({ body }) => JSON.parse(body)),
  };
}
