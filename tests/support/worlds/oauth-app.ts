import { createHash, randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ClientSettings } from "./cognito-pool.ts";
import { startWorld, type World, type WorldSettings } from "./world.ts";

export const CALLBACK = "http://localhost:5173/callback";
export const PASSWORD = "Correct-Horse-9";
export const ADA = "ada@example.com";

/** A cloud with a pool that has a domain, a client for code and implicit grants, and a user who is called ada@example.com. */
export interface OAuthApp extends World {
  /** Another client of the pool. */
  addClient(settings?: ClientSettings): Promise<{ id: string; secret: string }>;
}

const clientSettings: ClientSettings = {
  ClientName: "spa",
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin", "api/read"],
  CallbackURLs: [CALLBACK, "myapp://callback"],
  LogoutURLs: ["http://localhost:5173/"],
  SupportedIdentityProviders: ["COGNITO"],
  PreventUserExistenceErrors: "ENABLED",
  EnableTokenRevocation: true,
};

/** Starts one; it is closed when the test file is through. */
export async function startOAuthApp({
  client = {},
  ...settings
}: WorldSettings & { readonly client?: ClientSettings } = {}): Promise<OAuthApp> {
  const world = await startWorld({
    ...settings,
    client: async ({ admin, poolId: UserPoolId }) => {
      await admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "people" }));
      const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
      await admin.send(
        new CreateResourceServerCommand({ UserPoolId, Identifier: "api", Name: "api", Scopes }),
      );
      return { ...clientSettings, ...client };
    },
  });
  const { admin, poolId } = world;
  const addClient: OAuthApp["addClient"] = async (settings = {}) => {
    const { UserPoolClient } = await admin.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: "client",
        ...clientSettings,
        ...settings,
      }),
    );
    return { id: UserPoolClient?.ClientId ?? "", secret: UserPoolClient?.ClientSecret ?? "" };
  };
  await admin.send(
    new AdminCreateUserCommand({
      UserPoolId: poolId,
      Username: ADA,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: ADA },
        { Name: "email_verified", Value: "true" },
        { Name: "given_name", Value: "Ada" },
      ],
    }),
  );
  await admin.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: poolId,
      Username: ADA,
      Password: PASSWORD,
      Permanent: true,
    }),
  );
  return { ...world, addClient };
}

/** A verifier and its S256 challenge (RFC 7636). */
export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

type Parameters = Readonly<Record<string, string>>;

/** The parameters of an authorization request for the app's client. */
export function authorizeParameters({ clientId }: OAuthApp, changes: Parameters = {}): URLSearchParams {
  return new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: "openid email",
    state: "the state",
    ...changes,
  });
}

/** A browser with cookies that follows nothing by itself. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(url: string): Promise<Response>;
  post(url: string, form: Parameters, headers?: Parameters): Promise<Response>;
}

export function openBrowser({ cloud }: Pick<OAuthApp, "cloud">): Browser {
  const cookies = new Map<string, string>();
  async function send(url: string, init: RequestInit): Promise<Response> {
    const header = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(url, cloud.endpoint), {
      ...init,
      redirect: "manual",
      headers: { ...init.headers, cookie: header },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    cookies,
    get: (url) => send(url, {}),
    post: (url, form, headers = {}) =>
      send(url, { method: "POST", body: new URLSearchParams(form), headers: { ...headers } }),
  };
}

/** Where an answer leads to. */
export const locationOf = (answer: Response): URL =>
  new URL(answer.headers.get("location") ?? "", "http://here");

/** Opens the sign-in page of an authorization request and sends the password; answers what comes then. */
export async function signInOnPage(
  browser: Browser,
  parameters: URLSearchParams,
  { username = ADA, password = PASSWORD }: { readonly username?: string; readonly password?: string } = {},
): Promise<Response> {
  const toLogin = await browser.get(`/oauth2/authorize?${parameters}`);
  const login = locationOf(toLogin);
  const page = await (await browser.get(`${login.pathname}${login.search}`)).text();
  const [, csrf = ""] = /name="_csrf" value="([^"]+)"/.exec(page) ?? [];
  return browser.post(`${login.pathname}${login.search}`, { _csrf: csrf, username, password });
}

/** Signs in in a new browser and answers the code. */
export async function codeFor(app: OAuthApp, changes: Parameters = {}): Promise<string> {
  const answer = await signInOnPage(openBrowser(app), authorizeParameters(app, changes));
  return locationOf(answer).searchParams.get("code") ?? `no code: ${answer.status} ${await answer.text()}`;
}

/** A request for tokens; `basic` is `id:secret`. */
export async function requestTokens(
  { cloud }: Pick<OAuthApp, "cloud">,
  form: Parameters | URLSearchParams,
  { basic }: { readonly basic?: string } = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }> {
  const answer = await fetch(`${cloud.endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams(form as Record<string, string>),
    ...(basic !== undefined && {
      headers: { authorization: `Basic ${Buffer.from(basic).toString("base64")}` },
    }),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
    headers: answer.headers,
  };
}

/** Exchanges a code of {@link codeFor}. */
export const exchange = (app: OAuthApp, code: string, changes: Parameters = {}) =>
  requestTokens(app, {
    grant_type: "authorization_code",
    client_id: app.clientId,
    redirect_uri: CALLBACK,
    code,
    ...changes,
  });
