/**
 * The stand-in for identity providers: a Google, a Facebook, an Apple, an OpenID provider and a SAML identity provider on this machine,
 * so that federated sign-in works without an account at a provider. Everything is a real exchange; only the people are invented.
 */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { MakeKeyPair } from "../cognito/state/make-key-pair.ts";
import { type Exchange, originOf, respond, respondJson } from "../server/exchange.ts";
import { pageHeaders } from "./pages/page.ts";
import { type ProviderKind, renderPicture } from "./people.ts";
import type { StandInContext, StandInProvider } from "./stand-in-provider.ts";
import { createStandInState } from "./stand-in-state.ts";

export interface StandInOptions {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  /** Base URL of the local cloud: `http://localhost:4566`. */
  readonly endpoint: () => string;
  readonly makeKeyPair: MakeKeyPair;
  /** A pool's certificate for signed SAML requests, in Base64; `null` for an unknown pool. */
  readonly samlCertificate: (poolId: string) => Promise<string | null>;
  readonly onFault: (error: unknown) => void;
}

export interface StandIn {
  handle(exchange: Exchange, kind: string, path: string): Promise<true>;
}

type LoadProvider = (context: StandInContext) => Promise<StandInProvider>;

/** Each provider is loaded separately: a sign-in by SAML needs no OpenID provider. */
const PROVIDERS: Readonly<Record<ProviderKind, LoadProvider>> = {
  google: async (context) => (await import("./oidc/oidc-provider.ts")).createOidcProvider(context, "google"),
  apple: async (context) => (await import("./oidc/oidc-provider.ts")).createOidcProvider(context, "apple"),
  oidc: async (context) => (await import("./oidc/oidc-provider.ts")).createOidcProvider(context, "oidc"),
  facebook: async (context) =>
    (await import("./facebook/facebook-provider.ts")).createFacebookProvider(context),
  saml: async (context) => (await import("./saml/saml-provider.ts")).createSamlProvider(context),
};

export function createStandIn(options: StandInOptions): StandIn {
  const { database, clock, endpoint, makeKeyPair, onFault } = options;
  const context: StandInContext = {
    state: createStandInState({ database, clock, makeKeyPair }),
    clock,
    onFault,
    endpoint,
    certificateOf: (issuer) => options.samlCertificate(issuer.replace("urn:amazon:cognito:sp:", "")),
    baseUrl: (kind) => `${endpoint()}/_local/providers/${kind}`,
    pictureUrl: ({ id }) => `${endpoint()}/_local/providers/pictures/${id}.svg`,
    send: (exchange, { status, headers, body }) => respond(exchange, status, headers, body),
  };
  const loaded = new Map<string, Promise<StandInProvider>>();

  const load = (kind: ProviderKind, loadProvider: LoadProvider): Promise<StandInProvider> => {
    const there = loaded.get(kind);
    if (there !== undefined) return there;
    const loading = loadProvider(context);
    loaded.set(kind, loading);
    // The next request tries again after a failure.
    loading.catch(() => loaded.delete(kind));
    return loading;
  };

  function sendPicture(exchange: Exchange, path: string): true {
    const person = context.state.findPerson(/^\/([\w-]+)\.svg$/.exec(path)?.[1] ?? "");
    if (person === null) return respondJson(exchange, 404, { message: "Not Found" });
    return respond(
      exchange,
      200,
      {
        ...pageHeaders,
        "content-type": "image/svg+xml",
        "content-security-policy": "default-src 'none'; sandbox",
      },
      renderPicture(person),
    );
  }

  return {
    handle: async (exchange, kind, path) => {
      if (kind === "pictures") return sendPicture(exchange, path);
      const loadProvider = Object.hasOwn(PROVIDERS, kind) ? PROVIDERS[kind as ProviderKind] : undefined;
      if (loadProvider === undefined) return respondJson(exchange, 404, { message: "Not Found" });
      const elsewhere = redirectToOwnOrigin(exchange, endpoint());
      if (elsewhere !== null) return elsewhere;
      const provider = await load(kind as ProviderKind, loadProvider);
      return provider.handle(exchange, path);
    },
  };
}

/**
 * An issuer and its cookies have one origin. The local cloud has several: `127.0.0.1`, and TLS on the same port.
 *
 * @returns `null` for a request to the right origin
 */
function redirectToOwnOrigin(exchange: Exchange, endpoint: string): true | null {
  if (originOf(exchange) === endpoint) return null;
  const { request, url } = exchange;
  const location = `${endpoint}${url.pathname}${url.search}`;
  return respond(exchange, request.method === "GET" ? 307 : 421, { location, "cache-control": "no-store" });
}
