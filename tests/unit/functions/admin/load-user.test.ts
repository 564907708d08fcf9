import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { loadUser } from "../../../../functions/admin/load-user.ts";
import { startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";
import { setEnvironment } from "../../../support/worlds/environment.ts";

setEnvironment({ POWERTOOLS_LOG_LEVEL: "SILENT" });

const headers = { "content-type": "application/x-amz-json-1.1" };
const ID = "a4b834d8-5081-40a5-8000-000000000001";

/** The users that AdminGetUser finds, by name, with their `sub`. */
let subs: Readonly<Record<string, string>> = {};
let cognito: Awaited<ReturnType<typeof startAwsEndpoint>>;
let load: typeof loadUser;

beforeAll(async () => {
  cognito = await startAwsEndpoint();
  ({ loadUser: load } = await import("../../../../functions/admin/load-user.ts"));
  cognito.answer((request) => {
    const [, operation] = String(request.headers["x-amz-target"]).split(".");
    const input = JSON.parse(request.body);
    if (operation === "ListUsers") {
      const [name] = Object.entries(subs).find(([, sub]) => input.Filter === `sub = "${sub}"`) ?? [];
      return { headers, body: JSON.stringify({ Users: name === undefined ? [] : [{ Username: name }] }) };
    }
    const sub = subs[input.Username];
    if (sub === undefined) return { status: 400, headers, body: '{"__type":"UserNotFoundException"}' };
    return {
      headers,
      body: JSON.stringify({
        Username: input.Username,
        UserStatus: "EXTERNAL_PROVIDER",
        Enabled: true,
        UserAttributes: [{ Name: "sub", Value: sub }],
      }),
    };
  });
});

afterAll(() => cognito.stop());

beforeEach(() => {
  cognito.received.length = 0;
});

const asked = () =>
  cognito.received.map(({ headers: { "x-amz-target": target } }) => String(target).split(".")[1]);

test("a user who signs in by e-mail has the id as the username: one call", async () => {
  subs = { [ID]: ID };
  expect(await load(ID)).toMatchObject({ sub: ID, username: ID });
  expect(asked()).toEqual(["AdminGetUser"]);
});

test("a user of an identity provider is found by the id, under another username", async () => {
  subs = { google_1234: ID };
  expect(await load(ID)).toMatchObject({ sub: ID, username: "google_1234", status: "EXTERNAL_PROVIDER" });
  expect(asked()).toEqual(["AdminGetUser", "ListUsers", "AdminGetUser"]);
});

test("an account whose username is another user's id is not mistaken for that user", async () => {
  subs = { [ID]: "b4b834d8-5081-40a5-8000-000000000002" };
  await expect(load(ID)).rejects.toMatchObject({ code: "not_found" });
});

test("an unknown user is not found", async () => {
  subs = {};
  await expect(load(ID)).rejects.toMatchObject({ code: "not_found" });
});
