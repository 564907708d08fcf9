import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { createFakeClock } from "../../../local/clock.ts";
import { startCloud } from "../../../local/cloud.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

const cloud = closeAtEnd(await startTestCloud());
const cognito = closeAtEnd(cognitoClient(cloud.endpoint));

interface Raw {
  readonly host?: string;
  readonly address?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request that fetch would not send. */
async function raw({
  host,
  address = "127.0.0.1",
  path = "/",
  method = "GET",
  headers = {},
  body = "",
}: Raw) {
  const outgoing = request({
    host: address,
    port: cloud.port,
    path,
    method,
    headers: { ...headers, ...(host === undefined ? {} : { host }) },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test("one port, on both loopback addresses", async () => {
  expect((await raw({ path: "/_local/health" })).body).toBe('{"status":"ok"}');
  expect((await raw({ path: "/_local/health", address: "::1" })).body).toBe('{"status":"ok"}');
});

test("a busy port is an error for the caller", async () => {
  const start = startCloud({
    port: cloud.port,
    stateDirectory: ":memory:",
    clock: createFakeClock(),
    lambdas: { invoke: async () => ({ kind: "unreachable", reason: "" }) },
    region: "us-east-1",
  });
  await expect(start).rejects.toMatchObject({ code: "EADDRINUSE" });
});

describe("the host of a request", () => {
  test.each([
    "localhost",
    "localhost:4566",
    "127.0.0.1",
    "127.0.0.1:1",
    "[::1]:4566",
    "files.localhost:4566",
    "LOCALHOST",
  ])("%s is accepted", async (host) => {
    expect((await raw({ host, path: "/_local/health" })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:4566",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.0.1",
    "localhost@evil.example",
  ])("%s is refused, whatever it resolves to", async (host) => {
    for (const path of ["/", "/_local/inbox", "/bucket/key"]) {
      expect((await raw({ host, path })).status).toBe(403);
    }
  });
});

describe("Cognito", () => {
  test("answers the SDK, and its discovery documents", async () => {
    const created = await cognito.send(new CreateUserPoolCommand({ PoolName: "p" }));
    expect((await cognito.send(new ListUserPoolsCommand({ MaxResults: 10 }))).UserPools).toHaveLength(1);
    const id = created.UserPool?.Id;
    const configuration = await fetch(`${cloud.endpoint}/${id}/.well-known/openid-configuration`);
    expect(configuration.headers.get("access-control-allow-origin")).toBe("*");
    const document = (await configuration.json()) as { issuer: string; jwks_uri: string };
    expect(document.issuer).toBe(`${cloud.endpoint}/${id}`);
    const { keys } = (await (await fetch(document.jwks_uri)).json()) as { keys: object[] };
    expect(keys[0]).toMatchObject({ kty: "RSA", alg: "RS256", use: "sig" });
    expect(keys[0]).not.toHaveProperty("d");
  });

  test("names the endpoints of a pool's domain while it has one", async () => {
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "p" }));
    const domain = { UserPoolId: UserPool?.Id, Domain: "discovered" };
    const endpoints = async () => {
      const answer = await fetch(`${cloud.endpoint}/${UserPool?.Id}/.well-known/openid-configuration`);
      return Object.keys((await answer.json()) as object).filter((name) => name.endsWith("_endpoint"));
    };
    expect(await endpoints()).toEqual([]);
    await cognito.send(new CreateUserPoolDomainCommand(domain));
    expect(await endpoints()).toEqual([
      "authorization_endpoint",
      "end_session_endpoint",
      "revocation_endpoint",
      "token_endpoint",
      "userinfo_endpoint",
    ]);
    await cognito.send(new DeleteUserPoolDomainCommand(domain));
    expect(await endpoints()).toEqual([]);
  });

  test("has no keys for an unknown pool", async () => {
    expect((await fetch(`${cloud.endpoint}/us-east-1_Nowhere00/.well-known/jwks.json`)).status).toBe(404);
  });

  test("allows browsers of any origin", async () => {
    const preflight = await fetch(cloud.endpoint, {
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
  });

  test("refuses a body of more than four megabytes", async () => {
    const response = await fetch(cloud.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" },
      body: "x".repeat(4 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });
});

test("an unsupported service is named in the error", async () => {
  const response = await fetch(cloud.endpoint, {
    method: "POST",
    headers: { "x-amz-target": "AWSEvents.PutEvents" },
    body: "{}",
  });
  expect(response.status).toBe(501);
  expect(await response.json()).toEqual({
    __type: "NotImplementedException",
    message: "PutEvents of AWSEvents is not implemented by the local cloud.",
  });
});

test("an unknown page under /_local is not found", async () => {
  expect((await raw({ path: "/_local/nothing" })).status).toBe(404);
  expect((await raw({ path: "/_local/inbox", method: "POST" })).status).toBe(404);
});

test("closing releases the port", async () => {
  const own = await startTestCloud();
  await own.close();
  const server = createServer().listen(own.port, "127.0.0.1");
  await once(server, "listening");
  expect(server.listening).toBe(true);
  server.close();
});
