import {
  AdminGetUserCommand,
  CreateUserPoolClientCommand,
  UpdateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { authorizeUrl, Browser, REDIRECT_URI, tokensFor } from "../../support/worlds/federated-app.ts";
import { register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

jest.spyOn(process.stdout, "write").mockReturnValue(true);

let app: { readonly cloud: TriggerWorld["cloud"]; readonly clientId: string };

const world = await startTriggerWorld({ GOOGLE_LINK_DOMAINS: "example.com", OIDC_LINK_DOMAINS: "" });

beforeAll(async () => {
  const { admin, poolId, cloud } = world;
  for (const [ProviderName, details] of [
    ["Google", { client_id: "local-google" }],
    [
      "OIDC",
      {
        client_id: "local",
        oidc_issuer: `${cloud.endpoint}/_local/providers/oidc`,
        attributes_request_method: "GET",
      },
    ],
  ] as const) {
    await admin.send(
      new UpdateIdentityProviderCommand({
        UserPoolId: poolId,
        ProviderName,
        ProviderDetails: {
          client_secret: "local-placeholder",
          authorize_scopes: "openid email profile",
          ...details,
        },
        AttributeMapping: { username: "sub", email: "email", email_verified: "email_verified", name: "name" },
      }),
    );
  }
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: "hosted",
      SupportedIdentityProviders: ["COGNITO", "Google", "OIDC"],
      CallbackURLs: [REDIRECT_URI],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
    }),
  );
  app = { cloud, clientId: UserPoolClient?.ClientId ?? "" };
});

async function signInAs(person: string, identity_provider: string) {
  const browser = new Browser();
  const provider = await browser.visit(authorizeUrl(app, { identity_provider }));
  const { url } = await createStandInBrowser().choose(provider, person);
  const end = await browser.visit(url.href);
  return { url: end, query: end.searchParams };
}

test("the service's triggers link a trusted provider's identity; the next sign-in is the account's", async () => {
  const sub = await register(world, "ada@example.com");
  const first = await signInAs("ada", "Google");
  expect(first.query.get("error_description")).toMatch(/^Already found an entry for username google_\d{21}$/);
  expect(await world.eventsOf(sub)).toContain("identity_linked");

  const tokens = await tokensFor(app, await signInAs("ada", "Google"));
  expect(claimsOf(tokens.id_token)).toMatchObject({ sub, email: "ada@example.com", email_verified: true });
});

test("an untrusted provider's user gets a separate account, with the default group", async () => {
  const tokens = await tokensFor(app, await signInAs("alan", "OIDC"));
  const username = String(claimsOf(tokens.id_token)["cognito:username"]);
  expect(username).toMatch(/^oidc_/);
  const { UserStatus } = await world.admin.send(
    new AdminGetUserCommand({ UserPoolId: world.poolId, Username: username }),
  );
  expect(UserStatus).toBe("EXTERNAL_PROVIDER");
  expect(await world.groupsOf(username)).toContain("users");
  const again = await signInAs("alan", "OIDC");
  expect(again.query.has("code")).toBe(true);
});
