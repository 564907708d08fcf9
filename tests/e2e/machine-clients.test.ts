import {
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { runShell, snippetsToUse } from "../support/checks/doc-snippets.ts";
import { ApiClient } from "../support/clients/api-client.ts";
import { credentialsOf, describeClientNamed } from "../support/clients/app-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { tokensOfMachine } from "../support/walks/openid-client-walk.ts";
import { newStaff } from "../support/worlds/staff.ts";

/** Runs the snippets for machines of docs/client-apps.md, unchanged, with the stack. */
const { snippet, notUsed } = snippetsToUse("docs/client-apps.md");

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);

let userPoolId: string;
let issuer: string;
let machine: UserPoolClientType;

beforeAll(async () => {
  const { body } = await api.get("/v1/auth/config");
  userPoolId = String(body.userPoolId);
  issuer = String(body.issuer);
  machine = await describeClientNamed(cognito, userPoolId, "machine");
});

const shell = (name: string, variables: Readonly<Record<string, string>>): Promise<string> =>
  runShell(snippet(name), { LOGIN: api.cloudUrl, API: api.apiUrl, ...variables });

const tokenOf = async () => JSON.parse(await shell("machine-token.sh", credentialsOf(machine))).access_token;

/** Asks for a token without a snippet. */
const ask = (parameters: Record<string, string> = {}) =>
  fetch(`${api.cloudUrl}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${machine.ClientId}:${machine.ClientSecret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", ...parameters }),
  });

async function scopesOf(answer: Promise<Response>): Promise<unknown> {
  const { access_token } = (await (await answer).json()) as { access_token: string };
  return decodeJwt(access_token).scope;
}

describe("machines", () => {
  test("get a token with curl, and read users with it", async () => {
    const TOKEN = await tokenOf();
    const { items } = JSON.parse(await shell("machine-call.sh", { TOKEN }));
    expect(items).toEqual(expect.any(Array));
    expect(decodeJwt(TOKEN)).toMatchObject({
      sub: machine.ClientId,
      client_id: machine.ClientId,
      scope: "api/users.read api/audit.read",
    });
  });

  test("keep openid-client's token as long as it is valid", async () => {
    const environment = { ISSUER: issuer, ...credentialsOf(machine) };
    const [first, second] = await tokensOfMachine(snippet("machine.js"), environment);
    expect(second).toBe(first);
    expect((await api.get("/v1/admin/sessions", { token: String(first) })).status).toBe(200);
  });

  test("appear in the trail with their client's id, without a user", async () => {
    await tokenOf();
    const admin = await newStaff(api);
    const events = await api.get(`/v1/admin/events?user=${machine.ClientId}`, { token: admin.token });
    expect(events.body.items).toContainEqual(
      expect.objectContaining({
        type: "machine_token_issued",
        sub: machine.ClientId,
        clientId: machine.ClientId,
      }),
    );
  });

  test.each([
    ["GET", "/v1/me"],
    ["POST", "/v1/files"],
    ["POST", "/v1/admin/users"],
  ] as const)("are refused at the gateway for %s %s, whose scope they can't have", async (method, path) => {
    const answer = await api.send(method, path, method === "GET" ? undefined : "{}", {
      token: await tokenOf(),
    });
    expect(answer).toMatchObject({ status: 403, body: { message: "Forbidden" } });
  });

  test.each(["api/users.write", "api/profile", "aws.cognito.signin.user.admin", "openid"])(
    "don't get %s, not even together with one of their own",
    async (scope) => {
      expect((await ask({ scope })).status).toBe(400);
      expect(await scopesOf(ask({ scope: `api/users.read ${scope}` }))).toBe("api/users.read");
    },
  );

  test("don't get users' scopes, even if their client has them", async () => {
    const UserPoolId = userPoolId;
    const { ClientId, AllowedOAuthScopes = [] } = machine;
    const update = (scopes: readonly string[]) =>
      cognito.send(
        new UpdateUserPoolClientCommand({
          UserPoolId,
          ClientId,
          ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ["client_credentials"],
          AllowedOAuthScopes: [...scopes],
          AccessTokenValidity: machine.AccessTokenValidity,
          TokenValidityUnits: machine.TokenValidityUnits,
          ReadAttributes: ["email"],
          WriteAttributes: ["email"],
        }),
      );
    await update([...AllowedOAuthScopes, "api/users.write", "api/profile"]);
    try {
      expect(await scopesOf(ask())).toBe("api/users.read api/audit.read");
    } finally {
      await update(AllowedOAuthScopes);
    }
  });
});

test("every snippet for machines is run here", () => {
  expect(notUsed().filter((name) => name.startsWith("machine"))).toEqual([]);
});
