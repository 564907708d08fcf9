import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "@jest/globals";
import {
  type CognitoApp,
  claimsOf,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const email = "ada@example.com";

let app: CognitoApp;
let accessToken: string;
let idToken: string;

beforeEach(async () => {
  app = await startCognitoApp();
  await signUpConfirmed(app, email);
  ({ AccessToken: accessToken, IdToken: idToken } = await tokensOf(app, email));
});

const getUser = (AccessToken: string) => app.server.admin.send(new GetUserCommand({ AccessToken }));

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

const headerOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());

const invalid = "NotAuthorizedException: Invalid Access Token";
const unsigned = "NotAuthorizedException: Could not verify signature for Access Token";

describe("an access token", () => {
  test("allows the user's own operations", async () => {
    expect((await getUser(accessToken)).UserAttributes).toContainEqual({ Name: "email", Value: email });
  });

  test("is refused when its payload was changed", async () => {
    const [header, , signature] = accessToken.split(".");
    const forged = encode({ ...claimsOf(accessToken), username: "someone-else" });
    expect(await refusal(getUser([header, forged, signature].join(".")))).toBe(unsigned);
  });

  test("is refused when its signature was changed, shortened or removed", async () => {
    const [header, payload, signature = ""] = accessToken.split(".");
    const other = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const spoiled of [other, signature.slice(0, -4), `${signature}AAAA`, "AAAA", ""]) {
      expect(await refusal(getUser([header, payload, spoiled].join(".")))).toBe(unsigned);
    }
  });

  test("is refused without a signature, whatever `alg` the header names", async () => {
    const payload = accessToken.split(".")[1];
    const header = headerOf(accessToken);
    expect(await refusal(getUser(`${encode({ ...header, alg: "none" })}.${payload}.`))).toBe(invalid);
    expect(await refusal(getUser(`${encode({ ...header, alg: "none" })}.${payload}.AAAA`))).toBe(invalid);
  });

  test("is refused when signed with another key under our key's id", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const signed = accessToken.split(".").slice(0, 2).join(".");
    const signature = sign("sha256", Buffer.from(signed), privateKey).toString("base64url");
    expect(await refusal(getUser(`${signed}.${signature}`))).toBe(unsigned);
  });

  test("is refused as an HMAC with the public key as the secret", async () => {
    const jwk = app.server.service.jwks(app.poolId)?.keys[1];
    const signed = `${encode({ ...headerOf(accessToken), alg: "HS256" })}.${accessToken.split(".")[1]}`;
    const signature = createHmac("sha256", JSON.stringify(jwk)).update(signed).digest("base64url");
    expect(await refusal(getUser(`${signed}.${signature}`))).toBe(invalid);
  });

  test("is refused if it is an ID token", async () => {
    expect(await refusal(getUser(idToken))).toBe(invalid);
  });

  test.each(["x", "a.b", "a.b.c", "e30.e30.e30", "W10.bnVsbA.AA", "e30.e30.e30.e30"])(
    "is refused if it is %j",
    async (token) => {
      expect(await refusal(getUser(token))).toBe(invalid);
    },
  );

  test("is refused if it is another pool's", async () => {
    const other = await startCognitoApp();
    await signUpConfirmed(other, email);
    expect(await refusal(getUser((await tokensOf(other, email)).AccessToken))).toBe(invalid);
  });

  test("is refused after one hour", async () => {
    app.server.clock.advance(60 * 60 * 1000 - 1);
    await expect(getUser(accessToken)).resolves.toBeDefined();
    app.server.clock.advance(1);
    expect(await refusal(getUser(accessToken))).toBe("NotAuthorizedException: Access Token has expired");
  });

  test("is refused after its user was signed out; a new sign-in gets a valid one", async () => {
    await app.server.admin.send(
      new AdminUserGlobalSignOutCommand({ UserPoolId: app.poolId, Username: email }),
    );
    expect(await refusal(getUser(accessToken))).toBe("NotAuthorizedException: Access Token has been revoked");
    await expect(getUser((await tokensOf(app, email)).AccessToken)).resolves.toBeDefined();
  });

  test("is refused when its user is disabled or deleted", async () => {
    const key = { UserPoolId: app.poolId, Username: email };
    await app.server.admin.send(new AdminDisableUserCommand(key));
    expect(await refusal(getUser(accessToken))).toBe("NotAuthorizedException: User is disabled.");
    await app.server.admin.send(new AdminDeleteUserCommand(key));
    expect(await refusal(getUser(accessToken))).toBe("UserNotFoundException: User does not exist.");
  });

  test("is refused when its client is deleted", async () => {
    await app.server.admin.send(
      new DeleteUserPoolClientCommand({ UserPoolId: app.poolId, ClientId: app.clientId }),
    );
    expect(await refusal(getUser(accessToken))).toMatch(/^ResourceNotFoundException: User pool client/);
  });
});
