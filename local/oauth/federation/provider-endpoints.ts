/** Finds a provider's endpoints: by discovery, from its details in the pool, or at the local cloud's stand-in. */
import { describeDetails } from "../../cognito/domain/identity-provider.ts";
import { isLoopbackUrl } from "../../cognito/domain/provider-url.ts";
import type { OperationContext } from "../../cognito/operation-context.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { ProviderClient, ProviderReply } from "./provider-client.ts";
import { asking, ProviderFailure, readAnswer } from "./provider-failure.ts";

type Provider = PoolDocument<"identity-provider">;

/** An OpenID provider: its ID token says who the user is. */
export interface OpenIdEndpoints {
  readonly kind: "openid";
  /** The exact allowed values of `iss`. */
  readonly issuers: readonly string[];
  readonly authorize: string;
  readonly token: string;
  readonly jwks: string;
  /** `null` if there is none: Apple. */
  readonly userInfo: string | null;
  /** Whether its answers name the issuer; then one without it is refused (RFC 9207 §2.4). */
  readonly namesItself: boolean;
}

/** A provider with OAuth 2.0 only: its profile endpoint says who the user is. */
export interface ProfileEndpoints {
  readonly kind: "profile";
  readonly authorize: string;
  readonly token: string;
  readonly profile: string;
  /** The profile's member that is the person's id. */
  readonly subject: "id" | "user_id";
}

export type ProviderEndpoints = OpenIdEndpoints | ProfileEndpoints;

/** The client ids of the stand-in, and the providers that it plays. */
const STAND_INS: Readonly<Record<string, { readonly clientId: string; readonly path: string }>> = {
  Google: { clientId: "local-google", path: "google" },
  SignInWithApple: { clientId: "local-apple", path: "apple" },
  Facebook: { clientId: "local-facebook", path: "facebook" },
};

/** The base URL of the stand-in that plays the provider, if one does. */
export function standInOf(
  { endpoint }: Pick<OperationContext, "endpoint">,
  { content: { ProviderType, ProviderDetails } }: Provider,
): string | null {
  const standIn = STAND_INS[ProviderType];
  return standIn !== undefined && ProviderDetails.client_id === standIn.clientId
    ? `${endpoint()}/_local/providers/${standIn.path}`
    : null;
}

/**
 * Finds the endpoints of a provider that is not SAML.
 * @throws ProviderFailure
 */
export async function findEndpoints(
  context: Pick<OperationContext, "endpoint">,
  providers: ProviderClient,
  provider: Provider,
): Promise<ProviderEndpoints> {
  const { ProviderType } = provider.content;
  const details = describeDetails(ProviderType, provider.content.ProviderDetails);
  const standIn = standInOf(context, provider);
  switch (ProviderType) {
    case "Facebook":
      return facebook(details, standIn);
    case "LoginWithAmazon":
      return {
        kind: "profile",
        authorize: details.authorize_url ?? "",
        token: details.token_url ?? "",
        profile: details.attributes_url ?? "",
        subject: "user_id",
      };
    case "OIDC":
      if (details.authorize_url) return explicit(details);
      return discover(providers, provider.id, details.oidc_issuer ?? "");
    default:
      return discover(providers, provider.id, standIn ?? details.oidc_issuer ?? "");
  }
}

type Details = Readonly<Record<string, string>>;

function facebook(details: Details, standIn: string | null): ProfileEndpoints {
  const version = details.api_version;
  const common = { kind: "profile", subject: "id" } as const;
  if (standIn === null) {
    return {
      ...common,
      authorize: details.authorize_url ?? "",
      token: details.token_url ?? "",
      profile: details.attributes_url ?? "",
    };
  }
  return {
    ...common,
    authorize: `${standIn}/${version}/dialog/oauth`,
    token: `${standIn}/${version}/oauth/access_token`,
    profile: `${standIn}/${version}/me?fields=`,
  };
}

/** Endpoints from the provider's details, instead of discovery. */
const explicit = (details: Details): OpenIdEndpoints => ({
  kind: "openid",
  issuers: [details.oidc_issuer ?? ""],
  authorize: details.authorize_url ?? "",
  token: details.token_url ?? "",
  jwks: details.jwks_uri ?? "",
  userInfo: details.attributes_url ?? null,
  namesItself: false,
});

/** Google's ID tokens may name it without the scheme (https://developers.google.com/identity/openid-connect/openid-connect). */
const GOOGLE = "https://accounts.google.com";

/** OpenID Connect Discovery 1.0 §4. @throws ProviderFailure */
function discover(providers: ProviderClient, name: string, issuer: string): Promise<OpenIdEndpoints> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  return asking(name, "openid configuration", () =>
    providers.document(url, (reply) => readDiscovery(name, issuer, reply)),
  );
}

/** @throws ProviderFailure */
function readDiscovery(name: string, issuer: string, reply: ProviderReply): OpenIdEndpoints {
  const document = readAnswer(name, "openid configuration", reply);
  // With another issuer's document, our secret would go there (RFC 9700 §4.4).
  if (document.issuer !== issuer) throw new ProviderFailure(`${name} Error - issuer differs`);
  const find = (member: string): string | null => {
    const url = document[member];
    if (url === undefined) return null;
    // A remote provider must not name endpoints on this machine.
    if (typeof url !== "string" || (isLoopbackUrl(url) && !isLoopbackUrl(issuer))) {
      throw new ProviderFailure(`${name} Error - ${member} is not allowed`);
    }
    return url;
  };
  const demand = (member: string): string => {
    const url = find(member);
    if (url === null) throw new ProviderFailure(`${name} Error - ${member} is missing`);
    return url;
  };
  return {
    kind: "openid",
    issuers: issuer === GOOGLE ? [GOOGLE, "accounts.google.com"] : [issuer],
    authorize: demand("authorization_endpoint"),
    token: demand("token_endpoint"),
    jwks: demand("jwks_uri"),
    userInfo: find("userinfo_endpoint"),
    namesItself: document.authorization_response_iss_parameter_supported === true,
  };
}
