import {
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { EVERY_ROUTE, PROTECTED_ROUTES, type RouteRequest } from "../support/checks/every-route.ts";
import { type ApiAnswer, ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sendRaw } from "../support/clients/raw-request.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { type Account, newAccount, newStaff, poolIdOf } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);

const TOO_LARGE = JSON.stringify({ text: "x".repeat(64 * 1024) });

let staff: Account;
let groupless: string;
let signedOut: string;

beforeAll(async () => {
  const UserPoolId = await poolIdOf(api);
  staff = await newStaff(api);
  const { person } = await newAccount(api);
  await cognito.send(
    new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: person.email, GroupName: "users" }),
  );
  groupless = (await api.signIn(person)).accessToken;
  const gone = await newStaff(api);
  await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: gone.person.email }));
  signedOut = gone.token;
});

const tokenFor = ({ isProtected }: RouteRequest) => (isProtected ? { token: staff.token } : {});

const said = ({ status, body }: ApiAnswer) => ({ status, code: body.code });

describe.each(EVERY_ROUTE)("$method $path ($operation)", (route) => {
  const { method, path, takesBody, takesAnyQuery } = route;

  test(`takes ${takesAnyQuery ? "any parameter" : "no unknown parameter"}`, async () => {
    const answer = await api.send(
      method,
      `${path}?surprise=1`,
      takesBody ? "{}" : undefined,
      tokenFor(route),
    );
    expect(said(answer)).toEqual(
      takesAnyQuery ? { status: 200 } : { status: 400, code: "validation_failed" },
    );
    if (takesAnyQuery) return;
    expect(answer.body.errors).toContainEqual({
      in: "query",
      pointer: "#",
      detail: 'Unrecognized key: "surprise"',
    });
  });
});

describe.each(EVERY_ROUTE.filter(({ takesBody }) => takesBody))("$method $path ($operation)", (route) => {
  const { method, path } = route;
  const send = (body: string, contentType = "application/json") =>
    api.send(method, path, body, { ...tokenFor(route), headers: { "content-type": contentType } });

  test("accepts only JSON of at most 64 KB", async () => {
    expect(said(await send('{"email":'))).toEqual({ status: 400, code: "malformed_json" });
    expect(said(await send("email=ada", "application/x-www-form-urlencoded"))).toEqual({
      status: 415,
      code: "unsupported_media_type",
    });
    expect(said(await send(TOO_LARGE))).toEqual({ status: 413, code: "body_too_large" });
  });
});

test.each(EVERY_ROUTE)("$method $path with a trailing slash is an unknown route", async (route) => {
  const { status, body } = await api.send(route.method, `${route.path}/`, undefined, tokenFor(route));
  expect([status, body]).toEqual([404, { message: "Not Found" }]);
});

test("a path that clients and servers may normalize does not become another route: the user still exists", async () => {
  const { person } = await newAccount(api);
  const UserPoolId = await poolIdOf(api);
  const user = () => cognito.send(new AdminGetUserCommand({ UserPoolId, Username: person.email }));
  const { Username } = await user();
  const base = `/v1/admin/users/${Username}`;
  for (const target of [
    "/groups/..",
    "/groups/%2e%2e",
    "/groups/x/../..",
    "/.",
    "/",
    "//",
    "/groups/..%2f",
    "/x/..",
  ]) {
    const answer = await sendRaw(api.apiUrl, {
      method: "DELETE",
      target: base + target,
      headers: { authorization: `Bearer ${staff.token}` },
    });
    expect([target, answer.status]).toEqual([target, 404]);
  }
  expect((await user()).Enabled).toBe(true);
});

describe.each(PROTECTED_ROUTES)("$method $path ($operation)", ({ method, path, takesBody }) => {
  const ask = (token?: string) =>
    api.send(method, path, takesBody ? "{}" : undefined, token === undefined ? {} : { token });

  test("is refused by the gateway without a token, or with one without the scope", async () => {
    const unauthorized = await ask();
    expect([unauthorized.status, unauthorized.body]).toEqual([401, { message: "Unauthorized" }]);
    const forbidden = await ask(groupless);
    expect([forbidden.status, forbidden.body]).toEqual([403, { message: "Forbidden" }]);
  });

  test("is refused for an ended sign-in", async () => {
    const answer = await ask(signedOut);
    expect(said(answer)).toEqual({ status: 401, code: "session_revoked" });
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer error="invalid_token", error_description="session revoked"',
    );
  });
});
