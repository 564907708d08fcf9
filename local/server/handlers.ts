/**
 * The local cloud's server is this list: each handler answers its own requests and leaves others to the next one.
 */
import type { CognitoService } from "../cognito/cognito-service.ts";
import type { DynamoDbService } from "../dynamodb/create-dynamodb-service.ts";
import { IDENTITY_TARGET, type IdentityService } from "../identity-pools/identity-service.ts";
import { KMS_TARGET } from "../kms/create-kms-service.ts";
import { crossOriginHeaders, isLoopbackHost, preflightHeaders } from "../protocol/cross-origin.ts";
import type { JsonService } from "../protocol/json-service.ts";
import { type QueryRequest, type QueryService, refuseQuery } from "../protocol/query-service.ts";
import type { RestService } from "../protocol/rest-json-service.ts";
import { signedService } from "../protocol/signature-header.ts";
import type { S3Service } from "../s3/create-s3-service.ts";
import { SES_PREFIX } from "../ses/create-ses-service.ts";
import { MAX_MESSAGE_BYTES } from "../ses/ses-model.ts";
import { type Exchange, type Handler, respond, respondJson } from "./exchange.ts";
import { BodyTooLarge, readBody } from "./read-body.ts";

const COGNITO_TARGET = "AWSCognitoIdentityProviderService";
const DYNAMODB_TARGET = "DynamoDB_20120810.";

/** The largest requests are those for branding: 2 MB (API_CreateManagedLoginBranding); larger ones must get Cognito's own error. */
const MAX_COGNITO_BYTES = 4 * 1024 * 1024;

/** A message of the maximum size, and its envelope. */
const MAX_SES_BYTES = MAX_MESSAGE_BYTES + 1024 * 1024;

const targetOf = ({ request }: Exchange): string => String(request.headers["x-amz-target"] ?? "");

/**
 * Refuses signed requests of pages from another machine, and all their requests to DynamoDB: any credentials are accepted here,
 * so such a page would be an administrator. Browsers' legitimate requests to Cognito are unsigned, and those to S3 are signed
 * in the URL.
 */
export const refuseForeignSigners: Handler = (exchange) => {
  const { origin, authorization } = exchange.request.headers;
  const isSigned = authorization?.startsWith("AWS") === true;
  const isPrivileged = isSigned || targetOf(exchange).startsWith(DYNAMODB_TARGET);
  const originHost = origin === undefined ? "localhost" : (URL.parse(origin)?.host ?? "");
  if (!isPrivileged || isLoopbackHost(originHost)) return false;
  return respondJson(exchange, 403, { message: "Pages from other machines can't use credentials here." });
};

/** Browsers' preflights of services. */
export const preflight: Handler = (exchange) =>
  exchange.request.method === "OPTIONS" && exchange.url.pathname === "/"
    ? respond(exchange, 200, preflightHeaders(exchange.request.headers))
    : false;

/** A service that speaks AWS JSON 1.1. */
function jsonService(prefix: string, service: JsonService): Handler {
  return async (exchange) => {
    const target = targetOf(exchange);
    if (!target.startsWith(`${prefix}.`)) return false;
    const { request } = exchange;
    try {
      const body = await readBody(request, MAX_COGNITO_BYTES);
      const address = request.socket.remoteAddress;
      const answer = await service.handle({ target, headers: request.headers, body, address });
      return respond(exchange, answer.status, answer.headers, answer.body);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return respondJson(exchange, 413, { __type: "RequestEntityTooLargeException" }, crossOriginHeaders);
    }
  };
}

/** Cognito user pools, from SDKs and from browsers. */
export const cognito = (service: JsonService): Handler => jsonService(COGNITO_TARGET, service);

/** AWS KMS, from functions. */
export const kms = (service: JsonService): Handler => jsonService(KMS_TARGET, service);

/** Cognito identity pools, from SDKs and from browsers. */
export const identityPools = (service: JsonService): Handler => jsonService(IDENTITY_TARGET, service);

/** `/_identity/.well-known/…`: the keys of identity pools' tokens. */
export function identityTokens(service: IdentityService): Handler {
  return async (exchange) => {
    const [, name] =
      /^\/_identity\/\.well-known\/(openid-configuration|jwks\.json)$/.exec(exchange.url.pathname) ?? [];
    if (name === undefined) return false;
    const document = name === "jwks.json" ? await service.jwks() : service.openIdConfiguration();
    return respondJson(exchange, 200, document, crossOriginHeaders);
  };
}

/**
 * Services of the AWS Query protocol: a form posted to the root, which S3 does not use. The signature identifies the service;
 * without one, the API's version does.
 */
export function queryServices(services: Readonly<Record<"sts" | "sns", QueryService>>): Handler {
  const serviceOf = ({ form, authorization }: QueryRequest): QueryService | undefined => {
    const signed = signedService(authorization);
    return signed === null
      ? Object.values(services).find(({ version }) => version === form.get("Version"))
      : Object.entries(services).find(([name]) => name === signed)?.[1];
  };
  return async (exchange) => {
    const { request, url } = exchange;
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    if (request.method !== "POST" || url.pathname !== "/" || !isForm) return false;
    try {
      const form = new URLSearchParams((await readBody(request, MAX_COGNITO_BYTES)).toString());
      const query = { form, authorization: request.headers.authorization };
      const answer = (await serviceOf(query)?.handle(query)) ?? refuseQuery(query);
      return respond(
        exchange,
        answer.status,
        { "content-type": "text/xml", ...crossOriginHeaders },
        answer.body,
      );
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return respond(exchange, 413, crossOriginHeaders);
    }
  };
}

/**
 * SES v2: requests that are signed for it, and unsigned requests under its paths, which are refused as by SES. All others under
 * these paths are for S3.
 */
export function ses(service: RestService): Handler {
  return async (exchange) => {
    const { request, url } = exchange;
    const { authorization } = request.headers;
    const isUnsigned = authorization === undefined && url.search === "" && request.method !== "OPTIONS";
    const isForSes =
      signedService(authorization) === "ses" || (isUnsigned && url.pathname.startsWith(SES_PREFIX));
    if (!isForSes) return false;
    try {
      const body = await readBody(request, MAX_SES_BYTES);
      const { method = "GET", headers } = request;
      const answer = await service.handle({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers,
        body,
      });
      return respond(exchange, answer.status, answer.headers, answer.body);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return respondJson(
        exchange,
        400,
        { message: `The request is larger than ${MAX_SES_BYTES} bytes` },
        { "x-amzn-errortype": "BadRequestException" },
      );
    }
  };
}

/** Of a user import's file (quotas.html). */
const MAX_IMPORT_BYTES = 100 * 1024 * 1024;

/** `PUT /_import/{job}`: the PreSignedUrl of a user import. */
export function importUpload(service: CognitoService): Handler {
  return async (exchange) => {
    const { request, url } = exchange;
    const [, jobId] = /^\/_import\/(import-[0-9a-f]+)$/.exec(url.pathname) ?? [];
    if (jobId === undefined || request.method !== "PUT") return false;
    try {
      const csv = await readBody(request, MAX_IMPORT_BYTES);
      const isTaken = service.receiveImport(jobId, url.searchParams, csv);
      return respond(exchange, isTaken ? 200 : 403, {});
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      return respond(exchange, 413, {});
    }
  };
}

export function dynamodb(service: Pick<DynamoDbService, "handle">): Handler {
  return async (exchange) => {
    if (!targetOf(exchange).startsWith(DYNAMODB_TARGET)) return false;
    await service.handle(exchange.request, exchange.response);
    return true;
  };
}

/** An unknown service gets an error with its name, instead of being treated as a bucket. */
export const otherServices: Handler = (exchange) => {
  const [service, operation] = targetOf(exchange).split(".");
  if (service === undefined || operation === undefined) return false;
  const message = `${operation} of ${service} is not implemented by the local cloud.`;
  return respondJson(exchange, 501, { __type: "NotImplementedException", message });
};

/** `{issuer}/.well-known/…`: the keys of a pool's tokens. */
export function wellKnown(service: CognitoService): Handler {
  return (exchange) => {
    const { request, url } = exchange;
    const [, path = "", poolId = "", name = ""] =
      /^(\/(?:_issuer\/)?([\w-]+_[0-9A-Za-z]+))\/\.well-known\/(openid-configuration|jwks\.json)$/.exec(
        url.pathname,
      ) ?? [];
    if (name === "") return false;
    if (request.method === "OPTIONS") return respond(exchange, 200, preflightHeaders(request.headers));
    const discovered = service.openIdConfiguration(poolId);
    // The keys are at both of a pool's issuers, the document at its own: clients refuse another's (OpenID Connect Discovery 1.0 §4.3).
    const isOwn = discovered?.issuer === `${service.context.endpoint()}${path}`;
    const document = name === "jwks.json" ? service.jwks(poolId) : isOwn ? discovered : null;
    if (document === null) {
      return respondJson(
        exchange,
        404,
        {
          message:
            discovered === null
              ? `User pool ${poolId} does not exist.`
              : `The issuer of user pool ${poolId} is ${discovered.issuer}.`,
        },
        crossOriginHeaders,
      );
    }
    return respondJson(exchange, 200, document, crossOriginHeaders);
  };
}

/** Everything else is S3's, in path style or with the bucket in front of `localhost`. */
export function s3(service: Pick<S3Service, "handle">): Handler {
  return async ({ request, response, url }) => {
    await service.handle(request, response, url);
    return true;
  };
}
