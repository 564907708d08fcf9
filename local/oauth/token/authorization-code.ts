import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { canRead } from "../../cognito/attributes/client-access.ts";
import type { Client } from "../../cognito/state/client-repository.ts";
import type { HostedRecords } from "../../cognito/state/hosted-record-repository.ts";
import { issueHostedTokens, renderTokens } from "../hosted-tokens.ts";
import { EndpointError } from "../oauth-errors.ts";
import type { Grant, GrantRequest } from "./grant.ts";

type Code = HostedRecords["code"];

/** @throws EndpointError */
function requireParameter(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new EndpointError("invalid_request");
  return value;
}

/**
 * S256 (RFC 7636 §4.6), in constant time. A code without a challenge refuses a verifier: otherwise it would go unnoticed that
 * the challenge was removed from the authorization request (RFC 9700 §4.8.2).
 *
 * @throws EndpointError
 */
function checkVerifier({ challenge }: Code, verifier: string | null): void {
  if (challenge === undefined && verifier === null) return;
  const isWellFormed = verifier !== null && /^[\w.~-]{43,128}$/.test(verifier);
  if (challenge === undefined || !isWellFormed) throw new EndpointError("invalid_grant");
  const made = createHash("sha256").update(verifier).digest("base64url");
  if (!timingSafeEqual(Buffer.from(made), Buffer.from(challenge))) throw new EndpointError("invalid_grant");
}

/** "The app client doesn't have read access to the requested attributes" (token-endpoint). @throws EndpointError */
function checkReadable(client: Client, { scopes }: Code): void {
  const attributes = [
    ...(scopes.includes("email") ? ["email", "email_verified"] : []),
    ...(scopes.includes("phone") ? ["phone_number", "phone_number_verified"] : []),
  ];
  if (!attributes.every((name) => canRead(client, name))) throw new EndpointError("invalid_grant");
}

/** A revoked session of a browser gets no tokens for the codes that it still has. @throws EndpointError */
function checkSession({ userSessions }: GrantRequest["context"], { ssoId }: Code): void {
  if (ssoId !== undefined && !userSessions.isActive(ssoId)) throw new EndpointError("invalid_grant");
}

/**
 * Uses the code for the sign-in `origin`. If a code comes again, the second or the first sender is a thief: its tokens are
 * revoked (RFC 6749 §4.1.2, RFC 9700 §4.5). A request that does not match the code leaves it unchanged: another client must not
 * revoke foreign tokens.
 *
 * @throws EndpointError
 */
function useCode({ context, client, form }: GrantRequest, code: string, origin: string): Code {
  const redirectUri = requireParameter(form, "redirect_uri");
  const found = context.hostedRecords.find("code", code)?.content;
  if (found?.clientId !== client.id) throw new EndpointError("invalid_grant");
  if (found.redirectUri !== redirectUri) {
    throw new EndpointError("unauthorized_client", { description: "invalid_redirect" });
  }
  checkVerifier(found, form.get("code_verifier"));
  checkReadable(client, found);
  checkSession(context, found);
  if (found.usedFor !== undefined) {
    context.hostedRecords.change("code", code, { ...found, isReplayed: true });
    context.refreshTokens.revoke(found.usedFor);
    throw new EndpointError("invalid_grant");
  }
  context.hostedRecords.change("code", code, { ...found, usedFor: origin });
  return found;
}

/** The authorization code grant (RFC 6749 §4.1.3). */
export const exchangeCode: Grant = async (request) => {
  const { context, client, form } = request;
  if (!client.settings.AllowedOAuthFlows?.includes("code")) throw new EndpointError("unauthorized_client");
  const code = requireParameter(form, "code");
  const origin = randomUUID();
  const grant = useCode(request, code, origin);
  const user = context.users.byKey(grant.userKey);
  if (!user?.enabled) throw new EndpointError("invalid_grant");
  const tokens = await issueHostedTokens(context, {
    client,
    pool: context.pools.require(client.poolId),
    user,
    grant,
    origin,
    isRefreshable: true,
  });
  // The code came again while a trigger ran, before there was anything to revoke.
  if (context.hostedRecords.find("code", code)?.content.isReplayed) {
    context.refreshTokens.revoke(origin);
    throw new EndpointError("invalid_grant");
  }
  return renderTokens(tokens);
};
