import {
  CreateUserPoolClientCommand,
  type DcrConfigurationType,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type OAuthApp, requestTokens, startOAuthApp } from "./oauth-app.ts";
import type { WorldSettings } from "./world.ts";

/** A pool in which clients may register themselves, and a client that may register others. */
export interface RegisteringApp extends OAuthApp {
  readonly registrar: { readonly id: string; readonly secret: string };
}

/** Starts one; it is closed when the test file is through. */
export async function startRegisteringApp(
  DcrConfiguration: DcrConfigurationType = { OpenDcrEnabled: true, AllowedScopes: ["api/read"] },
  settings: WorldSettings = {},
): Promise<RegisteringApp> {
  const app = await startOAuthApp(settings);
  await configure(app, DcrConfiguration);
  const { UserPoolClient } = await app.admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientName: "registrar",
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["aws.cognito/dcr/register"],
    }),
  );
  const { ClientId = "", ClientSecret = "" } = UserPoolClient ?? {};
  return { ...app, registrar: { id: ClientId, secret: ClientSecret } };
}

export const configure = (
  { admin, poolId }: Pick<OAuthApp, "admin" | "poolId">,
  configuration: DcrConfigurationType,
) => admin.send(new UpdateUserPoolCommand({ UserPoolId: poolId, DcrConfiguration: configuration }));

/** An initial access token. */
export async function initialToken(
  app: RegisteringApp,
  { id, secret } = app.registrar,
  scope = "aws.cognito/dcr/register",
): Promise<string> {
  const { body } = await requestTokens(
    app,
    { grant_type: "client_credentials", scope },
    { basic: `${id}:${secret}` },
  );
  return String(body.access_token);
}

export interface Registered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export const AGENT_CALLBACK = "http://127.0.0.1:33418/callback";

/** What a public client registers with. */
export const AGENT = { redirect_uris: [AGENT_CALLBACK], token_endpoint_auth_method: "none" };

/** Posts metadata: an object, or a body as it is. */
export async function register(
  { cloud, poolId }: Pick<OAuthApp, "cloud" | "poolId">,
  metadata: unknown = AGENT,
  {
    token,
    headers = {},
    pool = poolId,
  }: { token?: string; headers?: Record<string, string>; pool?: string | null } = {},
): Promise<Registered> {
  const query = pool === null ? "" : `?${new URLSearchParams({ pool })}`;
  const answer = await fetch(`${cloud.endpoint}/oauth2/register${query}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof metadata === "string" ? metadata : JSON.stringify(metadata),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text), headers: answer.headers };
}
