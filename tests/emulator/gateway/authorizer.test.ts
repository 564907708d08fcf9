import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import {
  accessClaims,
  createSigningKey,
  type SeenEvent,
  signToken,
  startGateway,
} from "../../support/worlds/gateway-server.ts";

const gateway = closeAtEnd(await startGateway());

beforeEach(() => {
  gateway.clock.reset();
});

const ask = (path: string, authorization?: string, headers: Record<string, string> = {}) =>
  fetch(gateway.url + path, {
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
  });

const token = (claims: object = {}, header: object = {}) =>
  signToken(gateway.key, { ...accessClaims(gateway), ...claims }, header);

async function expectUnauthorized(response: Response, description: string | null, scope = ""): Promise<void> {
  expect(response.status).toBe(401);
  expect(await response.text()).toBe('{"message":"Unauthorized"}');
  expect(response.headers.get("www-authenticate")).toBe(
    description === null
      ? "Bearer"
      : `Bearer scope="${scope}" error="invalid_token" error_description="${description}"`,
  );
}

describe("a token", () => {
  test.each(["Bearer ", "bearer ", "BEARER  ", ""])("is accepted after %j", async (prefix) => {
    expect((await ask("/any", prefix + token())).status).toBe(200);
  });

  test("is required", async () => {
    await expectUnauthorized(await ask("/any"), null);
    await expectUnauthorized(await ask("/any", "Bearer"), null);
    await expectUnauthorized(await ask("/any", "Bearer  "), null);
  });

  test.each(["garbage", "a.b.c", "Basic YTpi", "Bearer a b", `${"x".repeat(5000)}.y.z`])(
    "is malformed: %.20s",
    async (text) => {
      await expectUnauthorized(await ask("/any", text), "the token is malformed");
    },
  );

  test("is refused if sent twice", async () => {
    const headers = new Headers();
    headers.append("authorization", token());
    headers.append("authorization", token());
    await expectUnauthorized(await fetch(`${gateway.url}/any`, { headers }), "the token is malformed");
  });

  test("has expired, to the second", async () => {
    const own = token();
    gateway.clock.advance(3_599_000);
    expect((await ask("/any", own)).status).toBe(200);
    gateway.clock.advance(1000);
    await expectUnauthorized(await ask("/any", own), "the token has expired");
  });

  test("without an expiry is refused", async () => {
    expect((await ask("/any", token({ exp: undefined }))).status).toBe(401);
  });

  test("is not valid yet", async () => {
    const soon = gateway.clock.now() / 1000 + 60;
    await expectUnauthorized(await ask("/any", token({ nbf: soon })), "the token is not valid yet");
    await expectUnauthorized(
      await ask("/any", token({ iat: soon })),
      "the token is used before it was issued",
    );
  });

  test("of another issuer is refused before its key is looked for", async () => {
    const claims = { iss: "http://localhost:4566/us-east-1_Stranger0" };
    await expectUnauthorized(await ask("/any", token(claims)), "issuer does not match");
    await expectUnauthorized(await ask("/any", token({ iss: undefined })), "issuer does not match");
  });

  test("for another client is refused", async () => {
    const refused = "the token does not have a valid audience";
    await expectUnauthorized(await ask("/any", token({ client_id: "client-2" })), refused);
    await expectUnauthorized(await ask("/any", token({ client_id: undefined })), refused);
  });

  test("is checked by aud if present, otherwise by client_id", async () => {
    const { clientId } = gateway;
    expect((await ask("/any", token({ aud: clientId, client_id: "client-2" }))).status).toBe(200);
    expect((await ask("/any", token({ aud: ["other", clientId], client_id: undefined }))).status).toBe(200);
    expect((await ask("/any", token({ aud: "client-2", client_id: clientId }))).status).toBe(401);
    expect((await ask("/any", token({ aud: [], client_id: clientId }))).status).toBe(401);
  });
});

describe("a forged token is refused", () => {
  const parts = (text: string) => text.split(".") as [string, string, string];
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

  test("with alg none", async () => {
    const [, payload] = parts(token());
    for (const alg of ["none", "None", "NONE"]) {
      expect((await ask("/any", `${encode({ alg, kid: "kid-1" })}.${payload}.`)).status).toBe(401);
    }
  });

  test("with HS256 and the public key as its secret", async () => {
    const content = `${encode({ alg: "HS256", kid: "kid-1" })}.${encode(accessClaims(gateway))}`;
    for (const type of ["spki", "pkcs1"] as const) {
      const secret = gateway.key.publicKey.export({ type, format: "pem" });
      const signature = createHmac("sha256", secret).update(content).digest("base64url");
      await expectUnauthorized(await ask("/any", `${content}.${signature}`), "the signing method is invalid");
    }
  });

  test("with another RSA algorithm than RS256", async () => {
    await expectUnauthorized(await ask("/any", token({}, { alg: "RS512" })), "the signing method is invalid");
  });

  test("signed by another key under the pool's kid", async () => {
    const forged = signToken(createSigningKey("kid-1"), accessClaims(gateway));
    await expectUnauthorized(await ask("/any", forged), "signature verification failed");
  });

  test("under a kid that the pool does not have", async () => {
    const forged = signToken(createSigningKey("kid-2"), accessClaims(gateway));
    await expectUnauthorized(await ask("/any", forged), "the signing key is unknown");
  });

  test("that brings its own key", async () => {
    const own = createSigningKey("kid-1");
    const jwk = own.publicKey.export({ format: "jwk" });
    const forged = signToken(own, accessClaims(gateway), { jwk, jku: "http://localhost/jwks.json" });
    await expectUnauthorized(await ask("/any", forged), "signature verification failed");
  });

  test("with an altered payload, an altered header, an altered signature", async () => {
    const [header, payload, signature] = parts(token());
    const admin = encode({ ...accessClaims(gateway), scope: "api/users.write" });
    expect((await ask("/any", `${header}.${admin}.${signature}`)).status).toBe(401);
    expect(
      (await ask("/any", `${encode({ alg: "RS256", kid: "kid-1", typ: "x" })}.${payload}.${signature}`))
        .status,
    ).toBe(401);
    expect((await ask("/any", `${header}.${payload}.${signature.slice(0, -6)}AAAAAA`)).status).toBe(401);
  });
});

describe("scopes", () => {
  test("any one of the route's is enough", async () => {
    const response = await ask("/profile", token());
    expect(response.status).toBe(200);
    const event = (await response.json()) as SeenEvent;
    expect(event.requestContext.authorizer?.jwt.scopes).toEqual(["api/profile"]);
  });

  test("scp is used if there is no scope, as a string or a list", async () => {
    const scp = ["api/files", "api/profile"];
    expect((await ask("/profile", token({ scope: undefined, scp }))).status).toBe(200);
    expect((await ask("/profile", token({ scope: undefined, scp: ["api/profile"] }))).status).toBe(200);
  });

  test.each([
    ["another scope", { scope: "api/files" }],
    ["no scope, as an ID token", { scope: undefined, token_use: "id" }],
    ["a scope with the same prefix", { scope: "api/users.writeable api/users" }],
  ])("%s is not enough", async (_, claims) => {
    const response = await ask("/admin", token(claims));
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('{"message":"Forbidden"}');
    expect(response.headers.get("www-authenticate")).toBe(
      'Bearer scope="api/users.write" error="insufficient_scope" error_description="the token does not have the required scope"',
    );
  });

  test("every refusal names the route's scopes", async () => {
    const either = "api/profile api/everything";
    await expectUnauthorized(await ask("/profile", "garbage"), "the token is malformed", either);
    await expectUnauthorized(await ask("/admin", "garbage"), "the token is malformed", "api/users.write");
  });
});

describe("the function's event", () => {
  const seen = async (path: string, authorization?: string, headers?: Record<string, string>) =>
    (await (await ask(path, authorization, headers)).json()) as SeenEvent;

  test("has every claim as a string", async () => {
    const event = await seen(
      "/any",
      token({ email_verified: true, address: { formatted: "Here 1" }, nothing: null, n: 1.5 }),
    );
    expect(event.requestContext.authorizer?.jwt).toEqual({
      claims: {
        sub: "6418b458",
        iss: gateway.issuer,
        client_id: "client-1",
        token_use: "access",
        scope: "api/profile aws.cognito.signin.user.admin",
        "cognito:groups": "[admins users]",
        iat: "1768478400",
        exp: "1768482000",
        email_verified: "true",
        address: '{"formatted":"Here 1"}',
        n: "1.5",
      },
      scopes: null,
    });
  });

  test("has no caller on a public route, whatever the client sends", async () => {
    expect((await seen("/public")).requestContext).not.toHaveProperty("authorizer");
    expect((await seen("/public", token())).requestContext).not.toHaveProperty("authorizer");
  });

  test("never has a client's own claims about itself", async () => {
    const forged = JSON.stringify({ jwt: { claims: { sub: "somebody-else" }, scopes: null } });
    for (const name of ["sls-offline-authorizer-override", "SLS-Offline-Authorizer-Override"]) {
      const open = await seen("/public", undefined, { [name]: forged });
      expect(JSON.stringify(open)).not.toContain("somebody-else");
      expect(Object.keys(open.headers)).not.toContain("sls-offline-authorizer-override");
      const guarded = await seen("/any", token(), { [name]: forged });
      expect(guarded.requestContext.authorizer?.jwt.claims.sub).toBe("6418b458");
      expect(JSON.stringify(guarded)).not.toContain("somebody-else");
      expect((await ask("/any", undefined, { [name]: forged })).status).toBe(401);
    }
  });

  test("has its own request id, which the response has too", async () => {
    const [first, second] = await Promise.all([ask("/public"), ask("/public")]);
    const ids = [first, second].map(({ headers }) => headers.get("apigw-requestid"));
    expect(new Set(ids).size).toBe(2);
    expect(((await first.json()) as SeenEvent).requestContext.requestId).toBe(ids[0]);
  });

  test("has cookies separately, and omits empty members", async () => {
    const event = await seen("/public", undefined, { cookie: "a=1; b=2" });
    expect(event.cookies).toEqual(["a=1", "b=2"]);
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("queryStringParameters");
    expect(await seen("/public")).not.toHaveProperty("cookies");
  });

  test.each(["0", "false", "null", '""', '{"a":1,"a":2}', " [1] ", "no JSON", "Grüße"])(
    "has the unchanged body: %s",
    async (body) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${gateway.url}/public`, { method: "POST", headers, body });
      expect(((await response.json()) as SeenEvent).body).toBe(body);
    },
  );

  test("has the unchanged query", async () => {
    const event = await seen("/public?b=2&a&b=x%20y");
    expect(event).toMatchObject({
      rawQueryString: "b=2&a&b=x%20y",
      queryStringParameters: { a: "", b: "2,x y" },
    });
  });

  test("concurrent requests keep their own identity", async () => {
    const people = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    const events = await Promise.all(people.map((sub) => seen("/any", token({ sub }))));
    expect(events.map(({ requestContext }) => requestContext.authorizer?.jwt.claims.sub)).toEqual(people);
  });
});

describe("the gateway's own answers", () => {
  test("no such route", async () => {
    const response = await ask("/nowhere");
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('{"message":"Not Found"}');
  });

  test("no such route, with any content", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const response = await fetch(`${gateway.url}/nowhere`, { method: "POST", headers, body: "x" });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('{"message":"Not Found"}');
  });

  test("a function's error is hidden from the client", async () => {
    gateway.failWith("secret detail");
    const response = await ask("/public");
    gateway.failWith(null);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
  });

  test("a body that is too large", async () => {
    const response = await fetch(`${gateway.url}/public`, { method: "POST", body: "x".repeat(1025) });
    expect(response.status).toBe(413);
    expect(await response.text()).toBe('{"message":"Request Entity Too Large"}');
  });
});
