import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CreateGroupCommand,
  CreateUserImportJobCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type MoveOptions, moveExport } from "../../../scripts/users/moving/move-export.ts";
import type { MovePlan } from "../../../scripts/users/moving/plan-move.ts";
import { renderPlan, renderResults } from "../../../scripts/users/moving/render-plan.ts";
import { runImportJob } from "../../../scripts/users/moving/run-import-job.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../support/worlds/cognito-pool.ts";
import {
  auth0User,
  keycloakUser,
  type MadeUpExport,
  madeUpAuth0,
  madeUpFirebase,
  madeUpKeycloak,
} from "../../support/worlds/made-up-exports.ts";
import { poolAccess } from "../../support/worlds/pool-access.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const USERS = 1000;
const folder = mkdtempSync(join(tmpdir(), "moving-users-"));

let cloud: TestCloud;
let admin: ReturnType<typeof cognitoClient>;
let UserPoolId: string;
let ClientId: string;

beforeAll(async () => {
  cloud = closeAtEnd(await startTestCloud());
  admin = cognitoClient(cloud.endpoint);
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  UserPoolId = await createPool(
    { admin },
    { Schema: [{ Name: "tenant", AttributeDataType: "String", Mutable: true }] },
  );
  ClientId = await createClient({ admin }, UserPoolId);
  for (const GroupName of ["users", "support"]) {
    await admin.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  }
});

let files = 0;
function asFile(text: string): string {
  files += 1;
  const file = join(folder, `export-${files}`);
  writeFileSync(file, text);
  return file;
}

let plan: MovePlan | null = null;
const move = (format: string, texts: readonly string[], more: Partial<MoveOptions> = {}) =>
  moveExport({
    format,
    files: texts.map(asFile),
    target: poolAccess(admin, UserPoolId),
    attributes: [],
    groups: ["*=users"],
    groupsFrom: null,
    createGroups: false,
    resetOthers: false,
    isDryRun: false,
    resume: false,
    report: null,
    logsRole: "arn:aws:iam::000000000000:role/logs",
    pauseMs: 0,
    onPlanned: (made) => {
      plan = made;
    },
    ...more,
  });

const signIn = (USERNAME: string, PASSWORD: string) =>
  admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );

/** How many people sign in with their old password, several at a time. */
async function countSignIns({ people }: MadeUpExport): Promise<number> {
  let signedIn = 0;
  const waiting = [...people];
  const worker = async () => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
      const { AuthenticationResult } = await signIn(person.email, person.password);
      if (AuthenticationResult?.AccessToken !== undefined) signedIn += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return signedIn;
}

const groupsOf = async (Username: string) => {
  const { Groups = [] } = await admin.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
  return Groups.map(({ GroupName }) => GroupName).sort();
};
const countUsers = async () => (await admin.send(new ListUsersCommand({ UserPoolId }))).Users?.length;
const outcomes = (results: Awaited<ReturnType<typeof moveExport>>) =>
  results?.toSorted((one, other) => one.number - other.number).map(({ outcome }) => outcome);

describe.each([
  ["keycloak", madeUpKeycloak],
  ["auth0", madeUpAuth0],
])("%s: an export of 1,000 users", (format, make) => {
  test("is imported, and each signs in with the old password", async () => {
    const made = make(USERS);
    const results = await move(format, [made.text], { groups: [] });
    expect(results).toHaveLength(USERS);
    expect(new Set(outcomes(results))).toEqual(new Set(["with password"]));
    expect(await countSignIns(made)).toBe(USERS);
    expect(await refusal(signIn(made.people[0]?.email ?? "", "another password"))).toMatch(
      /^NotAuthorizedException/,
    );
    expect(cloud.inbox.list()).toEqual([]);
  });
});

test("attributes and the groups that are named come over, and no others", async () => {
  const made = madeUpKeycloak(51);
  await move("keycloak", [made.text], {
    attributes: ["attributes.tenant=custom:tenant"],
    groups: ["*=users", "staff/support=support"],
  });
  const Username = "person51@keycloak.example";
  const { UserAttributes = [], UserStatus } = await admin.send(
    new AdminGetUserCommand({ UserPoolId, Username }),
  );
  expect(UserStatus).toBe("CONFIRMED");
  expect(Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]))).toMatchObject({
    email: Username,
    email_verified: "true",
    given_name: "Zoë",
    family_name: "Person, 51",
    name: "Zoë Person, 51",
    locale: "de",
    "custom:tenant": "t1",
  });
  expect(await groupsOf(Username)).toEqual(["support", "users"]);
  expect(await groupsOf("person2@keycloak.example")).toEqual(["users"]);
  expect(renderPlan(plan as MovePlan)).toMatch(/stay behind, unless --group names them: 1\n {2}51: staff\n/);
});

describe("passwords that can't come along", () => {
  const made = madeUpFirebase(4);

  test("stop the import before anything is sent, with each reason and user", async () => {
    await expect(move("firebase", [made.text])).rejects.toThrow(
      /^Passwords that can't come along: 2\. Nothing was imported\.\n {2}2: Firebase's modified scrypt .* \(user 1, 3\)\n/,
    );
    expect(await countUsers()).toBe(0);
  });

  test("are left behind with --reset-others; providers' users are left out", async () => {
    const report = join(folder, "report.jsonl");
    const results = await move("firebase", [made.text], { resetOthers: true, report });
    expect(outcomes(results)).toEqual(["without password", "without password"]);
    expect(await countUsers()).toBe(2);
    expect(await groupsOf("person1@firebase.example")).toEqual(["users"]);
    expect(statSync(report).mode & 0o777).toBe(0o600);
    const lines = readFileSync(report, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).outcome)).toEqual([
      ...["without password", "without password", "left out", "left out"],
    ]);
  });
});

test("a dry run says what would become of whom, without names and hashes, and sends nothing", async () => {
  const [ada, bob, eve, joe] = madeUpAuth0(4).people.map((person) => auth0User(person));
  const text = [
    ada,
    { ...bob, blocked: true },
    { ...eve, email_verified: false },
    { ...joe, email: ada?.email?.toUpperCase(), multifactor: ["guardian"] },
  ];
  const report = join(folder, "dry.jsonl");
  expect(await move("auth0", [JSON.stringify(text)], { isDryRun: true, report })).toBeNull();
  expect(await countUsers()).toBe(0);
  const rendered = renderPlan(plan as MovePlan);
  expect(rendered).toContain("with their password: 1\n  1: BCRYPT\n");
  expect(rendered).toContain("1: is disabled, and gets no password that would sign in (user 2)");
  expect(rendered).toContain("1: has no verified address: the owner of the address can sign up (user 3)");
  expect(rendered).toContain("1: has the sign-in name of user 1 of the export (user 4)");
  const all = `${rendered}${readFileSync(report, "utf8")}`;
  expect(all).not.toContain("@");
  expect(all).not.toContain("$2b$");
});

test("a disabled user comes without a password, and disabled", async () => {
  const [person] = madeUpKeycloak(1).people;
  const user = { ...keycloakUser(person ?? { email: "", password: "" }), enabled: false };
  const results = await move("keycloak", [JSON.stringify({ users: [user] })]);
  expect(outcomes(results)).toEqual(["without password"]);
  const { Enabled } = await admin.send(new AdminGetUserCommand({ UserPoolId, Username: user.email }));
  expect(Enabled).toBe(false);
});

test("users who were there before keep their password and their groups", async () => {
  const made = madeUpAuth0(3);
  const [ada] = made.people;
  await admin.send(
    new SignUpCommand({
      ClientId,
      Username: ada?.email,
      Password: "Mine-Alone-77",
      UserAttributes: [{ Name: "email", Value: ada?.email }],
    }),
  );
  cloud.clock.advance(1000);
  const results = await move("auth0", [made.text], { groups: ["*=support"] });
  expect(outcomes(results)).toEqual(["existing", "with password", "with password"]);
  expect(await groupsOf(String(ada?.email))).toEqual([]);
  expect(renderResults(results ?? [])).toContain("already there, and left as they are: 1");
});

test("hashes and profiles of Auth0 are put together", async () => {
  const made = madeUpAuth0(2);
  const profiles = made.people.map((person, index) => ({
    user_id: `auth0|${auth0User(person)._id.$oid}`,
    name: `Person ${index + 1}`,
    app_metadata: { roles: ["agent"], tenant: "t1" },
    identities: [{ provider: "auth0", connection: "Username-Password-Authentication" }],
  }));
  const federated = { user_id: "google-oauth2|1", email: "g@example.com", email_verified: true };
  await move("auth0", [made.text, JSON.stringify([...profiles, federated])], {
    attributes: ["app_metadata.tenant=custom:tenant"],
    groupsFrom: "app_metadata.roles",
    groups: ["agent=support"],
  });
  expect(plan?.leftOut).toEqual([
    { number: 3, reason: expect.stringMatching(/^signs in through a provider/) },
  ]);
  expect(await countSignIns(made)).toBe(2);
  expect(await groupsOf("person1@auth0.example")).toEqual(["support"]);
});

describe("an interrupted import", () => {
  const made = madeUpKeycloak(6);

  test("goes on with --resume: what was done is not done again, and nothing is missing", async () => {
    const file = asFile(made.text);
    const breaking = poolAccess(admin, UserPoolId);
    let updates = 0;
    const quotas = {
      take: (category: string) => {
        if (category === "UserUpdate") updates += 1;
        return updates > 4 ? Promise.reject(new Error("no network")) : Promise.resolve();
      },
    };
    const again = { files: [file], groups: ["*=users"], batchSize: 2 };
    await expect(move("keycloak", [], { ...again, target: { ...breaking, quotas } })).rejects.toThrow(
      "Continue with --resume.",
    );
    const progress = `${file}.progress`;
    expect(statSync(progress).mode & 0o777).toBe(0o600);
    expect(readFileSync(progress, "utf8")).not.toContain("@");
    await expect(move("keycloak", [], again)).rejects.toThrow("an import was interrupted");
    await expect(move("keycloak", [], { ...again, groups: [], resume: true })).rejects.toThrow(
      "is of another pool, other files or other options",
    );
    const results = await move("keycloak", [], { ...again, resume: true });
    expect(new Set(outcomes(results))).toEqual(new Set(["with password"]));
    expect(existsSync(progress)).toBe(false);
    expect(await countSignIns(made)).toBe(6);
    for (const { email } of made.people) expect(await groupsOf(email)).toEqual(["users"]);
  });

  const algorithm = "BCRYPT";
  const csv = () => `cognito:username\n${made.people.length}`;
  const runJob = (formerId: string | null, created: string[]) =>
    runImportJob(
      {
        cognito: admin,
        poolId: UserPoolId,
        logsRole: "arn:aws:iam::000000000000:role/logs",
        pause: async () => {},
      },
      { name: "people", algorithm, csv, formerId, onCreated: (id) => created.push(id) },
    );

  test("uses a job that was created and not started, and another one if that has expired", async () => {
    const { UserImportJob: job } = await admin.send(
      new CreateUserImportJobCommand({
        UserPoolId,
        JobName: "people",
        CloudWatchLogsRoleArn: "arn:aws:iam::000000000000:role/logs",
        PasswordHashingAlgorithm: algorithm,
      }),
    );
    const created: string[] = [];
    expect(await runJob(String(job?.JobId), created)).toMatchObject({ JobId: job?.JobId, Status: "Failed" });
    expect(created).toEqual([]);
    const { UserImportJob: late } = await admin.send(
      new CreateUserImportJobCommand({
        UserPoolId,
        JobName: "people",
        CloudWatchLogsRoleArn: "arn:aws:iam::000000000000:role/logs",
      }),
    );
    cloud.clock.advance(24 * 60 * 60 * 1000);
    const instead = await runJob(String(late?.JobId), created);
    expect(created).toEqual([instead.JobId]);
    expect(await runJob(String(instead.JobId), created)).toEqual(instead);
  });

  test("knows after a break which users without a password it had begun to make", async () => {
    const others = madeUpFirebase(6);
    const file = asFile(others.text);
    let [created, isBroken] = [0, false];
    const quotas = {
      take: (category: string) => {
        if (category === "UserCreation") created += 1;
        isBroken ||= category === "UserUpdate" && created > 0;
        return isBroken ? Promise.reject(new Error("no network")) : Promise.resolve();
      },
    };
    const again = { files: [file], resetOthers: true };
    await expect(
      move("firebase", [], { ...again, target: { ...poolAccess(admin, UserPoolId), quotas } }),
    ).rejects.toThrow("Continue with --resume.");
    const results = await move("firebase", [], { ...again, resume: true });
    expect(outcomes(results)).toEqual(["without password", "without password", "without password"]);
    expect(await groupsOf("person1@firebase.example")).toEqual(["users"]);
  });

  test("can only go on if there is one", async () => {
    await expect(move("keycloak", [made.text], { resume: true })).rejects.toThrow("nothing to continue");
  });
});

describe("is refused before anything is sent:", () => {
  const made = madeUpAuth0(1);
  test.each<[string, Partial<MoveOptions>, RegExp]>([
    ["an unknown format", { format: "okta" }, /--from must be one of auth0, firebase, keycloak/],
    ["an attribute that the pool lacks", { attributes: ["email=custom:no"] }, /no attribute custom:no/],
    ["a group that the pool lacks", { groups: ["*=none"] }, /lacks the groups none/],
    ["a mapping without a target", { groups: ["staff"] }, /--group takes FROM=TO, not "staff"/],
    ["no role for the log", { logsRole: null }, /give --logs-role ARN/],
  ])("%s", async (_, more, message) => {
    await expect(move("auth0", [made.text], more)).rejects.toThrow(message);
    expect(await countUsers()).toBe(0);
  });

  test("a pool that verifies no address", async () => {
    UserPoolId = await createPool({ admin }, { AutoVerifiedAttributes: [] });
    await expect(move("auth0", [made.text])).rejects.toThrow("verifies neither e-mail nor phone");
  });
});
