/** A pool with a SAML provider and a client, on a local cloud of its own, and the browser of a user who signs in. */
import { inflateRawSync } from "node:zlib";
import {
  CreateIdentityProviderCommand,
  ListUsersCommand,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type ClientSettings, createClient } from "../cognito-pool.ts";
import type { TestCloudOptions } from "../test-cloud.ts";
import { startWorld, type World } from "../world.ts";
import {
  createSamlProvider,
  honestScript,
  type ResponseScript,
  renderAssertion,
  renderResponse,
  type SamlProvider,
} from "./saml-provider.ts";

export const CALLBACK = "https://app.example/callback";
export const SIGNED_OUT = "https://app.example/signed-out";

/** What the client was answered at its redirect URI, or what the error page was told. */
export interface Landing {
  readonly status: number;
  readonly location: string;
  readonly code: string | null;
  readonly error: string | null;
  readonly description: string | null;
}

/** A sign-in on its way: what the provider was sent. */
export interface Outgoing {
  readonly location: URL;
  readonly xml: string;
  readonly requestId: string;
  readonly relayState: string;
}

export interface SamlBrowser {
  readonly cookies: Map<string, string>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** Sets out for the provider. */
  begin(extra?: Readonly<Record<string, string>>): Promise<Outgoing>;
  /** Brings a response's XML back. */
  bring(xml: string, relayState: string): Promise<Landing>;
  /** Posts it as it is, and goes on. */
  bringEncoded(SAMLResponse: string, relayState: string): Promise<Landing>;
}

export interface SamlApp extends World {
  readonly provider: SamlProvider;
  readonly recipient: string;
  browser(): SamlBrowser;
  /** What an honest provider would answer, but for the lies. */
  script(outgoing: Pick<Outgoing, "requestId"> | null, lies?: Partial<ResponseScript>): ResponseScript;
  /** A response whose assertion is signed, by the provider unless told otherwise. */
  respond(
    outgoing: Pick<Outgoing, "requestId"> | null,
    lies?: Partial<ResponseScript>,
    signer?: SamlProvider,
  ): string;
  addProvider(name: string, details: Readonly<Record<string, string>>): Promise<void>;
  addClient(settings: ClientSettings): Promise<string>;
  users(): Promise<readonly UserType[]>;
  authorizeQuery(extra?: Readonly<Record<string, string>>): URLSearchParams;
}

const CLIENT: ClientSettings = {
  ClientName: "app",
  ExplicitAuthFlows: undefined,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ["openid", "email"],
  CallbackURLs: [CALLBACK],
  LogoutURLs: [SIGNED_OUT],
  SupportedIdentityProviders: ["COGNITO", "Okta"],
};

/**
 * @param details of the provider `Okta`
 * @param options of the cloud
 */
export async function startSamlApp(
  details: Readonly<Record<string, string>> = {},
  options: TestCloudOptions = {},
): Promise<SamlApp> {
  let provider!: SamlProvider;
  const addProviderTo =
    ({ admin, poolId }: Pick<World, "admin" | "poolId">): SamlApp["addProvider"] =>
    async (ProviderName, more) => {
      await admin.send(
        new CreateIdentityProviderCommand({
          UserPoolId: poolId,
          ProviderName,
          ProviderType: "SAML",
          ProviderDetails: { MetadataFile: provider.metadata(), ...more },
          AttributeMapping: { email: "email", name: "name" },
          IdpIdentifiers: [`${ProviderName.toLowerCase()}.example`],
        }),
      );
    };
  const world = await startWorld({
    ...options,
    client: async ({ cloud, admin, poolId }) => {
      provider = await createSamlProvider(cloud.clock.now());
      await addProviderTo({ admin, poolId })("Okta", details);
      return CLIENT;
    },
  });
  const { cloud, admin, poolId, clientId } = world;
  const origin = cloud.endpoint;
  const recipient = `${origin}/saml2/idpresponse`;

  const script: SamlApp["script"] = (outgoing, lies) =>
    honestScript({ now: cloud.clock.now(), poolId, recipient, requestId: outgoing?.requestId ?? null }, lies);
  const authorizeQuery: SamlApp["authorizeQuery"] = (extra = {}) =>
    new URLSearchParams({
      client_id: clientId,
      response_type: "code",
      redirect_uri: CALLBACK,
      scope: "openid email",
      state: "state-1",
      identity_provider: "Okta",
      ...extra,
    });

  return {
    ...world,
    provider,
    recipient,
    script,
    authorizeQuery,
    addProvider: addProviderTo(world),
    addClient: (settings) => createClient(world, poolId, { ...CLIENT, ...settings }),
    browser: () => openBrowser(origin, authorizeQuery),
    respond(outgoing, lies, signer = provider) {
      const said = script(outgoing, lies);
      return renderResponse(said, signer.sign(renderAssertion(said), "Assertion"));
    },
    async users() {
      const { Users = [] } = await admin.send(new ListUsersCommand({ UserPoolId: poolId }));
      return Users;
    },
  };
}

export function readOutgoing(location: string): Outgoing {
  const url = new URL(location);
  const deflated = Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64");
  const xml = inflateRawSync(deflated).toString("utf8");
  return {
    location: url,
    xml,
    requestId: / ID="([^"]+)"/.exec(xml)?.[1] ?? "",
    relayState: url.searchParams.get("RelayState") ?? "",
  };
}

function openBrowser(origin: string, authorizeQuery: SamlApp["authorizeQuery"]): SamlBrowser {
  const cookies = new Map<string, string>();
  const send = async (
    path: string,
    init: RequestInit = {},
    { withCookies = true } = {},
  ): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${origin}${path}`, {
      redirect: "manual",
      ...init,
      headers: { ...(withCookies && cookie && { cookie }) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const post: SamlBrowser["post"] = (path, form) =>
    send(path, { method: "POST", body: new URLSearchParams(form) }, { withCookies: false });
  /** A form of the provider's site brings no cookies along; what is led to afterwards does. */
  const follow = async (answer: Response): Promise<Response> => {
    const location = answer.headers.get("location") ?? "";
    return location.startsWith(`${origin}/saml2/idpresponse?`) ? send(location.slice(origin.length)) : answer;
  };
  const bringEncoded: SamlBrowser["bringEncoded"] = async (SAMLResponse, RelayState) =>
    landingOf(await follow(await post("/saml2/idpresponse", { SAMLResponse, RelayState })), origin);
  return {
    cookies,
    post,
    get: (path, query = {}) => send(`${path}?${new URLSearchParams(query)}`),
    async begin(extra) {
      const answer = await send(`/oauth2/authorize?${authorizeQuery(extra)}`);
      return readOutgoing(answer.headers.get("location") ?? "");
    },
    bring: (xml, relayState) => bringEncoded(Buffer.from(xml).toString("base64"), relayState),
    bringEncoded,
  };
}

export function landingOf(answer: Response, origin: string): Landing {
  const location = answer.headers.get("location") ?? "";
  const query = new URL(location || "/", origin).searchParams;
  return {
    status: answer.status,
    location,
    code: query.get("code"),
    error: query.get("error"),
    description: query.get("error_description"),
  };
}

/** A refusal that the client is told of. */
export const refused = (reason: string) => ({
  status: 302,
  code: null,
  error: "server_error",
  description: `Invalid SAML response received: ${reason}`,
});

/** Sets out in a browser of its own, and brings back what is made of the request; it must not sign a user in. */
export async function bringLie(app: SamlApp, make: (outgoing: Outgoing) => string): Promise<Landing> {
  const browser = app.browser();
  const outgoing = await browser.begin();
  const landing = await browser.bring(make(outgoing), outgoing.relayState);
  if (browser.cookies.has("cognito")) throw new Error("The response signed a user in");
  return landing;
}
