/** What tokens of a client that registered itself may open: nothing of this API. */
import {
  AdminAddUserToGroupCommand,
  CreateResourceServerCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { locationOf, openBrowser, requestTokens, signInOnPage } from "../../support/worlds/oauth-app.ts";
import { AGENT, AGENT_CALLBACK, register as registerClient } from "../../support/worlds/registering-app.ts";
import { PASSWORD, register, signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const ADMIN = "admin@example.com";

let world: TriggerWorld;
let sub: string;

beforeAll(async () => {
  world = await startTriggerWorld(
    { DYNAMIC_REGISTRATION: "true" },
    // More than our template allows: the trigger is the second lock.
    {
      DcrConfiguration: {
        OpenDcrEnabled: true,
        AllowedScopes: ["notes/read", "api/users.write", "aws.cognito.signin.user.admin"],
      },
    },
  );
  const { admin, poolId: UserPoolId } = world;
  await admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "people" }));
  for (const [Identifier, ScopeName] of [
    ["notes", "read"],
    ["api", "users.write"],
  ]) {
    const Scopes = [{ ScopeName, ScopeDescription: "x" }];
    await admin.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier, Scopes }));
  }
  sub = await register(world, ADMIN);
  await admin.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: sub, GroupName: "admins" }));
});

/** Registers a client with the scope and signs the administrator in there. */
async function tokensOf(scope: string) {
  const { body } = await registerClient(world, { ...AGENT, scope });
  const client_id = String(body.client_id);
  const answer = await signInOnPage(
    openBrowser(world),
    new URLSearchParams({ response_type: "code", client_id, redirect_uri: AGENT_CALLBACK, scope }),
    { username: ADMIN, password: PASSWORD },
  );
  const code = locationOf(answer).searchParams.get("code") ?? "";
  const grant = { client_id, redirect_uri: AGENT_CALLBACK, code };
  const { body: tokens } = await requestTokens(world, { grant_type: "authorization_code", ...grant });
  return { client_id, tokens };
}

const scopeOf = (token: unknown) => claimsOf(String(token)).scope;

test("an administrator's token for a registered client has what the client asked for elsewhere", async () => {
  const { tokens } = await tokensOf("openid email notes/read");
  expect(scopeOf(tokens.access_token)).toBe("openid email notes/read");
});

test("scopes of the API and of Cognito are taken away, even if the pool would allow them", async () => {
  const { client_id, tokens } = await tokensOf("openid api/users.write aws.cognito.signin.user.admin");
  expect(scopeOf(tokens.access_token)).toBe("openid");
  const { body } = await requestTokens(world, {
    grant_type: "refresh_token",
    client_id,
    refresh_token: String(tokens.refresh_token),
  });
  expect(scopeOf(body.access_token)).toBe("openid");
});

test("groups are not in them: by those, services of one's own would take the agent for an administrator", async () => {
  const { client_id, tokens } = await tokensOf("openid notes/read");
  const { body: refreshed } = await requestTokens(world, {
    grant_type: "refresh_token",
    client_id,
    refresh_token: String(tokens.refresh_token),
  });
  for (const token of [tokens.access_token, tokens.id_token, refreshed.access_token, refreshed.id_token]) {
    expect(claimsOf(String(token))).toMatchObject({ sub });
    expect(Object.keys(claimsOf(String(token))).join(" ")).not.toMatch(
      /cognito:(groups|roles|preferred_role)/,
    );
  }
});

test("the sign-in is in the trail, with the client's id", async () => {
  const { client_id } = await tokensOf("openid");
  expect(await world.eventsOf(sub)).toContain("hosted_sign_in");
  expect(JSON.stringify(await world.dump())).toContain(client_id);
});

test("our own clients get the scopes of the groups", async () => {
  const first = await signIn(world, ADMIN);
  expect(scopeOf(first?.AccessToken)).toContain("api/users.write");
  const second = await signIn(world, ADMIN);
  expect(scopeOf(second?.AccessToken)).toContain("api/users.write");
});

test("nothing failed on the way", () => {
  expect(output.mock.calls.map(([line]) => String(line)).join("")).not.toContain("not looked up");
});
