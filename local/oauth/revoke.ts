/**
 * `POST /oauth2/revoke` (https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html, RFC 7009): ends
 * the sign-in of a refresh token, with all its access tokens.
 */
import { isSignedToken } from "../cognito/operations/tokens.ts";
import { EndpointError } from "./oauth-errors.ts";
import type { Action } from "./oauth-request.ts";
import { anyOrigin, reply } from "./reply.ts";
import { authenticateClient } from "./token/authenticate-client.ts";

export const revoke: Action = ({ context, form, headers }) => {
  const token = form.get("token");
  if (!token) throw new EndpointError("invalid_request");
  const client = authenticateClient({ context, form, headers }, { status: 401 });
  if (!client.settings.EnableTokenRevocation) throw new EndpointError("invalid_request");
  if (isSignedToken(token)) throw new EndpointError("unsupported_token_type");
  const found = context.refreshTokens.find(token);
  // Another client's token is as good as unknown (RFC 7009 §2.1).
  if (found?.family.clientId === client.id) context.refreshTokens.revoke(found.family.origin);
  return reply(200, anyOrigin);
};
