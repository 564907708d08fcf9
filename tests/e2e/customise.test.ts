import { devNull } from "node:os";
import {
  AdminAddUserToGroupCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { applyChanges } from "../support/checks/doc-patches.ts";
import { ApiClient, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { CALL_RECORD } from "../support/reporters/role-rights/call.ts";
import { type LocalStack, QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { copyService, type ServiceCopy } from "../support/stacks/service-copy.ts";
import { poolIdOf } from "../support/worlds/staff.ts";

// The service with the changes of docs/customise.md, on its own stack.
let service: ServiceCopy;
let stack: LocalStack;
let api: ApiClient;
let cognito: CognitoIdentityProviderClient;
let person: Person;
let UserPoolId: string;

beforeAll(async () => {
  service = copyService();
  expect(applyChanges("docs/customise.md", service.directory)).toBeGreaterThan(5);
  stack = await startLocalStack({
    serviceDirectory: service.directory,
    arguments: QUICK_ANSWERS,
    // Permissions and calls of its functions differ from the project's.
    environment: { [CALL_RECORD]: devNull },
  });
  api = new ApiClient(stack);
  cognito = cognitoClient(stack.cloudUrl);
  UserPoolId = await poolIdOf(api);
  person = await api.register();
});

afterAll(async () => {
  cognito?.destroy();
  await stack?.stop();
  service?.delete();
});

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

test("an attribute gets from the pool into both tokens and the profile, and its owner can't set it", async () => {
  const UserAttributes = [{ Name: "custom:plan", Value: "team" }];
  await cognito.send(
    new AdminUpdateUserAttributesCommand({ UserPoolId, Username: person.email, UserAttributes }),
  );
  const { accessToken, idToken } = await api.signIn(person);
  expect([claimsOf(accessToken).plan, claimsOf(idToken).plan, claimsOf(idToken)["custom:plan"]]).toEqual([
    "team",
    "team",
    "team",
  ]);
  const profile = await fetch(`${stack.apiUrl}/v1/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(await profile.json()).toMatchObject({ plan: "team" });
  await expect(
    cognito.send(new UpdateUserAttributesCommand({ AccessToken: accessToken, UserAttributes })),
  ).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

test("a group gives its scopes, which allow their routes and nothing else", async () => {
  await cognito.send(
    new AdminAddUserToGroupCommand({ UserPoolId, Username: person.email, GroupName: "auditors" }),
  );
  const { accessToken: token } = await api.signIn(person);
  expect(String(claimsOf(token).scope).split(" ")).toEqual(
    expect.arrayContaining(["api/profile", "api/audit.read", "api/reports.read"]),
  );
  expect((await api.get("/v1/admin/events", { token })).status).toBe(200);
  expect((await api.get("/v1/admin/users", { token })).status).toBe(403);
});

test("a mail is sent in the reader's language", async () => {
  const { accessToken: token } = await api.signIn(person);
  const change = async (fields: object) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify(fields);
    expect((await fetch(`${stack.apiUrl}/v1/me`, { method: "PATCH", headers, body })).status).toBe(200);
    return (await api.inbox(person.email))[0]?.subject;
  };
  expect(await change({ name: "Ada" })).toContain("Your profile was changed");
  expect(await change({ locale: "de" })).toContain("Ihr Profil wurde geändert");
});

test("a trigger sends the codes, which are valid", async () => {
  const other = await api.register();
  expect(await api.inbox(other.email)).toContainEqual(
    expect.objectContaining({
      subject: "Your code",
      text: expect.stringContaining("(CustomEmailSender_SignUp)"),
    }),
  );
  await api.signIn(other);
});
