import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, newPerson, type Tokens } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { poolIdOf } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
let session: Tokens;

beforeAll(async () => {
  session = await api.newSession();
});

type Part = Record<string, unknown>;

const encode = (part: Part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString()) as Part;

function read(token: string): { header: Part; payload: Part; signature: string } {
  const [header, payload, signature = ""] = token.split(".");
  return { header: decode(header), payload: decode(payload), signature };
}

function withKey(header: Part, payload: Part, key: Parameters<typeof sign>[2]): string {
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), key).toString("base64url")}`;
}

function expectUnauthorized(answer: ApiAnswer): void {
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({ message: "Unauthorized" });
  expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
}

const me = (token: string) => api.get("/v1/me", { token });

test("the genuine token is accepted, so that every refusal below has its own reason", async () => {
  expect((await me(session.accessToken)).status).toBe(200);
});

test("a member of 90 groups with the longest names is accepted, and the token says that groups are left out", async () => {
  const person = await api.register();
  const cognito = cognitoClient(api.cloudUrl);
  const UserPoolId = await poolIdOf(api);
  for (let index = 0; index < 90; index++) {
    const GroupName = `${index}-${person.email}-`.padEnd(128, "g");
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: person.email, GroupName }));
  }
  const { accessToken } = await api.signIn(person);
  const { payload } = read(accessToken);
  const groups = payload["cognito:groups"] as string[];
  expect(groups).toContain("users");
  expect(payload.groups_left_out).toBe(String(91 - groups.length));
  expect(accessToken.length).toBeLessThan(7500);
  expect((await me(accessToken)).status).toBe(200);
});

describe("a forged token is refused", () => {
  test("with alg none", async () => {
    const { header, payload } = read(session.accessToken);
    expectUnauthorized(await me(`${encode({ ...header, alg: "none" })}.${encode(payload)}.`));
  });

  test("with HS256 and the public key as its secret", async () => {
    const { header, payload } = read(session.accessToken);
    const config = await api.get("/v1/auth/config");
    const jwks = await (await fetch(`${config.body.issuer}/.well-known/jwks.json`)).json();
    const { keys } = jwks as { keys: (JsonWebKey & { kid: string })[] };
    const jwk = keys.find(({ kid }) => kid === header.kid);
    if (jwk === undefined) throw new Error("the pool does not publish the key that signs its tokens");
    const content = `${encode({ ...header, alg: "HS256" })}.${encode(payload)}`;
    const key = createPublicKey({ key: jwk, format: "jwk" });
    for (const type of ["spki", "pkcs1"] as const) {
      const secret = key.export({ type, format: "pem" });
      expectUnauthorized(
        await me(`${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`),
      );
    }
  });

  test("signed by another key under the pool's kid", async () => {
    const { header, payload } = read(session.accessToken);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expectUnauthorized(await me(withKey(header, payload, privateKey)));
  });

  test("with an altered payload", async () => {
    const { header, payload, signature } = read(session.accessToken);
    const admin = { ...payload, "cognito:groups": ["admins"], scope: "api/profile api/users.write" };
    expectUnauthorized(await me(`${encode(header)}.${encode(admin)}.${signature}`));
  });

  test("that carries its own key in the header", async () => {
    const { header, payload } = read(session.accessToken);
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = publicKey.export({ format: "jwk" });
    expectUnauthorized(await me(withKey({ ...header, jwk }, payload, privateKey)));
  });
});

describe("a genuine token in the wrong place is refused", () => {
  test("another pool's", async () => {
    const cognito: CognitoIdentityProviderClient = cognitoClient(api.cloudUrl);
    const pool = await cognito.send(new CreateUserPoolCommand({ PoolName: "stranger" }));
    const UserPoolId = pool.UserPool?.Id;
    const client = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: "stranger",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    );
    const { password } = newPerson();
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: "eve", MessageAction: "SUPPRESS" }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: "eve",
        Password: `${password}-A1!`,
        Permanent: true,
      }),
    );
    const signedIn = await cognito.send(
      new InitiateAuthCommand({
        ClientId: client.UserPoolClient?.ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "eve", PASSWORD: `${password}-A1!` },
      }),
    );
    expectUnauthorized(await me(signedIn.AuthenticationResult?.AccessToken ?? ""));
  });

  test("an ID token for a route with a scope: 403, because it has none", async () => {
    const answer = await me(session.idToken);
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({ message: "Forbidden" });
    expect(answer.headers.get("www-authenticate")).toMatch(/error="insufficient_scope"/);
  });

  test("a refresh token, and no token at all", async () => {
    expectUnauthorized(await me(session.refreshToken));
    expectUnauthorized(await api.get("/v1/me"));
    expectUnauthorized(await api.get("/v1/me", { headers: { authorization: "Bearer" } }));
    expectUnauthorized(await api.get("/v1/me", { headers: { authorization: "Basic YWRhOmFkYQ==" } }));
  });
});

test("a client can't set its own claims", async () => {
  const forged = JSON.stringify({
    jwt: { claims: { sub: "somebody-else", scope: "api/profile" }, scopes: null },
  });
  expectUnauthorized(await api.get("/v1/me", { headers: { "sls-offline-authorizer-override": forged } }));
  const own = await api.get("/v1/me", {
    token: session.accessToken,
    headers: { "sls-offline-authorizer-override": forged },
  });
  // Refused or ignored: in both cases the forged name has no effect.
  expect(own.text).not.toContain("somebody-else");
});
