import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

interface Request {
  readonly method?: string;
  readonly path?: string;
  /** A string goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly base64?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  /** What the gateway's JWT authorizer passes on; without it, it did not run. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** The claims of an access token as AWS's gateway passes them: every value a string. */
export function accessTokenClaims(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    sub: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    "cognito:groups": "[users]",
    iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
    client_id: "1example23456789",
    origin_jti: "0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c",
    event_id: "b6a9d7e2-13d5-4f4e-8c77-2a1f0e9d8c7b",
    token_use: "access",
    scope: "api/files aws.cognito.signin.user.admin api/profile",
    auth_time: "1787992402",
    exp: "1787996002",
    iat: "1787992402",
    jti: "9d2e4b61-7a0f-4b0a-8a3f-5e6d7c8b9a01",
    username: "6f1c9c0e-3f0b-4b57-9a3a-8f6f1a2b3c4d",
    ...overrides,
  };
}

/** The claims of a token by client credentials: https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export function machineTokenClaims(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    sub: "2machine23456789",
    token_use: "access",
    scope: "api/users.read api/audit.read",
    auth_time: "1787992402",
    iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
    exp: "1787996002",
    iat: "1787992402",
    version: "2",
    jti: "9d2e4b61-7a0f-4b0a-8a3f-5e6d7c8b9a01",
    client_id: "2machine23456789",
    ...overrides,
  };
}

/**
 * An event as an HTTP API sends it to a Lambda.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(request: Request = {}): APIGatewayProxyEventV2 {
  const {
    method = "GET",
    path = "/v1/things",
    body,
    base64 = false,
    headers,
    query,
    params,
    claims,
  } = request;
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const authorizer = claims === undefined ? {} : { authorizer: { jwt: { claims, scopes: null } } };
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(text === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(query === undefined ? {} : { queryStringParameters: query }),
    ...(params === undefined ? {} : { pathParameters: params }),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.example.com",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: `${method} ${path}`,
      stage: "$default",
      time: "28/Aug/2026:12:00:00 +0000",
      timeEpoch: 1787918400000,
      ...authorizer,
    },
    ...(text === undefined ? {} : { body: base64 ? Buffer.from(text).toString("base64") : text }),
    isBase64Encoded: base64,
  };
}

/** @param remaining milliseconds until Lambda would end the invocation */
export function lambdaContext(remaining = 10_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: "test",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:test",
    memoryLimitInMB: "512",
    awsRequestId: "4f2a7f3e-5b1c-4c8e-9d61-0a1b2c3d4e5f",
    logGroupName: "/aws/lambda/test",
    logStreamName: "test",
    getRemainingTimeInMillis: () => remaining,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
