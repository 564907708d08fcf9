/**
 * `POST /oauth2/token`: one row per grant
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html, RFC 6749 §4.1.3, §4.4, §6).
 */
import { ServiceError } from "../../protocol/service-error.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { Action } from "../oauth-request.ts";
import { anyOrigin, json } from "../reply.ts";
import { authenticateClient } from "./authenticate-client.ts";
import { exchangeCode } from "./authorization-code.ts";
import { grantMachineToken } from "./client-credentials.ts";
import type { Grant } from "./grant.ts";
import { exchangeRefreshToken } from "./refresh-token.ts";

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: exchangeCode,
  refresh_token: exchangeRefreshToken,
  client_credentials: grantMachineToken,
};

/** @throws EndpointError a repeated parameter (RFC 6749 §3.2), no grant, or an unknown one */
function requireGrant(form: URLSearchParams): Grant {
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) throw new EndpointError("invalid_request");
  const type = form.get("grant_type");
  if (!type) throw new EndpointError("invalid_request");
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
  if (grant === undefined) throw new EndpointError("unsupported_grant_type");
  return grant;
}

/** A trigger's refusal ends the grant; the client gets the trigger's message, as at the API. */
function toEndpointError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  const isTriggers = /Lambda/.test(error.code);
  return isTriggers
    ? new EndpointError("invalid_request", { description: error.message })
    : new EndpointError("invalid_grant");
}

export const token: Action = async ({ context, form, headers }) => {
  const grant = requireGrant(form);
  const client = authenticateClient({ context, form, headers });
  try {
    return json(200, await grant({ context, client, form }), anyOrigin);
  } catch (error) {
    throw toEndpointError(error);
  }
};
