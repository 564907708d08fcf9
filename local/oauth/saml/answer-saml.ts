/**
 * `POST /saml2/idpresponse`, the assertion consumer service
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/saml2-idpresponse-endpoint.html).
 */
import { FEDERATED } from "../../cognito/domain/authentication-level.ts";
import { admitFederatedUser } from "../../cognito/federation/admit-federated-user.ts";
import { FederationRefused } from "../../cognito/federation/provider-answer.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { type PendingFederation, putAside, takeFederation } from "../federation/pending-federation.ts";
import { finishSignIn } from "../finish-sign-in.ts";
import { loadAuthorization } from "../load-authorization.ts";
import { PageError, RedirectError } from "../oauth-errors.ts";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import { type Reply, redirect } from "../reply.ts";
import { assertionConsumerOf } from "./begin-saml.ts";
import type { SamlIdentity } from "./check-assertion.ts";
import { readResponse } from "./read-response.ts";
import { entityIdOf } from "./redirect-binding.ts";
import { requireMetadata } from "./request-metadata.ts";
import { InvalidSamlResponse, UNRELATED_RESPONSE } from "./saml-errors.ts";
import { keepSamlSession } from "./sign-out.ts";

type Provider = PoolDocument<"identity-provider">;

/** A sign-in that a response may end. */
interface Expected {
  readonly authorization: AuthorizationRequest;
  readonly provider: Provider;
  /** `null` if the provider began. */
  readonly requestId: string | null;
}

/**
 * The provider's page posts its response. A form of another site has no cookies. So if the pool began the sign-in, the browser
 * continues with GET, and its cookie then shows that it is the same browser.
 */
export const receiveSaml: Action = (request) => {
  const SAMLResponse = only(request, "SAMLResponse");
  const relayState = only(request, "RelayState");
  if (request.context.hostedRecords.find("federation", relayState) === null) {
    return signIn(request, SAMLResponse, findUnsolicited(request, relayState));
  }
  const state = putAside(request, { state: relayState, SAMLResponse });
  return redirect(`${assertionConsumerOf(request)}?${new URLSearchParams({ state })}`);
};

/** The browser that began the sign-in has come back. */
export const continueSaml: Action = (request) => {
  const { posted, expected } = takeRequest(request);
  return signIn(request, posted, expected);
};

async function signIn(request: OAuthRequest, posted: string, expected: Expected): Promise<Reply> {
  const { authorization, provider } = expected;
  try {
    const { identity, issuer } = await read(request, posted, expected);
    const user = await admitFederatedUser(request.context, authorization.client, {
      provider,
      subject: identity.nameId,
      attributes: identity.attributes,
      received: { samlResponse: identity.attributes },
      issuer,
    });
    const answer = await finishSignIn(request, authorization, {
      user,
      provider: provider.id,
      authentication: FEDERATED,
    });
    keepSamlSession(request, authorization.pool, provider, { identity, answer });
    return answer;
  } catch (error) {
    throw toRedirectError(authorization, error);
  }
}

function toRedirectError(authorization: AuthorizationRequest, error: unknown): unknown {
  if (error instanceof InvalidSamlResponse) {
    return new RedirectError(
      authorization,
      "server_error",
      `Invalid SAML response received: ${error.message}`,
    );
  }
  if (!(error instanceof FederationRefused)) return error;
  // Cognito's prefix if the pool can't accept an assertion; triggers' messages have none.
  const isAboutAttributes = error.message.startsWith("Invalid user attributes");
  const description = isAboutAttributes ? `Invalid SAML response received: ${error.message}` : error.message;
  return new RedirectError(authorization, "invalid_request", description);
}

/** @throws PageError unless exactly one of that name was posted */
function only({ form }: OAuthRequest, name: string): string {
  const [value, ...others] = form.getAll(name);
  if (value === undefined || others.length > 0) {
    throw new PageError(`Required String parameter '${name}' is not present`, null);
  }
  return value;
}

/**
 * The sign-in that this browser began. Any response ends it.
 * @throws PageError it did not begin one, or one with a provider of another kind
 */
function takeRequest(request: OAuthRequest): { readonly posted: string; readonly expected: Expected } {
  const { query, provider: name, requestId, posted = {} } = takePending(request);
  if (requestId === undefined || posted.SAMLResponse === undefined) {
    throw new PageError(UNRELATED_RESPONSE, null);
  }
  const authorization = loadAuthorization(request, new URLSearchParams(query));
  const { client, pool } = authorization;
  const provider = request.context.documents.find(pool, "identity-provider", name);
  if (
    provider?.content.ProviderType !== "SAML" ||
    !client.settings.SupportedIdentityProviders?.includes(name)
  ) {
    throw new PageError(UNRELATED_RESPONSE, client.id);
  }
  return { posted: posted.SAMLResponse, expected: { authorization, provider, requestId } };
}

/** @throws PageError unknown, used before, expired, or from another browser */
function takePending(request: OAuthRequest): PendingFederation {
  try {
    return takeFederation(request, request.query.get("state"));
  } catch (error) {
    throw error instanceof PageError ? new PageError(UNRELATED_RESPONSE, null) : error;
  }
}

/**
 * A sign-in that the provider began: its RelayState has authorize's parameters
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-SAML-session-initiation.html).
 *
 * @throws PageError, RedirectError
 */
function findUnsolicited(request: OAuthRequest, relayState: string): Expected {
  const query = new URLSearchParams(relayState);
  if (!query.has("client_id")) throw new PageError(UNRELATED_RESPONSE, null);
  const authorization = loadAuthorization(request, query);
  const { client, pool, identityProvider, idpIdentifier } = authorization;
  const supported = client.settings.SupportedIdentityProviders ?? [];
  const providers = request.context.documents
    .all(pool, "identity-provider")
    .filter(({ id }) => supported.includes(id));
  const provider = providers.find(({ id, content }) =>
    identityProvider === undefined
      ? content.IdpIdentifiers.includes(idpIdentifier ?? "")
      : id === identityProvider,
  );
  // Any page can make a browser send such a response, so on AWS a client that accepts them can't have users of other kinds.
  const isSamlOnly =
    providers.length === supported.length &&
    providers.every(({ content }) => content.ProviderType === "SAML");
  if (provider?.content.ProviderDetails.IDPInit !== "true" || !isSamlOnly) {
    throw new PageError(UNRELATED_RESPONSE, client.id);
  }
  return { authorization, provider, requestId: null };
}

/**
 * Reads the response, once.
 * @throws InvalidSamlResponse, RedirectError
 */
async function read(
  request: OAuthRequest,
  posted: string,
  { authorization, provider, requestId }: Expected,
): Promise<{ readonly identity: SamlIdentity; readonly issuer: string }> {
  const { context } = request;
  const { pool } = authorization;
  const metadata = await requireMetadata(request, provider, authorization);
  const isEncrypted = provider.content.ProviderDetails.EncryptedResponses === "true";
  const identity = await readResponse(posted, {
    metadata,
    expected: {
      now: context.clock.now(),
      issuer: metadata.entityId,
      audience: entityIdOf(pool.id),
      recipient: assertionConsumerOf(request),
      requestId,
    },
    decryptionKey: isEncrypted ? (await context.signingKeys.saml(pool.id)).privateKey : null,
  });
  const isNew = context.hostedRecords.keepAs(
    "samlAssertion",
    JSON.stringify([pool.id, metadata.entityId, identity.assertionId]),
    { poolId: pool.id, content: {}, expiresAt: identity.expiresAt },
  );
  if (!isNew) throw new InvalidSamlResponse("SAML Assertion was used before");
  return { identity, issuer: metadata.entityId };
}
