/**
 * `/oauth2/idpresponse`: OpenID Connect and social providers redirect here, with a code or an error
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html).
 */
import {
  type Authentication,
  FEDERATED,
  federatedAuthentication,
} from "../../cognito/domain/authentication-level.ts";
import { admitFederatedUser } from "../../cognito/federation/admit-federated-user.ts";
import { FederationRefused, type ProviderAnswer } from "../../cognito/federation/provider-answer.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { finishSignIn } from "../finish-sign-in.ts";
import type { SignedIn } from "../hosted-session.ts";
import { loadAuthorization } from "../load-authorization.ts";
import { PageError, RedirectError } from "../oauth-errors.ts";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import { redirect } from "../reply.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { type PendingFederation, putAside, takeFederation } from "./pending-federation.ts";
import { ProviderFailure, quoted } from "./provider-failure.ts";

/** The parameters of an answer; each at most once (RFC 6749 §3.1). */
const READ = ["state", "code", "error", "error_description", "iss", "user"] as const;

const MAX_VALUE_LENGTH = 8192;

type Answered = Readonly<Record<string, string>>;

/** @throws PageError */
function readAnswered(parameters: URLSearchParams): Answered {
  return Object.fromEntries(
    READ.flatMap((name) => {
      const [value, ...others] = parameters.getAll(name);
      if (others.length > 0 || (value?.length ?? 0) > MAX_VALUE_LENGTH) {
        throw new PageError("invalid_request", null);
      }
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A form that Apple posts: the browser continues with GET. */
export const receivePost: Action = (request) => {
  const state = putAside(request, readAnswered(request.form));
  return redirect(`${request.origin}${request.path}?${new URLSearchParams({ state })}`);
};

export const receiveAnswer: Action = async (request) => {
  const sent = readAnswered(request.query);
  const underWay = takeFederation(request, sent.state ?? null);
  const authorization = loadAuthorization(request, new URLSearchParams(underWay.query));
  const answered = underWay.posted ?? sent;
  checkGranted(authorization, underWay, answered);
  const signedIn = await admit(request, authorization, { underWay, answered });
  return finishSignIn(request, authorization, { ...signedIn, provider: underWay.provider });
};

/** RFC 6749 §4.1.2.1, and Apple's name for it. */
const REFUSED_BY_USER: ReadonlySet<string> = new Set(["access_denied", "user_cancelled_authorize"]);

/**
 * Distinguishes a user who cancelled from a provider that failed.
 * @throws RedirectError
 */
function checkGranted(
  authorization: AuthorizationRequest,
  { provider }: PendingFederation,
  { code, error, error_description: description }: Answered,
): void {
  if (error === undefined && code !== undefined && code !== "") return;
  if (error !== undefined && REFUSED_BY_USER.has(error)) {
    const words = quoted(description ?? `${provider} Error - ${error}`);
    throw new RedirectError(authorization, "access_denied", words);
  }
  const words = [provider, "Error -", error ?? "code is missing", description ?? ""].join(" ");
  throw new RedirectError(authorization, "invalid_request", quoted(words));
}

/** What an OpenID provider says in its ID token; all others support neither `acr` nor `amr`. */
function authenticationIn({ provider, received }: ProviderAnswer): Authentication {
  const { AcrMapping, ProviderType } = provider.content;
  if (ProviderType !== "OIDC" || !("idToken" in received)) return FEDERATED;
  return federatedAuthentication(AcrMapping, received.idToken ?? {});
}

/** @throws RedirectError, PageError */
async function admit(
  request: OAuthRequest,
  authorization: AuthorizationRequest,
  { underWay, answered }: { readonly underWay: PendingFederation; readonly answered: Answered },
): Promise<Pick<SignedIn, "user" | "authentication">> {
  const { client, pool } = authorization;
  const provider = request.context.documents.find(pool, "identity-provider", underWay.provider);
  if (provider === null || !client.settings.SupportedIdentityProviders?.includes(provider.id)) {
    throw new RedirectError(authorization, "invalid_request", "Invalid identity_provider");
  }
  const { redirectUri, nonce } = underWay;
  // The sign-in is for a provider of another kind, which answers elsewhere.
  if (redirectUri === undefined || nonce === undefined) throw new PageError("invalid_request", client.id);
  try {
    const answer = await fetchAnswer({ request, provider, answered, redirectUri, nonce });
    const user = await admitFederatedUser(request.context, client, answer);
    return { user, authentication: authenticationIn(answer) };
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof FederationRefused)) throw error;
    throw new RedirectError(authorization, "invalid_request", error.message);
  }
}
