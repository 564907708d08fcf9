import {
  type IssuedCredentialsSource,
  type OpenedCredentials,
  openIssued,
} from "../iam/issued-credentials.ts";
import { sessionArn } from "../iam/session.ts";
import { isIssuedAccessKey } from "../local-credentials.ts";
import { renderJsonError } from "../protocol/json-service.ts";
import { QueryError, renderQueryError } from "../protocol/query-service.ts";
import { renderRestError } from "../protocol/rest-json-service.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { accessKeyOf, signedService } from "../protocol/signature-header.ts";
import { type Exchange, type Handler, respond } from "./exchange.ts";
import { drainBody } from "./read-body.ts";

/** The services of AWS JSON by the prefix of their targets, as IAM names them. */
const SERVICES: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: "cognito-idp",
  AWSCognitoIdentityService: "cognito-identity",
  TrentService: "kms",
};

const DYNAMODB_PREFIX = "DynamoDB_20120810";

/** The error format of a request's service. */
type Protocol = "json" | "query" | "rest";

interface Asked {
  readonly protocol: Protocol;
  /** `cognito-idp:AdminGetUser` */
  readonly action: string;
}

/**
 * Refuses requests of role sessions to services that do not check policies: S3 and DynamoDB check them, others would treat the
 * session as the account itself. STS may tell a session its identity, which requires no right.
 */
export function refuseSessions(source: IssuedCredentialsSource): Handler {
  return async (exchange) => {
    const { headers } = exchange.request;
    const accessKeyId = accessKeyOf(headers.authorization);
    const asked = accessKeyId !== null && isIssuedAccessKey(accessKeyId) ? askedOf(exchange) : null;
    if (accessKeyId === null || asked === null) return false;
    const token = headers["x-amz-security-token"];
    const opened = openIssued(source, accessKeyId, typeof token === "string" ? token : null);
    if (opened.kind === "good" && asked.action.startsWith("sts:")) return false;
    await drainBody(exchange.request);
    const { status, headers: given, body } = render(asked.protocol, refusalOf(opened, asked.action));
    return respond(exchange, status, given, body);
  };
}

/** `null` for services that check policies, and for requests that need no credentials. */
function askedOf({ request, url }: Exchange): Asked | null {
  const { "x-amz-target": target, "content-type": type, authorization } = request.headers;
  const [prefix = "", operation] = String(target ?? "").split(".");
  if (target !== undefined) {
    return prefix === DYNAMODB_PREFIX
      ? null
      : { protocol: "json", action: `${SERVICES[prefix] ?? prefix}:${operation}` };
  }
  const service = signedService(authorization);
  if (service === "ses") return { protocol: "rest", action: `ses:${request.method} ${url.pathname}` };
  const isForm = type?.startsWith("application/x-www-form-urlencoded") === true;
  return isForm && request.method === "POST" && url.pathname === "/"
    ? { protocol: "query", action: `${service}:*` }
    : null;
}

function refusalOf(opened: OpenedCredentials, action: string): ServiceError {
  switch (opened.kind) {
    case "expired":
      return new ServiceError(
        "ExpiredTokenException",
        "The security token included in the request is expired",
      );
    case "good":
      return new ServiceError(
        "AccessDeniedException",
        `User: ${sessionArn(opened.credentials.session)} is not authorized to perform: ${action} because the local cloud gives roles rights at S3 and DynamoDB alone`,
      );
    default:
      return new ServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
  }
}

/** The Query protocol's names of the same errors. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: "AccessDenied",
  ExpiredTokenException: "ExpiredToken",
  UnrecognizedClientException: "InvalidClientTokenId",
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function render(protocol: Protocol, error: ServiceError): Answer {
  if (protocol === "json") return renderJsonError(error);
  const { code, message } = error;
  if (protocol === "rest") return renderRestError(new ServiceError(code, message, { status: 403 }));
  const query = new QueryError(QUERY_CODES[code] ?? code, message, 403);
  return {
    headers: { "content-type": "text/xml" },
    ...renderQueryError("https://webservices.amazon.com/", query),
  };
}
