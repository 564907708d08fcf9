import {
  CreateIdentityProviderCommand,
  type IdentityProviderTypeType,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { authorizeParameters, CALLBACK, startOAuthApp } from "../../support/worlds/oauth-app.ts";

let clientId: string;

const secret = "local-placeholder";

/** A provider of each type, with the details of the local stage's template. */
const providers = (
  endpoint: string,
): Readonly<Record<string, [IdentityProviderTypeType, Record<string, string>]>> => ({
  Google: [
    "Google",
    { client_id: "local-google", client_secret: secret, authorize_scopes: "openid email profile" },
  ],
  Facebook: [
    "Facebook",
    {
      client_id: "local-facebook",
      client_secret: secret,
      authorize_scopes: "public_profile,email",
      api_version: "v23.0",
    },
  ],
  SignInWithApple: [
    "SignInWithApple",
    {
      client_id: "local-apple",
      team_id: "TEAM123456",
      key_id: "KEY1234567",
      private_key: secret,
      authorize_scopes: "email name",
    },
  ],
  Corp: [
    "OIDC",
    {
      client_id: "corp",
      client_secret: secret,
      oidc_issuer: `${endpoint}/_local/providers/oidc`,
      authorize_scopes: "openid email profile",
      attributes_request_method: "GET",
    },
  ],
  Saml: ["SAML", { MetadataURL: `${endpoint}/_local/providers/saml/metadata`, IDPSignout: "true" }],
});

const EMAIL_MAPPING = { Saml: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" };

const app = await startOAuthApp({ pool: { UsernameAttributes: undefined } });

beforeAll(async () => {
  const all = providers(app.cloud.endpoint);
  for (const [ProviderName, [ProviderType, ProviderDetails]] of Object.entries(all)) {
    await app.admin.send(
      new CreateIdentityProviderCommand({
        UserPoolId: app.poolId,
        ProviderName,
        ProviderType,
        ProviderDetails,
        AttributeMapping: { email: ProviderName === "Saml" ? EMAIL_MAPPING.Saml : "email" },
      }),
    );
  }
  const client = await app.addClient({
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: [CALLBACK],
    SupportedIdentityProviders: ["COGNITO", ...Object.keys(all)],
  });
  clientId = client.id;
});

/** Follows the whole sign-in like a browser. @returns the parameters of the client's callback */
async function signIn(provider: string, choice: string): Promise<URLSearchParams> {
  const browser = createStandInBrowser("/oauth2/", "/saml2/");
  const parameters = authorizeParameters(app, {
    client_id: clientId,
    identity_provider: provider,
    scope: "openid email",
  });
  const visit = await browser.choose(`${app.cloud.endpoint}/oauth2/authorize?${parameters}`, choice);
  const { action, fields } = readPostedForm(visit.text);
  const { url } =
    action === "" ? visit : await browser.open(action, { method: "POST", body: new URLSearchParams(fields) });
  expect(`${url.origin}${url.pathname}`).toBe(CALLBACK);
  return url.searchParams;
}

async function idTokenFor(code: string) {
  const response = await fetch(`${app.cloud.endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      code,
      redirect_uri: CALLBACK,
    }),
  });
  const { id_token: idToken } = (await response.json()) as { id_token: string };
  return decodeJwt(idToken);
}

const KINDS = ["Google", "Facebook", "SignInWithApple", "Corp", "Saml"];

describe.each(KINDS)("from a pool to the stand-in of %s and back", (provider) => {
  test("a user signs in, the second time as the same user", async () => {
    const first = await idTokenFor((await signIn(provider, "ada")).get("code") ?? "");
    expect(first).toMatchObject({
      email: "ada@example.com",
      identities: [expect.objectContaining({ providerName: provider })],
    });
    const second = await idTokenFor((await signIn(provider, "ada")).get("code") ?? "");
    expect(second.sub).toBe(first.sub);
    const username = String(first["cognito:username"]);
    const { Users } = await app.admin.send(
      new ListUsersCommand({ UserPoolId: app.poolId, Filter: `username = "${username}"` }),
    );
    expect(Users).toMatchObject([{ UserStatus: "EXTERNAL_PROVIDER" }]);
  });

  test("a user refuses, and the client gets an error", async () => {
    const answer = await signIn(provider, "refuse");
    expect(answer.get("error")).toBeTruthy();
    expect(answer.has("code")).toBe(false);
  });

  test("also with a clock two hours ahead", async () => {
    app.cloud.clock.advance(2 * 60 * 60 * 1000);
    expect((await signIn(provider, "alan")).get("code")).toBeTruthy();
  });
});
