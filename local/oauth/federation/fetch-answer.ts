/** From a provider's authorization code to its claims about a person. */
import { type ProviderAnswer, textsOf } from "../../cognito/federation/provider-answer.ts";
import type { PoolDocument } from "../../cognito/state/pool-document-repository.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import { clientSecretOf } from "./client-secret.ts";
import {
  findEndpoints,
  type OpenIdEndpoints,
  type ProfileEndpoints,
  standInOf,
} from "./provider-endpoints.ts";
import { asking, ProviderFailure, parseObject, quoted, readAnswer } from "./provider-failure.ts";
import { verifyIdToken } from "./verify-id-token.ts";

type Members = Readonly<Record<string, unknown>>;

interface Exchange {
  readonly request: Pick<OAuthRequest, "context" | "providers">;
  readonly provider: PoolDocument<"identity-provider">;
  /** The provider's answer in the browser. */
  readonly answered: Readonly<Record<string, string>>;
  readonly redirectUri: string;
  readonly nonce: string;
}

/**
 * Redeems the code and gets the claims.
 * @throws ProviderFailure
 */
export async function fetchAnswer(exchange: Exchange): Promise<ProviderAnswer> {
  const { request, provider, answered } = exchange;
  const endpoints = await findEndpoints(request.context, request.providers, provider);
  checkIssuer(endpoints, answered.iss, provider.id);
  const tokens = await redeemCode(exchange, endpoints.token);
  return endpoints.kind === "openid"
    ? fetchOpenId(exchange, endpoints, tokens)
    : fetchProfile(exchange, endpoints, tokens);
}

/** An answer of another provider (RFC 9207 §2.4). @throws ProviderFailure */
function checkIssuer(
  endpoints: OpenIdEndpoints | ProfileEndpoints,
  iss: string | undefined,
  provider: string,
): void {
  if (endpoints.kind !== "openid") return;
  const isMissing = iss === undefined && endpoints.namesItself;
  if (isMissing || (iss !== undefined && !endpoints.issuers.includes(iss))) {
    throw new ProviderFailure(`${provider} Error - issuer differs`);
  }
}

interface Tokens {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly response: Members;
}

/** @throws ProviderFailure */
async function redeemCode(
  { request, provider, answered, redirectUri }: Exchange,
  url: string,
): Promise<Tokens> {
  const secret = await clientSecretOf(provider, {
    clock: request.context.clock,
    isStandIn: standInOf(request.context, provider) !== null,
  });
  const form = {
    grant_type: "authorization_code",
    code: answered.code ?? "",
    redirect_uri: redirectUri,
    client_id: provider.content.ProviderDetails.client_id ?? "",
    ...(secret !== null && { client_secret: secret }),
  };
  const response = await asking(provider.id, "token", async () =>
    readAnswer(provider.id, "token", await request.providers.send({ url, method: "POST", form })),
  );
  const text = (name: string) => {
    const value = response[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return { accessToken: text("access_token"), idToken: text("id_token"), response };
}

/** @throws ProviderFailure */
async function fetchOpenId(
  exchange: Exchange,
  endpoints: OpenIdEndpoints,
  { accessToken, idToken, response }: Tokens,
): Promise<ProviderAnswer> {
  const { request, provider, answered, nonce } = exchange;
  const { ProviderType, ProviderDetails: details } = provider.content;
  if (idToken === undefined) throw new ProviderFailure(`${provider.id} Error - id_token is missing`);
  const claims = await verifyIdToken(
    { clock: request.context.clock, providers: request.providers },
    idToken,
    {
      provider: provider.id,
      endpoints,
      clientId: details.client_id ?? "",
      sharedSecret: ProviderType === "OIDC" ? details.client_secret || null : null,
      nonce,
      accessToken,
    },
  );
  const userInfo =
    endpoints.userInfo === null ? undefined : await fetchUserInfo(exchange, endpoints.userInfo, accessToken);
  // "You must verify that the sub Claim is exactly the same" (OpenID Connect Core 1.0 §5.3.2).
  if (userInfo !== undefined && userInfo.sub !== claims.sub) {
    throw new ProviderFailure(`${provider.id} Error - userInfo is of another user`);
  }
  return {
    provider,
    subject: claims.sub,
    attributes: {
      ...(ProviderType === "SignInWithApple" ? appleName(answered.user) : {}),
      // If both have a claim, the ID token counts: it is signed.
      ...textsOf(userInfo),
      ...textsOf(claims),
      ...(accessToken !== undefined && { access_token: accessToken }),
      ...(ProviderType === "OIDC" && { id_token: idToken }),
    },
    received: { tokenResponse: response, idToken: claims, userInfo: userInfo ?? {} },
  };
}

/** @throws ProviderFailure */
function fetchUserInfo(
  { request, provider }: Exchange,
  url: string,
  accessToken: string | undefined,
): Promise<Members> {
  if (accessToken === undefined) throw new ProviderFailure(`${provider.id} Error - access_token is missing`);
  const isPost = provider.content.ProviderDetails.attributes_request_method === "POST";
  return asking(provider.id, "userInfo", async () =>
    readAnswer(
      provider.id,
      "userInfo",
      await request.providers.send({
        url,
        method: isPost ? "POST" : "GET",
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    ),
  );
}

/**
 * Apple sends the name once, in an unsigned form field
 * (https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple): only the name is
 * read from it, not the address.
 */
function appleName(user: string | undefined): Readonly<Record<string, string>> {
  const name = parseObject(user ?? "")?.name as Members | undefined;
  const { firstName, lastName } = name ?? {};
  return Object.fromEntries(
    Object.entries({ firstName, lastName }).flatMap(([member, value]) =>
      typeof value === "string" && value !== "" ? [[member, quoted(value)]] : [],
    ),
  );
}

/** @throws ProviderFailure */
async function fetchProfile(
  exchange: Exchange,
  { profile: url, subject: member }: ProfileEndpoints,
  { accessToken, response }: Tokens,
): Promise<ProviderAnswer> {
  const { provider } = exchange;
  // Facebook returns only the requested fields.
  const fields = new Set([member, ...Object.values(provider.content.AttributeMapping)]);
  fields.delete("access_token");
  const profile = await fetchUserInfo(
    exchange,
    url.endsWith("fields=") ? `${url}${[...fields].map(encodeURIComponent).join(",")}` : url,
    accessToken,
  );
  const subject = profile[member];
  if (typeof subject !== "string" || subject === "") {
    throw new ProviderFailure(`${provider.id} Error - ${member} is missing`);
  }
  return {
    provider,
    subject,
    attributes: { ...textsOf(profile), ...(accessToken !== undefined && { access_token: accessToken }) },
    received: { tokenResponse: response, userInfo: profile },
  };
}
