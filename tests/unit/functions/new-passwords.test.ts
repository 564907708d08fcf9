/** Every place where the API sends Cognito a new password checks it first, and a new place must do so, too. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { HttpHandler } from "../../../libs/http/http-module.ts";
import { startAuthModule } from "../../support/worlds/auth-module.ts";
import { accessTokenClaims, httpEvent, lambdaContext } from "../../support/worlds/http-event.ts";

const root = resolve(import.meta.dirname, "../../..");

/**
 * How code passes a new password to Cognito: the members of the type PasswordType in AWS's service model, except the deprecated
 * one, and the challenge's response. A random password that no one learns needs no check.
 */
const MEMBERS = /\b(Password|ProposedPassword|TemporaryPassword|NEW_PASSWORD)\s*:(?!\s*randomPassword\(\))/;

const sources = ["functions", "libs", "triggers"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file)),
);

const email = "jane.doe@blue-harbour.example";
const session = "a-session-of-twenty-characters-or-more";

/** The file that passes the password, its route, and a request with a test's password. */
const PLACES: readonly {
  readonly file: string;
  readonly path: string;
  readonly pointer: string;
  readonly body: (password: string) => object;
}[] = [
  {
    file: "functions/account/change-password.ts",
    path: "/v1/me/password",
    pointer: "#/newPassword",
    body: (newPassword) => ({ currentPassword: "Former-horse-7-battery", newPassword }),
  },
  {
    file: "functions/auth/challenge-responses.ts",
    path: "/v1/auth/challenge",
    pointer: "#/newPassword",
    body: (newPassword) => ({ challenge: "NEW_PASSWORD_REQUIRED", session, email, newPassword }),
  },
  {
    file: "functions/auth/hand-over.ts",
    path: "/v1/auth/confirm",
    pointer: "#/password",
    body: (password) => ({ email, code: "123456", password }),
  },
  {
    file: "functions/auth/reset-password.ts",
    path: "/v1/auth/reset-password",
    pointer: "#/newPassword",
    body: (newPassword) => ({ email, code: "123456", newPassword }),
  },
];

test("these are all the places", () => {
  const found = sources.filter((file) => MEMBERS.test(readFileSync(join(root, file), "utf8")));
  expect(found.sort()).toEqual(PLACES.map(({ file }) => file));
});

let auth: Awaited<ReturnType<typeof startAuthModule>>;
let account: HttpHandler;

beforeAll(async () => {
  auth = await startAuthModule();
  ({ handler: account } = await import("../../../functions/account/handler.ts"));
});

afterAll(() => auth.stop());

const GOOD_ANSWERS = {
  GetUser: { Username: "jane", UserAttributes: [{ Name: "email", Value: email }] },
  BatchGetItem: { Responses: {} },
  GetItem: {},
  PutItem: {},
  UpdateItem: { Attributes: {} },
  TransactWriteItems: {},
  ChangePassword: {},
  AdminUserGlobalSignOut: {},
  AdminRespondToAuthChallenge: { ChallengeName: "SMS_MFA", Session: session, ChallengeParameters: {} },
  ConfirmForgotPassword: {},
  ConfirmSignUp: {},
  AdminGetUser: {
    Username: "jane",
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
  },
  AdminSetUserPassword: {},
  AdminListDevices: {},
  AdminGetUserAuthFactors: { Username: "jane", ConfiguredUserAuthFactors: ["PASSWORD"] },
  DeleteItem: {},
  Query: { Items: [] },
};

/** Calls that set a password, or use up the code that allows it. */
const SETS_PASSWORD = [
  "ChangePassword",
  "AdminRespondToAuthChallenge",
  "ConfirmForgotPassword",
  "ConfirmSignUp",
  "AdminSetUserPassword",
];

beforeEach(() => auth.awsAnswers(GOOD_ANSWERS));

describe.each(PLACES)("POST $path", ({ path, pointer, body }) => {
  async function post(password: string) {
    const claims = accessTokenClaims({ auth_time: String(Math.floor(Date.now() / 1000)) });
    const event = httpEvent({ method: "POST", path, body: body(password), claims });
    const answer = await (path.startsWith("/v1/me") ? account : auth.handler)(event, lambdaContext());
    return { status: answer.statusCode ?? 0, body: answer.body ? JSON.parse(answer.body) : {} };
  }

  test.each([
    ["123456789012", "too_short"],
    ["fourteen chars", "too_short"],
    ["passwordpassword", "repeated"],
    ["aaaaaaaaaaaaaaa", "repeated"],
    ["Password-123456789", "common"],
    ["qwertyuiop[]asdfghjkl", "pattern"],
    [email, "personal"],
    ["Blue-Harbour-2024", "personal"],
  ])("refuses %s: %s", async (password, reason) => {
    expect(await post(password)).toMatchObject({
      status: 400,
      body: { code: "invalid_password", errors: [{ in: "body", pointer, reason }] },
    });
    expect(auth.operations().filter((operation) => SETS_PASSWORD.includes(operation))).toEqual([]);
  });

  test.each([" seven green bottles hang", "seven green bottles hang ", "seven green\nbottles hang"])(
    "refuses white space at the ends and line breaks: %j",
    async (password) => {
      expect(await post(password)).toMatchObject({
        status: 400,
        body: { code: "validation_failed", errors: [{ pointer }] },
      });
    },
  );

  test("accepts a pass phrase with spaces inside, unchanged", async () => {
    const { status } = await post("seven green bottles hang");
    expect(status).toBeLessThan(300);
    expect(JSON.stringify(auth.inputs())).toContain('"seven green bottles hang"');
  });

  test("composes letters and their accents, as not every keyboard does", async () => {
    const { status } = await post("über sieben Brücken gehn".normalize("NFD"));
    expect(status).toBeLessThan(300);
    expect(JSON.stringify(auth.inputs())).toContain("über sieben Brücken gehn".normalize("NFC"));
  });

  test("counts characters, not JavaScript's UTF-16 units", async () => {
    expect(await post("🦊🐢🌵🎷🍋🚲")).toMatchObject({ body: { errors: [{ reason: "too_short" }] } });
  });
});

test("sign-in composes letters in the same way, so that the password is the same", async () => {
  auth.awsAnswers({
    AdminInitiateAuth: { ChallengeName: "SMS_MFA", Session: session, ChallengeParameters: {} },
  });
  await auth.post("sign-in", { email, password: "über sieben Brücken gehn".normalize("NFD") });
  expect(JSON.stringify(auth.inputs())).toContain("über sieben Brücken gehn".normalize("NFC"));
});
