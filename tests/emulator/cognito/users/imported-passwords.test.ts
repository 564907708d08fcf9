import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  ForgotPasswordCommand,
  GetCSVHeaderCommand,
  InitiateAuthCommand,
  type PasswordHashingAlgorithmType,
  RespondToAuthChallengeCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { srpSignIn } from "../../../support/clients/srp-client.ts";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { PASSWORD, refusal } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { HASH_ALGORITHMS, hashOf } from "../../../support/worlds/password-hashes.ts";
import { startTestCloud, type TestCloud } from "../../../support/worlds/test-cloud.ts";

const ADA = "ada@example.com";
const WRONG = "NotAuthorizedException: Incorrect username or password.";

let cloud: TestCloud;
let admin: ReturnType<typeof cognitoClient>;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  cloud = closeAtEnd(await startTestCloud());
  admin = cognitoClient(cloud.endpoint);
  UserPoolId = await createPool({ admin });
  ClientId = await createClient({ admin }, UserPoolId, {
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
  });
});

const person = (email: string, hash: string): Readonly<Record<string, string>> => ({
  "cognito:username": email,
  email,
  email_verified: "TRUE",
  "cognito:password_hash": hash.replaceAll(",", "\\,"),
});

/** Imports people with the hashes of an algorithm, and returns the finished job. */
async function importPeople(
  PasswordHashingAlgorithm: PasswordHashingAlgorithmType | undefined,
  people: readonly Readonly<Record<string, string>>[],
): Promise<UserImportJobType> {
  const { CSVHeader = [] } = await admin.send(new GetCSVHeaderCommand({ UserPoolId }));
  const columns = [...CSVHeader, "cognito:password_hash"];
  const csv = [columns, ...people.map((row) => columns.map((name) => row[name] ?? ""))];
  const { UserImportJob: job } = await admin.send(
    new CreateUserImportJobCommand({
      UserPoolId,
      JobName: "people",
      CloudWatchLogsRoleArn: "arn:aws:iam::000000000000:role/logs",
      PasswordHashingAlgorithm,
    }),
  );
  expect(job?.PasswordHashingAlgorithm).toBe(PasswordHashingAlgorithm);
  const body = csv.map((row) => row.join(",")).join("\n");
  await fetch(String(job?.PreSignedUrl), { method: "PUT", body });
  await admin.send(new StartUserImportJobCommand({ UserPoolId, JobId: job?.JobId }));
  for (let looks = 0; looks < 2000; looks += 1) {
    const { UserImportJob: now } = await admin.send(
      new DescribeUserImportJobCommand({ UserPoolId, JobId: job?.JobId }),
    );
    if (now?.CompletionDate) return now;
  }
  throw new Error("the job did not end");
}

const signIn = async (password: string, username = ADA) =>
  (
    await admin.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    )
  ).AuthenticationResult;
const signInBySrp = async (password: string) => {
  const app = { server: { admin, clock: cloud.clock }, poolId: UserPoolId, clientId: ClientId };
  return (await srpSignIn(app, ADA, password)).AuthenticationResult;
};
const statusOf = async (Username: string) =>
  (await admin.send(new AdminGetUserCommand({ UserPoolId, Username }))).UserStatus;

describe.each(HASH_ALGORITHMS)("a hash of %s", (algorithm) => {
  test("signs its user in with the old password; the user is confirmed from the beginning", async () => {
    const job = await importPeople(algorithm, [person(ADA, hashOf(algorithm, PASSWORD))]);
    expect(job).toMatchObject({
      Status: "Succeeded",
      ImportedUsers: 1,
      PasswordHashingAlgorithm: algorithm,
    });
    expect(await statusOf(ADA)).toBe("CONFIRMED");
    expect(await refusal(signIn("Correct-Horse-8"))).toBe(WRONG);
    expect(await signIn(PASSWORD)).toMatchObject({ AccessToken: expect.any(String) });
    expect(await signIn(PASSWORD)).toMatchObject({ AccessToken: expect.any(String) });
    expect(await refusal(signIn("Correct-Horse-8"))).toBe(WRONG);
  });

  test("of another algorithm than the job's is refused, and the others are imported", async () => {
    const other = HASH_ALGORITHMS.find((name) => name !== algorithm) ?? algorithm;
    const job = await importPeople(algorithm, [
      person(ADA, hashOf(algorithm, PASSWORD)),
      person("bob@example.com", hashOf(other, PASSWORD)),
    ]);
    expect(job).toMatchObject({ Status: "Succeeded", ImportedUsers: 1, FailedUsers: 1 });
  });
});

test("SRP works from the first sign-in with the password itself", async () => {
  await importPeople("BCRYPT", [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  expect(await refusal(signInBySrp(PASSWORD))).toBe(WRONG);
  await signIn(PASSWORD);
  expect(await signInBySrp(PASSWORD)).toMatchObject({ AccessToken: expect.any(String) });
});

test("USER_AUTH takes the old password, sent along or in a challenge of its own", async () => {
  const people = [ADA, "bob@example.com"].map((email) => person(email, hashOf("ARGON2ID", PASSWORD)));
  await importPeople("ARGON2ID", people);
  const begin = (AuthParameters: Record<string, string>) =>
    admin.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters }));
  const preferred = { PREFERRED_CHALLENGE: "PASSWORD" };
  const atOnce = await begin({ USERNAME: ADA, PASSWORD, ...preferred });
  expect(atOnce.AuthenticationResult).toBeDefined();
  const asked = await begin({ USERNAME: "bob@example.com", ...preferred });
  expect(asked.ChallengeName).toBe("PASSWORD");
  const { AuthenticationResult } = await admin.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "PASSWORD",
      Session: asked.Session,
      ChallengeResponses: { USERNAME: "bob@example.com", PASSWORD },
    }),
  );
  expect(AuthenticationResult).toBeDefined();
});

test("users without a hash in the same file set their first password by a code", async () => {
  const job = await importPeople("BCRYPT", [
    person(ADA, hashOf("BCRYPT", PASSWORD)),
    person("bob@example.com", ""),
  ]);
  expect(job).toMatchObject({ ImportedUsers: 2 });
  expect(await statusOf("bob@example.com")).toBe("RESET_REQUIRED");
  expect(await refusal(signIn(PASSWORD, "bob@example.com"))).toBe(WRONG);
});

test("a job without an algorithm takes no file with hashes", async () => {
  const job = await importPeople(undefined, [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  expect(job).toMatchObject({
    Status: "Failed",
    CompletionMessage: "The header in the CSV file does not match the user pool's.",
  });
});

test("wrong guesses at once are counted one by one, and lock the account as ever", async () => {
  await importPeople("BCRYPT", [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  const guesses = Array.from({ length: 12 }, (_, index) => refusal(signIn(`Wrong-Horse-${index}`)));
  const answers = await Promise.all(guesses);
  expect(answers.filter((answer) => answer === WRONG)).toHaveLength(5);
  const LOCKED = "NotAuthorizedException: Password attempts exceeded";
  expect(answers.filter((answer) => answer === LOCKED)).toHaveLength(7);
  expect(await refusal(signIn(PASSWORD))).toBe(LOCKED);
  cloud.clock.advance(1000);
  expect(await signIn(PASSWORD)).toBeDefined();
});

test("an unknown user is refused like a user with a hash", async () => {
  await importPeople("BCRYPT", [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  expect(await refusal(signIn(PASSWORD, "nobody@example.com"))).toBe(WRONG);
});

test("right sign-ins at once all succeed", async () => {
  await importPeople("SCRYPT", [person(ADA, hashOf("SCRYPT", PASSWORD))]);
  const results = await Promise.all(Array.from({ length: 6 }, () => signIn(PASSWORD)));
  expect(results.every((result) => result?.AccessToken !== undefined)).toBe(true);
});

test("a hash that would take too long is refused with its line, and nothing is computed", async () => {
  const bcrypt31 = `$2b$31$${"a".repeat(53)}`;
  const argon = `$argon2id$v=19$m=4194304,t=100,p=1$${"a".repeat(22)}$${"a".repeat(43)}`;
  for (const [algorithm, hash] of [["BCRYPT", bcrypt31] as const, ["ARGON2ID", argon] as const]) {
    expect(await importPeople(algorithm, [person(ADA, hash)])).toMatchObject({
      Status: "Failed",
      FailedUsers: 1,
    });
  }
});

describe("another password", () => {
  beforeEach(async () => {
    UserPoolId = await createPool(
      { admin },
      {
        Policies: {
          PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 },
          SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
        },
      },
    );
    ClientId = await createClient({ admin }, UserPoolId, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"],
    });
    await importPeople("BCRYPT", [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  });
  const REUSED = /^PasswordHistoryPolicyViolationException/;
  const setByAdmin = (Password: string) =>
    admin.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: ADA, Password, Permanent: true }));

  test("takes the place of the hash, and must not be the one that it is of", async () => {
    expect(await refusal(setByAdmin(PASSWORD))).toMatch(REUSED);
    await setByAdmin("Another-Horse-1");
    expect(await refusal(signIn(PASSWORD))).toBe(WRONG);
    expect(await signIn("Another-Horse-1")).toBeDefined();
  });

  test("is set by a code, and a code works once", async () => {
    await admin.send(new ForgotPasswordCommand({ ClientId, Username: ADA }));
    const ConfirmationCode = cloud.inbox.list(ADA)[0]?.code ?? "";
    const confirm = (Password: string) =>
      admin.send(new ConfirmForgotPasswordCommand({ ClientId, Username: ADA, ConfirmationCode, Password }));
    expect(await refusal(confirm(PASSWORD))).toMatch(REUSED);
    const both = await Promise.allSettled([confirm("Another-Horse-1"), confirm("Another-Horse-2")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(signIn(PASSWORD))).toBe(WRONG);
  });

  test("is changed with the old one, by a user who signed in with a code", async () => {
    const { Session } = await admin.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: ADA, PREFERRED_CHALLENGE: "EMAIL_OTP" },
      }),
    );
    const { AuthenticationResult } = await admin.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: "EMAIL_OTP",
        Session,
        ChallengeResponses: { USERNAME: ADA, EMAIL_OTP_CODE: cloud.inbox.list(ADA)[0]?.code ?? "" },
      }),
    );
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      admin.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          PreviousPassword,
          ProposedPassword,
        }),
      );
    expect(await refusal(change("Wrong-Horse-1", "Another-Horse-1"))).toBe(WRONG);
    expect(await refusal(change(PASSWORD, PASSWORD))).toMatch(REUSED);
    await change(PASSWORD, "Another-Horse-1");
    expect(await signIn("Another-Horse-1")).toBeDefined();
    expect(await refusal(change("Another-Horse-1", PASSWORD))).toMatch(REUSED);
  });
});

test("the hash stays after a sign-out everywhere, and is gone with its user", async () => {
  await importPeople("BCRYPT", [person(ADA, hashOf("BCRYPT", PASSWORD))]);
  await admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: ADA }));
  expect(await signIn(PASSWORD)).toBeDefined();
});
