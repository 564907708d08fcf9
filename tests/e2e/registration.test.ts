/** Registration by initial access tokens, and a scope of a resource server of the deployment's own. */
import {
  CreateResourceServerCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { snippetsOf } from "../support/checks/doc-snippets.ts";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { walkAsAgent } from "../support/walks/agent-walk.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";

// Its own stack: its settings differ.
const stack = closeAtEnd(
  await startLocalStack({
    arguments: [
      ...QUICK_ANSWERS,
      "--param=dynamicRegistration=authenticated",
      "--param=dynamicRegistrationScopes=notes/read",
    ],
  }),
);
const api = new ApiClient(stack);
const { body } = await api.get("/v1/auth/config");
const UserPoolId = String(body.userPoolId);
const issuer = String(body.issuer);
await cognitoClient(stack.cloudUrl).send(
  new CreateResourceServerCommand({
    UserPoolId,
    Identifier: "notes",
    Name: "Notes",
    Scopes: [{ ScopeName: "read", ScopeDescription: "Read one's own notes" }],
  }),
);

/** By the client `registrar`. */
async function initialAccessToken(): Promise<string> {
  const cognito = cognitoClient(stack.cloudUrl);
  const { UserPoolClients = [] } = await cognito.send(
    new ListUserPoolClientsCommand({ UserPoolId, ClientType: "REGULAR" }),
  );
  const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === "registrar")?.ClientId;
  const { UserPoolClient = {} } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  const answer = await fetch(`${stack.cloudUrl}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${ClientId}:${UserPoolClient.ClientSecret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "aws.cognito/dcr/register" }),
  });
  const { access_token, expires_in } = (await answer.json()) as Record<string, unknown>;
  expect(expires_in).toBe(300);
  return String(access_token);
}

const agent = snippetsOf("docs/client-apps.md").get("agent.js") ?? "";

test("an agent with an initial access token gets tokens for a service of one's own, and not for this API", async () => {
  const person = await api.register();
  const walked = await walkAsAgent(agent, person, {
    ISSUER: issuer,
    INITIAL_ACCESS_TOKEN: await initialAccessToken(),
    SCOPE: "openid notes/read",
  });
  expect(decodeJwt(walked.accessToken)).toMatchObject({
    client_id: walked.clientId,
    scope: "openid notes/read",
  });
  expect((await api.get("/v1/me", { token: walked.accessToken })).status).toBe(401);
});

test("without one, or for a scope of the API, no client is registered", async () => {
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { registration_endpoint } = (await discovery.json()) as Record<string, string>;
  const register = (scope: string, token?: string) =>
    fetch(registration_endpoint ?? "", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ redirect_uris: ["https://agent.example/callback"], scope }),
    });
  expect((await register("openid")).status).toBe(401);
  const token = await initialAccessToken();
  const refused = [
    "api/profile",
    "api/users.write",
    "aws.cognito.signin.user.admin",
    "aws.cognito/dcr/register",
  ];
  for (const scope of refused) expect((await register(scope, token)).status).toBe(400);
  const person = await api.register();
  const { accessToken } = await api.signIn(person);
  expect((await register("openid", accessToken)).status).toBe(401);
  expect((await api.get("/v1/me", { token })).status).toBe(401);
});
