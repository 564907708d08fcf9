import {
  AdminGetUserCommand,
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  createProviderClient,
  type ProviderClient,
} from "../../../local/oauth/federation/provider-client.ts";
import { TRIGGER_ARN, type TriggerEvent } from "./app-with-triggers.ts";
import type { ClientSettings, PoolSettings } from "./cognito-pool.ts";
import { inProcessLambdas } from "./in-process-lambdas.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type ScriptedProvider,
  startScriptedProvider,
} from "./scripted-provider.ts";
import type { TestCloud } from "./test-cloud.ts";
import { startWorld, type World } from "./world.ts";

export const REDIRECT_URI = "https://app.example.com/callback";

/** A local cloud with a pool, a client and an OpenID provider that does what a test says. */
export interface FederatedApp extends World {
  readonly provider: ScriptedProvider;
  /** What the pool's functions were called with. */
  readonly events: TriggerEvent[];
  /** What the function behind the triggers answers; it returns its event unless a test says otherwise. */
  onTrigger: (event: TriggerEvent) => unknown;
  /** Lets the client use these providers, and no others. */
  allowProviders(names: readonly string[]): Promise<void>;
  /** How long the pool waits for the provider: not at all for these paths. */
  readonly impatientAt: Set<string>;
}

/** Where a browser has got to, and what it was told there. */
export interface Outcome {
  readonly url: URL;
  readonly query: URLSearchParams;
}

/** The details of the scripted provider, as the pool's administrator gives them. */
export const detailsOf = (provider: ScriptedProvider): Record<string, string> => ({
  client_id: CLIENT_ID,
  client_secret: CLIENT_SECRET,
  oidc_issuer: provider.issuer,
  authorize_scopes: "openid email profile",
  attributes_request_method: "GET",
});

export const MAPPING = {
  username: "sub",
  email: "email",
  email_verified: "email_verified",
  name: "name",
};

type ProviderSettings = Partial<CreateIdentityProviderCommandInput>;

export async function startFederatedApp({
  pool = {},
  client = {},
  provider: settings = {},
  triggers = [],
}: {
  pool?: PoolSettings;
  client?: ClientSettings;
  provider?: ProviderSettings | ((provider: ScriptedProvider) => ProviderSettings);
  /** Triggers that the one function serves. */
  triggers?: readonly (
    | "PreSignUp"
    | "PostConfirmation"
    | "PreAuthentication"
    | "PostAuthentication"
    | "InboundFederation"
  )[];
} = {}): Promise<FederatedApp> {
  const events: TriggerEvent[] = [];
  const impatientAt = new Set<string>();
  let provider!: ScriptedProvider;
  let clientSettings!: ClientSettings;
  const world = await startWorld({
    lambdas: inProcessLambdas((event: TriggerEvent) => {
      events.push(structuredClone(event));
      return app.onTrigger(event);
    }),
    providers: (clock) => partlyImpatient(clock, impatientAt),
    pool: {
      UsernameConfiguration: undefined,
      LambdaConfig: Object.fromEntries(
        triggers.map((name) => [
          name,
          name === "InboundFederation" ? { LambdaArn: TRIGGER_ARN, LambdaVersion: "V1_0" } : TRIGGER_ARN,
        ]),
      ),
      ...pool,
    },
    client: async ({ cloud, admin, poolId: UserPoolId }) => {
      provider = await startScriptedProvider(cloud.clock);
      const given = typeof settings === "function" ? settings(provider) : settings;
      await admin.send(
        new CreateIdentityProviderCommand({
          UserPoolId,
          ProviderName: "Corp",
          ProviderType: "OIDC",
          ProviderDetails: detailsOf(provider),
          AttributeMapping: MAPPING,
          ...given,
        }),
      );
      clientSettings = {
        ClientName: "spa",
        SupportedIdentityProviders: ["COGNITO", given.ProviderName ?? "Corp"],
        CallbackURLs: [REDIRECT_URI],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        ...client,
      };
      return clientSettings;
    },
  });
  const app: FederatedApp = {
    ...world,
    provider,
    events,
    onTrigger: (event) => event,
    allowProviders: async (names) => {
      await world.admin.send(
        new UpdateUserPoolClientCommand({
          ...clientSettings,
          UserPoolId: world.poolId,
          ClientId: world.clientId,
          SupportedIdentityProviders: [...names],
        }),
      );
    },
    impatientAt,
  };
  return app;
}

/** A client of providers that does not wait at some paths, so that no test has to. */
function partlyImpatient(clock: TestCloud["clock"], paths: ReadonlySet<string>): ProviderClient {
  const patient = createProviderClient({ clock, timeout: 60_000 });
  const impatient = createProviderClient({ clock, timeout: 1 });
  const choose = (url: string) => (paths.has(new URL(url).pathname) ? impatient : patient);
  return {
    send: (request) => choose(request.url).send(request),
    document: (url, read, isFresh) => choose(url).document(url, read, isFresh),
  };
}

/** A browser: it keeps cookies, and goes one step at a time. */
export class Browser {
  readonly cookies = new Map<string, string>();

  /** Asks for a page, and answers with where it leads: the page's own URL if it stays. */
  async visit(url: string, init: RequestInit = {}): Promise<URL> {
    const response = await this.fetch(url, init);
    const location = response.headers.get("location");
    return new URL(location ?? url, url);
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) },
    });
    for (const header of response.headers.getSetCookie()) {
      const [pair = ""] = header.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value === "" || header.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}

export function authorizeUrl(
  { cloud, clientId }: Pick<FederatedApp, "cloud" | "clientId">,
  extra: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
    scope: "openid email profile aws.cognito.signin.user.admin",
    state: "the client's state",
    identity_provider: "Corp",
    ...extra,
  });
  return `${cloud.endpoint}/oauth2/authorize?${query}`;
}

/** From authorize to the provider, whose answer leads back. Answers the URL of that callback. */
export async function toCallback(
  app: FederatedApp,
  browser: Browser,
  extra: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const provider = await browser.visit(authorizeUrl(app, extra));
  return isAtClient(provider) ? provider : browser.visit(provider.href);
}

const isAtClient = (url: URL): boolean => url.href.startsWith(REDIRECT_URI);

const outcomeAt = (url: URL): Outcome => ({ url, query: url.searchParams });

/** The whole way: at the end the client has a code, or an error. */
export async function signInAtProvider(
  app: FederatedApp,
  {
    browser = new Browser(),
    ...extra
  }: { readonly browser?: Browser; readonly identity_provider?: string } = {},
): Promise<Outcome> {
  const callback = await toCallback(app, browser, extra as Record<string, string>);
  return outcomeAt(isAtClient(callback) ? callback : await browser.visit(callback.href));
}

/** Why the client got no code. */
export async function refusalAtProvider(app: FederatedApp): Promise<string> {
  const { query } = await signInAtProvider(app);
  return query.has("code") ? "not refused" : `${query.get("error")}: ${query.get("error_description")}`;
}

/** The tokens that a code is good for. */
export async function tokensFor(
  { cloud, clientId }: Pick<FederatedApp, "cloud" | "clientId">,
  { query }: Outcome,
): Promise<Record<string, string>> {
  const response = await fetch(`${cloud.endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: query.get("code") ?? "",
      redirect_uri: REDIRECT_URI,
      client_id: clientId,
    }),
  });
  return (await response.json()) as Record<string, string>;
}

/** A user as an administrator sees them; `null` if there is none. */
export async function findUser({ admin, poolId }: FederatedApp, Username: string) {
  try {
    const user = await admin.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
    const attributes = Object.fromEntries(
      (user.UserAttributes ?? []).map(({ Name, Value }) => [Name ?? "", Value]),
    );
    return { ...user, attributes };
  } catch (error) {
    if ((error as Error).name === "UserNotFoundException") return null;
    throw error;
  }
}
