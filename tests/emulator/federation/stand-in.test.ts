import { CreateIdentityProviderCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  Browser,
  findUser,
  startFederatedApp,
  tokensFor,
} from "../../support/worlds/federated-app.ts";

const SECRET = "local-placeholder";

/** The providers of the service's template in the local cloud. */
const providersAt = (endpoint: string) =>
  [
    {
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: {
        client_id: "local-google",
        client_secret: SECRET,
        authorize_scopes: "openid email profile",
      },
      AttributeMapping: { username: "sub", email: "email", email_verified: "email_verified", name: "name" },
    },
    {
      ProviderName: "Facebook",
      ProviderType: "Facebook",
      ProviderDetails: {
        client_id: "local-facebook",
        client_secret: SECRET,
        authorize_scopes: "public_profile,email",
        api_version: "v21.0",
      },
      AttributeMapping: { username: "id", email: "email", name: "name" },
    },
    {
      ProviderName: "SignInWithApple",
      ProviderType: "SignInWithApple",
      ProviderDetails: {
        client_id: "local-apple",
        team_id: "TEAM123456",
        key_id: "KEY1234567",
        private_key: SECRET,
        authorize_scopes: "email name",
      },
      AttributeMapping: {
        username: "sub",
        email: "email",
        email_verified: "email_verified",
        given_name: "firstName",
      },
    },
    {
      ProviderName: "OIDC",
      ProviderType: "OIDC",
      ProviderDetails: {
        client_id: "local",
        client_secret: SECRET,
        oidc_issuer: `${endpoint}/_local/providers/oidc`,
        authorize_scopes: "openid email profile",
        attributes_request_method: "GET",
      },
      AttributeMapping: { username: "sub", email: "email", email_verified: "email_verified", name: "name" },
    },
  ] as const;

const app = await startFederatedApp({
  pool: { UsernameConfiguration: { CaseSensitive: false } },
  client: { SupportedIdentityProviders: ["COGNITO"] },
});
beforeAll(async () => {
  for (const provider of providersAt(app.cloud.endpoint)) {
    await app.admin.send(new CreateIdentityProviderCommand({ UserPoolId: app.poolId, ...provider }));
  }
  await app.allowProviders(["Google", "Facebook", "SignInWithApple", "OIDC"]);
});

async function signInAs(person: string, identity_provider: string) {
  const browser = new Browser();
  const provider = await browser.visit(authorizeUrl(app, { identity_provider }));
  const { url, text } = await createStandInBrowser().choose(provider, person);
  const callback = `${app.cloud.endpoint}/oauth2/idpresponse`;
  const next = url.href.startsWith(callback)
    ? url
    : await new Browser().visit(callback, {
        method: "POST",
        body: new URLSearchParams(readPostedForm(text).fields),
      });
  const end = await browser.visit(next.href);
  return { url: end, query: end.searchParams };
}

describe.each([
  ["Google", /^google_\d{21}$/, true],
  ["Facebook", /^facebook_\d{17}$/, false],
  ["SignInWithApple", /^signinwithapple_\d{6}\.[\da-f]{32}\.\d{4}$/, true],
  ["OIDC", /^oidc_/, true],
])("%s, simulated by the stand-in", (name, username, isVerified) => {
  test("signs Ada in", async () => {
    const tokens = await tokensFor(app, await signInAs("ada", name));
    const claims = claimsOf(tokens.id_token);
    expect(claims).toMatchObject({
      email: "ada@example.com",
      email_verified: isVerified,
      "cognito:groups": [`${app.poolId}_${name}`],
    });
    expect(claims["cognito:username"]).toMatch(username);
    const user = await findUser(app, String(claims["cognito:username"]));
    expect(user?.attributes[name === "SignInWithApple" ? "given_name" : "name"]).toMatch(/^Ada/);
  });

  test("reports a user who refuses", async () => {
    const { query } = await signInAs("refuse", name);
    expect(query.get("error")).toBe("access_denied");
    expect(query.get("state")).toBe("the client's state");
  });

  test("has users with an unverified address and without one", async () => {
    const unverified = claimsOf((await tokensFor(app, await signInAs("edsger", name))).id_token);
    expect(unverified.email_verified).toBe(false);
    const { query } = await signInAs("grace", name);
    expect(query.has("code")).toBe(true);
  });
});
