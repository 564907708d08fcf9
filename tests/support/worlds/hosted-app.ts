/** An app that signs its users in on the pages of its pool's domain. */
import { createHash } from "node:crypto";
import type { CreateUserPoolClientCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { type HostedBrowser, openBrowser } from "../clients/hosted-browser.ts";
import type { CognitoApp } from "./cognito-app.ts";

export const CALLBACK = "https://app.example/callback";

const VERIFIER = "v".repeat(43);

/** What a client has to have for the pages. */
export const HOSTED_CLIENT = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
  CallbackURLs: [CALLBACK],
  LogoutURLs: ["https://app.example/"],
  SupportedIdentityProviders: ["COGNITO"],
} satisfies Partial<CreateUserPoolClientCommandInput>;

/** The origin of the pool's domain: passkeys are for `localhost`, not for its address. */
export const domainOf = ({ server }: CognitoApp): string => server.endpoint.replace("127.0.0.1", "localhost");

/** A URL of the domain as the app would send its user there. */
export function authorizeUrl(
  app: CognitoApp,
  extra: Readonly<Record<string, string>> = {},
  path = "/oauth2/authorize",
): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: CALLBACK,
    scope: "openid email",
    state: "the-state",
    code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
    code_challenge_method: "S256",
    ...extra,
  });
  return `${domainOf(app)}${path}?${query}`;
}

/** A new browser that the app has led to the sign-in page. */
export async function browserAt(
  app: CognitoApp,
  extra: Readonly<Record<string, string>> = {},
  path?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HostedBrowser> {
  const browser = openBrowser(domainOf(app), headers);
  await browser.open(authorizeUrl(app, extra, path));
  return browser;
}

/** The code that the browser came back to the app with; it must be there. */
export function codeOf({ page }: HostedBrowser): string {
  const code = page.url.searchParams.get("code");
  if (!String(page.url).startsWith(CALLBACK) || code === null) {
    throw new Error(`The browser is at ${page.url}: ${page.text}`);
  }
  return code;
}

/** What the app gets for the code. */
export async function tokensFor(app: CognitoApp, browser: HostedBrowser): Promise<Record<string, string>> {
  const response = await fetch(`${domainOf(app)}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      code: codeOf(browser),
      code_verifier: VERIFIER,
      ...(app.clientSecret !== null && { client_secret: app.clientSecret }),
    }),
  });
  return (await response.json()) as Record<string, string>;
}
