import { describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/any/aws4_request, SignedHeaders=host, Signature=00";

const call = (target: string, headers: Record<string, string>): Promise<Response> =>
  fetch(cloud.endpoint, {
    method: "POST",
    headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1", ...headers },
    body: '{"MaxResults":1}',
  });

const LIST_POOLS = "AWSCognitoIdentityProviderService.ListUserPools";
const LIST_TABLES = "DynamoDB_20120810.ListTables";

describe.each(["https://evil.example", "http://localhost.evil.example", "http://192.168.0.7:5173", "null"])(
  "a page of %s",
  (origin) => {
    test("can't call Cognito as an administrator, although any credentials are accepted", async () => {
      expect((await call(LIST_POOLS, { origin, authorization: AUTHORIZATION })).status).toBe(403);
    });

    test("can't call DynamoDB, signed or not", async () => {
      expect((await call(LIST_TABLES, { origin, authorization: AUTHORIZATION })).status).toBe(403);
      expect((await call(LIST_TABLES, { origin })).status).toBe(403);
    });

    test("can't sign a request to S3", async () => {
      const headers = { origin, authorization: AUTHORIZATION };
      expect((await fetch(cloud.endpoint, { headers })).status).toBe(403);
    });

    test("may call Cognito's public operations", async () => {
      const answer = await call("AWSCognitoIdentityProviderService.GetUser", { origin });
      expect(answer.status).toBe(400);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    });
  },
);

test.each(["http://localhost:5173", "http://127.0.0.1:3000", "http://console.localhost"])(
  "a page of %s, on localhost, may use credentials",
  async (origin) => {
    expect((await call(LIST_POOLS, { origin, authorization: AUTHORIZATION })).status).toBe(200);
  },
);
