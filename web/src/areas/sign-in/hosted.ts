/**
 * Sign-in by an identity provider: on the pool's own pages, by the code grant with PKCE, and back to `/callback`. The API puts the refresh
 * token into its cookie.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7636
 */
import { authorizeParametersOf, type StepUpChallenge } from "../../../../clients/typescript/index.ts";
import type { AuthConfig } from "../../api/config.ts";
import { ApiFailure } from "../../api/problem.ts";

const KEY = "hosted-sign-in";

interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
  readonly provider: string;
  /** The sign-in was restarted automatically. */
  readonly isAgain: boolean;
  readonly begun?: Begun | undefined;
  readonly needed?: StepUpChallenge | undefined;
}

/** What a signed-in user had begun when the API asked for a recent sign-in. */
interface Begun {
  /** The user's id: another account may come back. */
  readonly sub: string;
  /** The label of the button that was pressed; undefined if the user only opened a page. */
  readonly action: string | undefined;
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const random = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** The pool's domain; the local cloud uses plain HTTP on this machine. */
const originOf = (loginDomain: string): string =>
  `${/^(?:localhost|127\.0\.0\.1)(?::|$)/.test(loginDomain) ? "http" : "https"}://${loginDomain}`;

/** This page's callback URL, if it is registered. */
export function redirectUriOf(config: AuthConfig): string | undefined {
  const own = `${window.location.origin}/callback`;
  return config.loginDomain !== undefined && config.managedLogin?.redirectUris.includes(own)
    ? own
    : undefined;
}

interface LeaveOptions {
  readonly isAgain?: boolean;
  /** Needs a recent sign-in: the pool's pages ask the provider again, and pass `prompt` on to it. */
  readonly begun?: Begun | undefined;
  /** What the API asked for. */
  readonly needed?: StepUpChallenge | undefined;
}

/** Redirects to the provider. */
export async function leaveForProvider(
  config: AuthConfig,
  provider: string,
  { isAgain = false, begun, needed }: LeaveOptions = {},
): Promise<void> {
  const redirectUri = redirectUriOf(config);
  if (redirectUri === undefined || config.loginDomain === undefined) return;
  const pending: PendingSignIn = { state: random(), verifier: random(), provider, isAgain, begun, needed };
  sessionStorage.setItem(KEY, JSON.stringify(pending));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pending.verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: config.userPoolClientId,
    redirect_uri: redirectUri,
    scope: config.managedLogin?.scopes.join(" ") ?? "openid",
    state: pending.state,
    code_challenge: base64Url(new Uint8Array(hash)),
    code_challenge_method: "S256",
    identity_provider: provider,
    ...(begun !== undefined && { prompt: "login" }),
    ...(needed !== undefined && authorizeParametersOf(needed)),
  });
  window.location.assign(`${originOf(config.loginDomain)}/oauth2/authorize?${query}`);
}

export interface HostedAnswer {
  readonly code?: string;
  readonly state?: string;
  readonly error?: string;
  readonly error_description?: string;
}

/** The part of the token endpoint's answer that is used (RFC 6749 §5.1). */
interface HostedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

interface HostedSignIn {
  readonly tokens: HostedTokens;
  readonly begun: Begun | undefined;
}

const takePendingSignIn = (): PendingSignIn | undefined => {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept === null ? undefined : (JSON.parse(kept) as PendingSignIn);
};

/**
 * Restarts the sign-in if the first one has linked the provider's account to an existing one: Cognito refuses that sign-in and accepts the
 * next.
 *
 * @returns whether the page is left
 */
export async function beginAgain(config: AuthConfig, answer: HostedAnswer): Promise<boolean> {
  const pending = takePendingSignIn();
  const isJustLinked = answer.error_description?.startsWith("Already found an entry for username") === true;
  if (!isJustLinked || pending === undefined || pending.isAgain || answer.state !== pending.state) {
    return false;
  }
  const { begun, needed } = pending;
  await leaveForProvider(config, pending.provider, { isAgain: true, begun, needed });
  return true;
}

/**
 * Exchanges the code for tokens; also returns what the user had begun.
 *
 * @throws ApiFailure if the answer does not belong to a sign-in begun in this tab, or the pool refuses the code
 */
export async function exchangeCode(config: AuthConfig, { code, state }: HostedAnswer): Promise<HostedSignIn> {
  const pending = takePendingSignIn();
  const redirectUri = redirectUriOf(config);
  if (code === undefined || pending === undefined || state !== pending.state || redirectUri === undefined) {
    throw new ApiFailure("session_expired");
  }
  const response = await fetch(`${originOf(config.loginDomain ?? "")}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: config.userPoolClientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: pending.verifier,
    }),
  });
  const answered = (await response.json().catch(() => ({}))) as Partial<HostedTokens>;
  const { access_token, refresh_token } = answered;
  if (!response.ok || typeof access_token !== "string" || typeof refresh_token !== "string") {
    throw new ApiFailure("session_expired");
  }
  return { tokens: { access_token, refresh_token }, begun: pending.begun };
}
