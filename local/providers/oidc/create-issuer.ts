import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import Provider, {
  type AdapterPayload,
  type Configuration,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
} from "oidc-provider";
import type { Clock } from "../../clock.ts";
import { CLIENT_SECRET, isClientId, isClientSecret } from "../client-secret.ts";
import { type Person, subjectAt } from "../people.ts";
import { isRedirectHere } from "../redirect-uris.ts";
import type { SigningKey, StandInState } from "../stand-in-state.ts";
import { isAppleSecret } from "./apple.ts";
import { dateIdToken } from "./date-id-tokens.ts";
import { createExpiringAdapter } from "./expiring-adapter.ts";
import { OIDC_KINDS, type OidcKind } from "./oidc-kinds.ts";

/** Seconds. A code is used at once; the others are Google's. */
const LIFETIMES = {
  AuthorizationCode: 60,
  AccessToken: 3600,
  IdToken: 3600,
  Interaction: 600,
  Grant: 3600,
  Session: 600,
};

export interface IssuerOptions {
  readonly kind: OidcKind;
  /** `http://localhost:4566/_local/providers/google` */
  readonly issuer: string;
  readonly clock: Clock;
  readonly state: StandInState;
  readonly key: SigningKey;
  readonly onFault: (error: unknown) => void;
  readonly pictureUrl: (person: Person) => string;
  /** A page that explains the problem with a request. */
  readonly renderError: (
    ctx: KoaContextWithOIDC,
    error: { readonly error: string; readonly error_description?: string | undefined },
  ) => void;
  /** The page that posts an answer to a client: `response_mode=form_post`. */
  readonly renderFormPost: (
    ctx: KoaContextWithOIDC,
    redirectUri: string,
    fields: Readonly<Record<string, unknown>>,
  ) => void;
}

/** The response mode for requests with `form_post`, with the stand-in's own page. */
export const FORM_POST_MODE = "stand_in_form_post";

/**
 * An OpenID provider by `oidc-provider`. Any client may use it; the secret is always the same, and redirects stay on this machine.
 */
export function createIssuer(options: IssuerOptions): Provider {
  const { kind, issuer, clock, key, onFault, renderFormPost } = options;
  const provider = new Provider(issuer, configurationOf(options));

  provider.Client.prototype.redirectUriAllowed = (uri: string) => isRedirectHere(uri, "/oauth2/idpresponse");
  provider.Client.prototype.compareClientSecret = function (
    this: { readonly clientId: string },
    secret: string,
  ) {
    return kind === "apple"
      ? isAppleSecret(secret, { clientId: this.clientId, issuer, clock })
      : isClientSecret(secret);
  };
  provider.registerResponseMode(FORM_POST_MODE, renderFormPost);
  provider.use(async (ctx, next) => {
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === OIDC_KINDS[kind].routes.token && typeof body?.id_token === "string") {
      body.id_token = dateIdToken(body.id_token, key.privateKey, clock);
    }
    keepWithSession(ctx.res);
  });
  provider.on("server_error", (_ctx, error) => onFault(error));
  // Koa prints errors without a listener.
  (provider as NodeJS.EventEmitter).on("error", onFault);
  return provider;
}

const IS_REMOVED = /; expires=Thu, 01 Jan 1970/i;

/**
 * Leaves the end of cookies to the browser's session. `oidc-provider` dates it by the machine's clock, and browsers read it against the
 * answer's `Date`, which is the local cloud's: once the clock was moved, the cookie would have expired when it is set. When a sign-in
 * ends, its record says (expiring-adapter.ts).
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.3
 */
function keepWithSession(response: ServerResponse): void {
  const cookies = [response.getHeader("set-cookie") ?? []].flat().map(String);
  if (cookies.length === 0) return;
  response.setHeader(
    "set-cookie",
    cookies.map((cookie) => (IS_REMOVED.test(cookie) ? cookie : cookie.replace(/; expires=[^;]*/i, ""))),
  );
}

function configurationOf({
  kind,
  issuer,
  clock,
  state,
  key,
  pictureUrl,
  renderError,
}: IssuerOptions): Configuration {
  const { routes, claims, isIdTokenComplete, hasUserInfo, levels = [], claimsOf } = OIDC_KINDS[kind];
  const path = new URL(issuer).pathname;
  const cookie = { httpOnly: true, sameSite: "lax", signed: true, path } as const;
  return {
    adapter: createExpiringAdapter(clock, clientOf),
    jwks: { keys: [{ ...(key.privateKey.export({ format: "jwk" }) as JWK), use: "sig", alg: "RS256" }] },
    routes: { ...routes },
    scopes: Object.keys(claims),
    claims: Object.fromEntries(Object.entries(claims).map(([scope, names]) => [scope, [...names]])),
    acrValues: [...levels],
    conformIdTokenClaims: !isIdTokenComplete,
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_post", "client_secret_basic"],
    pkce: { required: () => false },
    ttl: LIFETIMES,
    allowOmittingSingleRegisteredRedirectUri: false,
    expiresWithSession: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: hasUserInfo },
    },
    cookies: {
      // Cookies do not depend on ports, so the session of another stack's stand-in has another name.
      names: {
        session: `stand_in_session_${new URL(issuer).port}`,
        interaction: "stand_in_sign_in",
        resume: "stand_in_resume",
      },
      keys: [randomBytes(32).toString("base64url")],
      long: cookie,
      // Each is set for the path of its sign-in.
      short: { httpOnly: true, sameSite: "lax", signed: true },
    },
    interactions: {
      url: (_ctx, interaction) => `${path}/interaction/${interaction.uid}`,
      policy: signInPolicy(),
    },
    findAccount: ({ oidc }, accountId) => {
      const person = personAt(state, kind, accountId);
      if (person === null) return undefined;
      const of = { clientId: oidc.client?.clientId ?? "", pictureUrl: pictureUrl(person) };
      return { accountId, claims: () => ({ ...claimsOf(person, of), sub: accountId }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(" "));
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => renderError(ctx, out),
  };
}

/** The person with this id at a provider. */
export const personAt = (state: StandInState, kind: OidcKind, subject: string): Person | null =>
  state.people().find((person) => subjectAt(kind, person, "") === subject) ?? null;

/** Any client is accepted. */
function clientOf(clientId: string): AdapterPayload | undefined {
  if (!isClientId(clientId)) return undefined;
  return {
    client_id: clientId,
    client_secret: CLIENT_SECRET,
    // The library requires one; `redirectUriAllowed` decides which are allowed.
    redirect_uris: ["http://localhost/oauth2/idpresponse"],
    token_endpoint_auth_method: "client_secret_post",
  };
}

/** People choose an account each time, whatever `prompt` says. With `prompt=none` they can't: `login_required`. */
function signInPolicy(): interactionPolicy.Prompt[] {
  const { Check, Prompt } = interactionPolicy;
  const login = new Prompt(
    { name: "login", requestable: true },
    new Check("no_account", "an account must be chosen", ({ oidc }) => oidc.result?.login === undefined),
  );
  return [
    login,
    new Prompt({ name: "select_account", requestable: true }),
    new Prompt({ name: "consent", requestable: true }),
  ];
}
