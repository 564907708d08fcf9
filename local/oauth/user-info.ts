/**
 * `GET /oauth2/userInfo` (https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html, OpenID Connect Core
 * §5.3): what the token's scopes open, every value is a string.
 */
import { readableAttributes } from "../cognito/attributes/client-access.ts";
import { checkAccessToken } from "../cognito/check-access-token.ts";
import { attributesOfScopes } from "../cognito/domain/token-claims.ts";
import type { TokenCaller } from "../cognito/operation-context.ts";
import { ServiceError } from "../protocol/service-error.ts";
import type { Action, OAuthRequest } from "./oauth-request.ts";
import { anyOrigin, json, type Reply } from "./reply.ts";

/** RFC 6750 §3; the answer's body says the same. */
function refuse(status: number, error: string, description: string): Reply {
  const challenge = `Bearer error="${error}", error_description="${description}"`;
  return json(
    status,
    { error, error_description: description },
    { ...anyOrigin, "access-control-expose-headers": "WWW-Authenticate", "www-authenticate": challenge },
  );
}

/** @returns `null` for a token that does not allow this endpoint */
function readToken({ context }: OAuthRequest, token: string): TokenCaller | null {
  try {
    return checkAccessToken(token, context, "openid");
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}

export const userInfo: Action = (request) => {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token === undefined) return refuse(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
  const caller = readToken(request, token);
  if (caller === null) {
    return refuse(
      401,
      "invalid_token",
      "Access token is expired, disabled, or deleted, or the user has globally signed out.",
    );
  }
  const { user, client, claims } = caller;
  const scopes = String(claims.scope).split(" ");
  const attributes = attributesOfScopes(readableAttributes(client, user.attributes), scopes);
  return json(200, { sub: user.sub, ...attributes, username: user.username }, anyOrigin);
};
