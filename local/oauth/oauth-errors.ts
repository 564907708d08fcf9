/**
 * The errors of a pool's domain: three kinds, by where the error may go (RFC 6749 §4.1.2.1, §5.2).
 */

import { withoutUndefined } from "../without-undefined.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";

/** The parts of an authorization that {@link RedirectError} needs; it may be thrown before all parts are checked. */
export type RedirectTarget = Pick<AuthorizationRequest, "redirectUri" | "responseType" | "state">;

/** Shown on the domain's own error page: the client or its redirect URI is not verified, so there is no redirect. */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly error: string;
  readonly clientId: string | null;

  /** @param error the error in the page's URL: `redirect_mismatch` */
  constructor(error: string, clientId: string | null) {
    super(error);
    this.error = error;
    this.clientId = clientId;
  }
}

/** Goes to the client's redirect URI. */
export class RedirectError extends Error {
  override readonly name = "RedirectError";
  readonly target: RedirectTarget;
  readonly error: string;
  readonly description: string | undefined;

  constructor(target: RedirectTarget, error: string, description?: string) {
    super(description ?? error);
    this.target = target;
    this.error = error;
    this.description = description;
  }
}

type TokenErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type"
  | "invalid_scope"
  | "server_error";

/** The JSON answer of an endpoint for machines. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
  readonly error: TokenErrorCode;
  readonly status: number;
  readonly description: string | undefined;

  constructor(
    error: TokenErrorCode,
    { status = 400, description }: { readonly status?: number; readonly description?: string } = {},
  ) {
    super(description ?? error);
    this.error = error;
    this.status = status;
    this.description = description;
  }
}

/** Adds an answer to a redirect URI: to its query for a code, to its fragment for tokens (RFC 6749 §4.1.2, §4.2.2). */
export function answerAt(
  { redirectUri, responseType, state }: RedirectTarget,
  answer: Readonly<Record<string, string>>,
): string {
  const parameters = new URLSearchParams({ ...answer, ...withoutUndefined({ state }) });
  if (responseType === "token") return `${redirectUri}#${parameters}`;
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${parameters}`;
}
