import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { operations } from "../../../local/cognito/operations.ts";
import { accessOf, loadServiceModel } from "../../../local/protocol/service-model.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { createPool } from "../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../support/worlds/cognito-server.ts";

const server = closeAtEnd(await startCognitoServer());

const prefix = "AWSCognitoIdentityProviderService.";

async function post(target: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: JSON.parse(text) };
}

describe("the wire", () => {
  test.each([`${prefix}NoSuchThing`, `${prefix}toString`, "SomethingElse.ListUsers", ""])(
    "%j is not an operation",
    async (target) => {
      const { status, json } = await post(target, "{}");
      expect([status, json]).toEqual([400, { __type: "UnknownOperationException" }]);
    },
  );

  test("invalid JSON", async () => {
    const { status, json } = await post(`${prefix}SignUp`, "{");
    expect([status, json]).toEqual([400, { __type: "SerializationException" }]);
  });

  test("a member of the wrong type", async () => {
    const { status, json } = await post(`${prefix}SignUp`, '{"Username": 1}');
    expect([status, json]).toEqual([
      400,
      { __type: "SerializationException", message: "NUMBER_VALUE can not be converted to a String" },
    ]);
  });

  test("a member that AWS does not know is ignored", async () => {
    const { status } = await post(`${prefix}ListUserPools`, '{"MaxResults": 1, "Wish": "x"}', {
      authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=00",
    });
    expect(status).toBe(200);
  });

  test("all violations at once, without repeating passwords and usernames", async () => {
    const { status, json, headers } = await post(
      `${prefix}SignUp`,
      JSON.stringify({
        ClientId: "no client!",
        Username: "a b",
        Password: " x y",
        UserAttributes: [{ Name: "x".repeat(33) }],
      }),
    );
    expect(status).toBe(400);
    expect(json).toEqual({
      __type: "InvalidParameterException",
      message:
        "4 validation errors detected: " +
        "Value at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+; " +
        "Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+; " +
        "Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$; " +
        `Value '${"x".repeat(33)}' at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32`,
    });
    expect(headers.get("x-amzn-errortype")).toBe("InvalidParameterException:");
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("content-type")).toBe("application/x-amz-json-1.1");
  });

  test("a browser may call from anywhere", async () => {
    const preflight = await fetch(server.endpoint, {
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:5173",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-amz-target",
      },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type,x-amz-target");
    const { headers } = await post(`${prefix}SignUp`, "{}");
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("authorization", () => {
  const model = loadServiceModel("cognito-idp.json");
  const ofAccess = (wanted: string): string[] =>
    [...operations.keys()].filter((name) => accessOf(model, name) === wanted);

  test.each(ofAccess("iam"))("%s refuses a request without a signature", async (operation) => {
    const { status, json } = await post(prefix + operation, "{}");
    expect([status, json]).toEqual([
      400,
      { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
    ]);
  });

  test.each(["", "Bearer abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=a"])(
    "%j is not a signature",
    async (authorization) => {
      const { json } = await post(`${prefix}ListUserPools`, '{"MaxResults": 1}', { authorization });
      expect(json.__type).toBe("MissingAuthenticationTokenException");
    },
  );

  test("any credentials are accepted", async () => {
    const UserPoolId = await createPool(server);
    const anyone = new CognitoIdentityProviderClient({
      endpoint: server.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "AKIA0000", secretAccessKey: "whatever" },
    });
    await expect(
      anyone.send(new AdminGetUserCommand({ UserPoolId, Username: "nobody" })),
    ).rejects.toMatchObject({ name: "UserNotFoundException" });
    anyone.destroy();
  });
});

describe("discovery documents", () => {
  test("exist for every pool", async () => {
    const UserPoolId = await createPool(server);
    expect(server.service.openIdConfiguration(UserPoolId)).toMatchObject({
      issuer: `${server.endpoint}/${UserPoolId}`,
    });
    expect(server.service.jwks(UserPoolId)?.keys).toHaveLength(2);
    expect(server.service.openIdConfiguration("us-east-1_NotThere1")).toBeNull();
    expect(server.service.jwks("us-east-1_NotThere1")).toBeNull();
  });
});
