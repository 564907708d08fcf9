/** The start page, its files, and the demo users that it shows. */
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import { readyLines } from "../../../local/start-page/ready-lines.ts";
import { runningStack } from "../../../local/start-page/stack-description.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

let cloud: TestCloud;

beforeEach(async () => {
  cloud = await startTestCloud();
});

afterEach(() => cloud.close());

const inPool = (type: string, Properties: Record<string, unknown>): Resource => ({
  Type: `AWS::Cognito::${type}`,
  Properties: { UserPoolId: { Ref: "Pool" }, ...Properties },
});

const WHOLE: Readonly<Record<string, Resource>> = {
  Pool: {
    Type: "AWS::Cognito::UserPool",
    Properties: {
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Schema: [{ Name: "email", Required: true }],
      Policies: { PasswordPolicy: { MinimumLength: 15, RequireNumbers: true } },
    },
  },
  Server: inPool("UserPoolClient", { ClientName: "server", GenerateSecret: true }),
  Spa: inPool("UserPoolClient", {
    ClientName: "spa",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    CallbackURLs: ["http://localhost:5173/callback"],
    LogoutURLs: ["http://localhost:5173/"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: ["openid"],
    SupportedIdentityProviders: ["COGNITO"],
  }),
  Domain: inPool("UserPoolDomain", { Domain: "auth-local" }),
  Users: inPool("UserPoolGroup", { GroupName: "users", Precedence: 20 }),
  Identities: { Type: "AWS::Cognito::IdentityPool", Properties: { AllowUnauthenticatedIdentities: false } },
};

async function present(Resources = WHOLE) {
  const names = { stackName: "auth-local", apiUrl: "http://localhost:3000" };
  const stack = await cloud.provision({ Resources }, names);
  const running = runningStack(stack, {
    stackName: `${names.stackName} <b>`,
    region: "us-east-1",
    addresses: { api: names.apiUrl, apiDocs: `${names.apiUrl}/v1/docs` },
  });
  cloud.present(running);
  return running;
}

const PEOPLE = [
  { email: "ada@example.com", name: "Ada", password: "granite-otter-counts-3", groups: ["users"] },
  { email: "bob@example.com", name: "Bob", password: "copper-violin-rain-77", groups: [] },
] as const;

const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${cloud.endpoint}${path}`, { headers });

describe("the page", () => {
  test("a browser gets every address, id and demo user, escaped, with a policy", async () => {
    const { userPoolId, clientIds, identityPoolId } = await present();
    await cloud.demoUsers.make(String(userPoolId), PEOPLE);
    const answer = await get("/", BROWSER);
    const page = await answer.text();
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src[^;]*(?:\*|'self')/);
    expect(page).not.toMatch(/ on\w+=/);
    for (const shown of [
      "http://localhost:3000",
      "http://localhost:3000/v1/docs",
      `${cloud.endpoint}/_local/inbox`,
      `${cloud.endpoint}/_local/traces`,
      `${cloud.endpoint}/_local/amplify_outputs.json`,
      String(userPoolId),
      ...clientIds,
      String(identityPoolId),
      ...PEOPLE.flatMap(({ email, password }) => [email, password]),
      "auth-local &lt;b&gt;",
    ]) {
      expect(page).toContain(shown);
    }
    expect(page).not.toContain("Console");
  });

  test("it links to the console if that is served", async () => {
    const running = await present();
    const addresses = { ...running.addresses, console: "http://localhost:5173" };
    cloud.present({ ...running, addresses });
    expect(await (await get("/", BROWSER)).text()).toContain('<a href="http://localhost:5173">');
  });

  test("a stack without a pool has a page, too", async () => {
    await present({});
    const answer = await get("/", BROWSER);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain("amplify_outputs.json");
    expect((await get("/_local/amplify_outputs.json")).status).toBe(404);
  });

  test.each([
    ["an S3 client", "/", {}],
    ["a list with a query", "/?max-buckets=3", BROWSER],
    [
      "a signed request",
      "/",
      {
        ...BROWSER,
        authorization:
          "AWS4-HMAC-SHA256 Credential=a/20260115/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=c",
      },
    ],
  ])("%s gets S3's XML", async (_who, path, headers) => {
    await present();
    const answer = await get(path, headers as Record<string, string>);
    expect(answer.headers.get("content-type")).toMatch(/xml/);
  });

  test("a bucket in the host is S3's", async () => {
    await present();
    const type = await new Promise((resolve, reject) => {
      const headers = { ...BROWSER, host: `avatars.localhost:${cloud.port}` };
      request({ port: cloud.port, headers }, (response) => {
        response.resume();
        resolve(response.headers["content-type"]);
      })
        .on("error", reject)
        .end();
    });
    expect(type).toMatch(/xml/);
  });

  test.each(["/", "/_local/stack", "/_local/env", "/_local/amplify_outputs.json"])(
    "a page of another origin gets nothing of %s",
    async (path) => {
      await present();
      const foreign = { ...BROWSER, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      expect((await get(path, foreign)).status).toBe(403);
    },
  );
});

describe("the files", () => {
  test("amplify_outputs.json has the pool's settings", async () => {
    const { userPoolId, clientIds, identityPoolId } = await present();
    expect(await (await get("/_local/amplify_outputs.json")).json()).toEqual({
      version: "1.4",
      auth: {
        aws_region: "us-east-1",
        user_pool_id: userPoolId,
        user_pool_client_id: clientIds[1],
        identity_pool_id: identityPoolId,
        password_policy: {
          min_length: 15,
          require_lowercase: false,
          require_uppercase: false,
          require_numbers: true,
          require_symbols: false,
        },
        oauth: {
          identity_providers: [],
          domain: `localhost:${cloud.port}`,
          scopes: ["openid"],
          redirect_sign_in_uri: ["http://localhost:5173/callback"],
          redirect_sign_out_uri: ["http://localhost:5173/"],
          response_type: "code",
        },
        standard_required_attributes: ["email"],
        username_attributes: ["email"],
        user_verification_types: ["email"],
        unauthenticated_identities_enabled: false,
        mfa_configuration: "NONE",
        mfa_methods: [],
        groups: [{ users: { precedence: 20 } }],
      },
      custom: {
        api: { url: "http://localhost:3000" },
        endpoints: { userPoolEndpoint: cloud.endpoint, identityPoolEndpoint: cloud.endpoint },
      },
    });
  });

  test("the lines for .env have the endpoint, credentials and ids; with a prefix, only public values", async () => {
    const { userPoolId, clientIds } = await present();
    const lines = await (await get("/_local/env")).text();
    expect(lines).toContain(`AWS_ENDPOINT_URL=http://127.0.0.1:${cloud.port}\n`);
    expect(lines).toContain("AWS_REGION=us-east-1\nAWS_ACCESS_KEY_ID=local\nAWS_SECRET_ACCESS_KEY=local\n");
    expect(lines).toContain(`USER_POOL_ID=${userPoolId}\n`);
    expect(lines).toContain(`USER_POOL_CLIENT_ID=${clientIds[1]}\n`);
    const forVite = await (await get("/_local/env?prefix=VITE_")).text();
    expect(forVite).toContain(`VITE_USER_POOL_ID=${userPoolId}\n`);
    expect(forVite).not.toMatch(/SECRET|ACCESS_KEY/);
    for (const wrong of ["vite_", "A%0AB=1%0A_", "VITE"]) {
      expect((await get(`/_local/env?prefix=${wrong}`)).status).toBe(400);
    }
  });

  test("the start-up lines show the same", async () => {
    const running = await present();
    await cloud.demoUsers.make(String(running.userPoolId), PEOPLE);
    expect(await readyLines(running, cloud)).toEqual([
      `       start page     ${cloud.endpoint}/`,
      "       API docs       http://localhost:3000/v1/docs",
      `       inbox          ${cloud.endpoint}/_local/inbox`,
      `       traces         ${cloud.endpoint}/_local/traces`,
      `       Amplify        ${cloud.endpoint}/_local/amplify_outputs.json`,
      `       user pool      ${running.userPoolId}`,
      `       client server  ${running.clientIds[0]}`,
      `       client spa     ${running.clientIds[1]}`,
      `       identity pool  ${running.identityPoolId}`,
      "       demo user      ada@example.com  granite-otter-counts-3",
      "       demo user      bob@example.com  copper-violin-rain-77",
    ]);
  });
});

describe("demo users", () => {
  const signIn = async (ClientId: string, { email, password }: { email: string; password: string }) =>
    cloud.cognito.call("InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    });

  test("are confirmed, verified, in their groups, and can sign in; nothing is mailed", async () => {
    const { userPoolId, clientIds } = await present();
    const UserPoolId = String(userPoolId);
    await cloud.demoUsers.make(UserPoolId, PEOPLE);
    const user = await cloud.cognito.call("AdminGetUser", { UserPoolId, Username: "ada@example.com" });
    expect(user.UserStatus).toBe("CONFIRMED");
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
    const { Groups } = await cloud.cognito.call("AdminListGroupsForUser", {
      UserPoolId,
      Username: "ada@example.com",
    });
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(["users"]);
    for (const person of PEOPLE) {
      expect((await signIn(String(clientIds[1]), person)).AuthenticationResult?.AccessToken).toBeDefined();
    }
    expect(cloud.inbox.list()).toEqual([]);
  });

  test("a deleted one stays deleted; a changed one stays changed", async () => {
    const UserPoolId = String((await present()).userPoolId);
    await cloud.demoUsers.make(UserPoolId, PEOPLE);
    await cloud.cognito.call("AdminDeleteUser", { UserPoolId, Username: "ada@example.com" });
    await cloud.cognito.call("AdminDisableUser", { UserPoolId, Username: "bob@example.com" });
    await cloud.demoUsers.make(UserPoolId, PEOPLE);
    expect((await cloud.demoUsers.list(UserPoolId)).map(({ email }) => email)).toEqual(["bob@example.com"]);
    const bob = await cloud.cognito.call("AdminGetUser", { UserPoolId, Username: "bob@example.com" });
    expect(bob.Enabled).toBe(false);
  });

  test("a developer's own user with the address is not changed, and not shown", async () => {
    const { userPoolId, clientIds } = await present();
    const UserPoolId = String(userPoolId);
    const own = { email: "ada@example.com", password: "a-password-of-my-own-1" };
    await cloud.cognito.call("AdminCreateUser", {
      UserPoolId,
      Username: own.email,
      MessageAction: "SUPPRESS",
    });
    await cloud.cognito.call("AdminSetUserPassword", {
      UserPoolId,
      Username: own.email,
      Password: own.password,
      Permanent: true,
    });
    await cloud.demoUsers.make(UserPoolId, PEOPLE);
    expect((await cloud.demoUsers.list(UserPoolId)).map(({ email }) => email)).toEqual(["bob@example.com"]);
    await expect(signIn(String(clientIds[1]), own)).resolves.toHaveProperty("AuthenticationResult");
    await cloud.cognito.call("AdminDeleteUser", { UserPoolId, Username: own.email });
    await cloud.demoUsers.make(UserPoolId, PEOPLE);
    expect(await cloud.demoUsers.list(UserPoolId)).toHaveLength(1);
  });

  test("an interrupted creation is completed at the next start", async () => {
    const { userPoolId, clientIds } = await present();
    const UserPoolId = String(userPoolId);
    const inMissingGroup = { ...PEOPLE[1], groups: ["later"] };
    await expect(cloud.demoUsers.make(UserPoolId, [inMissingGroup])).rejects.toThrow("Group not found.");
    expect(await cloud.demoUsers.list(UserPoolId)).toEqual([]);
    await cloud.cognito.call("CreateGroup", { UserPoolId, GroupName: "later" });
    await cloud.demoUsers.make(UserPoolId, [inMissingGroup]);
    expect(await cloud.demoUsers.list(UserPoolId)).toEqual([inMissingGroup]);
    await expect(signIn(String(clientIds[1]), inMissingGroup)).resolves.toHaveProperty(
      "AuthenticationResult",
    );
  });
});
