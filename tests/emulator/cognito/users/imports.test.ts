import {
  AddCustomAttributesCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  ForgotPasswordCommand,
  GetCSVHeaderCommand,
  ListUserImportJobsCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startTestCloud, type TestCloud } from "../../../support/worlds/test-cloud.ts";

let cloud: TestCloud;
let admin: ReturnType<typeof cognitoClient>;
let UserPoolId: string;
beforeEach(async () => {
  cloud = await startTestCloud();
  admin = cognitoClient(cloud.endpoint);
  UserPoolId = await createPool({ admin });
});
afterEach(() => cloud.close());

async function createJob(): Promise<UserImportJobType> {
  const { UserImportJob } = await admin.send(
    new CreateUserImportJobCommand({
      UserPoolId,
      JobName: "people",
      CloudWatchLogsRoleArn: "arn:aws:iam::000000000000:role/logs",
    }),
  );
  return UserImportJob ?? {};
}

async function csvOf(...people: Record<string, string>[]): Promise<string> {
  const { CSVHeader = [] } = await admin.send(new GetCSVHeaderCommand({ UserPoolId }));
  const rows = people.map((person) => CSVHeader.map((name) => person[name] ?? "").join(","));
  return [CSVHeader.join(","), ...rows].join("\n");
}

const person = (email: string, more: Record<string, string> = {}) => ({
  "cognito:username": email,
  email,
  email_verified: "TRUE",
  "cognito:mfa_enabled": "FALSE",
  ...more,
});

const attributesOf = async (Username: string) => {
  const { UserAttributes = [] } = await admin.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
};

/** Uploads a file to a new job, and returns the finished job. */
async function importFile(csv: string | Buffer): Promise<UserImportJobType> {
  const job = await createJob();
  expect(await upload(job.PreSignedUrl, csv)).toBe(200);
  await start(job);
  return finished(job);
}

const upload = async (url: string | undefined, body: string | Buffer) =>
  (await fetch(String(url), { method: "PUT", body: new Uint8Array(Buffer.from(body)) })).status;

const start = ({ JobId }: UserImportJobType) =>
  admin.send(new StartUserImportJobCommand({ UserPoolId, JobId }));

async function describeJob({ JobId }: UserImportJobType): Promise<UserImportJobType> {
  const { UserImportJob } = await admin.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
  return UserImportJob ?? {};
}

async function finished(job: UserImportJobType): Promise<UserImportJobType> {
  for (let looks = 0; looks < 2000; looks += 1) {
    const now = await describeJob(job);
    if (now.CompletionDate) return now;
  }
  throw new Error("the job did not end");
}

test("users are imported, and set their first password by a code", async () => {
  const ClientId = await createClient({ admin }, UserPoolId);
  const job = await createJob();
  expect(job).toMatchObject({ Status: "Created", JobId: expect.stringMatching(/^import-[0-9a-f]+$/) });
  const people = [person("ada@example.com", { name: "Ada\\, Countess" }), person("bob@example.com")];
  expect(await upload(job.PreSignedUrl, await csvOf(...people, person("not an address")))).toBe(200);
  expect((await start(job)).UserImportJob).toMatchObject({ Status: "Pending" });
  expect(await finished(job)).toMatchObject({
    Status: "Succeeded",
    ImportedUsers: 2,
    SkippedUsers: 0,
    FailedUsers: 1,
    CompletionMessage: "Import Job Completed Successfully.",
  });
  const ada = await admin.send(new AdminGetUserCommand({ UserPoolId, Username: "ada@example.com" }));
  expect(ada.UserStatus).toBe("RESET_REQUIRED");
  expect(ada.UserAttributes).toEqual(expect.arrayContaining([{ Name: "name", Value: "Ada, Countess" }]));

  await admin.send(new ForgotPasswordCommand({ ClientId, Username: "ada@example.com" }));
  const code = cloud.inbox.list("ada@example.com")[0]?.code ?? "";
  await admin.send(
    new ConfirmForgotPasswordCommand({
      ClientId,
      Username: "ada@example.com",
      ConfirmationCode: code,
      Password: "Correct-Horse-9",
    }),
  );
});

test("columns may have any order and include custom attributes, and lines may end with CRLF", async () => {
  await admin.send(
    new AddCustomAttributesCommand({
      UserPoolId,
      CustomAttributes: [
        { Name: "team", AttributeDataType: "String" },
        { Name: "rank", AttributeDataType: "Number" },
      ],
    }),
  );
  const { CSVHeader = [] } = await admin.send(new GetCSVHeaderCommand({ UserPoolId }));
  const columns = ["custom:rank", "cognito:username", "email", "custom:team"];
  const turned = [...columns, ...CSVHeader.filter((name) => !columns.includes(name)).reverse()];
  const ada: Record<string, string> = person("ada@example.com", {
    "custom:team": "red\\, white",
    "custom:rank": "7",
    birthdate: "02/01/1985",
    family_name: "  Lovelace ",
    website: "C:\\ada",
  });
  const lines = [turned.join(","), turned.map((name) => ada[name] ?? "").join(",")];
  expect(await importFile(lines.map((line) => `${line}\r\n`).join(""))).toMatchObject({
    Status: "Succeeded",
    ImportedUsers: 1,
  });
  expect(await attributesOf("ada@example.com")).toMatchObject({
    email: "ada@example.com",
    "custom:team": "red, white",
    "custom:rank": "7",
    birthdate: "02/01/1985",
    family_name: "Lovelace",
    website: "C:\\ada",
  });
});

test("a user needs a username and the pool's required attributes", async () => {
  UserPoolId = await createPool(
    { admin },
    { Schema: [{ Name: "family_name", Required: true, Mutable: true }] },
  );
  const named = { family_name: "Lovelace" };
  const csv = await csvOf(
    person("ada@example.com", named),
    person("bob@example.com", { ...named, "cognito:username": "" }),
  );
  expect(await importFile(csv)).toMatchObject({ ImportedUsers: 1, FailedUsers: 1 });
  expect(await importFile(await csvOf(person("eve@example.com")))).toMatchObject({
    Status: "Failed",
    FailedUsers: 1,
  });
});

test("a job without a file can't be started, and can be once it has one", async () => {
  const job = await createJob();
  expect(await refusal(start(job))).toBe(
    `PreconditionNotMetException: No csv file was uploaded for ${job.JobId}`,
  );
  await upload(job.PreSignedUrl, await csvOf(person("ada@example.com")));
  await start(job);
  expect(await finished(job)).toMatchObject({ Status: "Succeeded" });
});

describe("a job ends in failure", () => {
  const TOO_MANY = "Too many users have failed or been skipped during the import.";
  const HEADER = "The header in the CSV file does not match the user pool's.";
  const unverified = (email: string) => person(email, { email_verified: "FALSE" });

  test.each([
    [1, 2],
    [0, 1],
    [2, 3],
  ])("if more users fail than are imported: %i and %i", async (good, bad) => {
    const people = [
      ...Array.from({ length: good }, (_, index) => person(`good${index}@example.com`)),
      ...Array.from({ length: bad }, (_, index) => unverified(`bad${index}@example.com`)),
    ];
    expect(await importFile(await csvOf(...people))).toMatchObject({
      Status: "Failed",
      ImportedUsers: good,
      FailedUsers: bad,
      CompletionMessage: TOO_MANY,
    });
  });

  test("if more users are skipped than imported", async () => {
    const csv = await csvOf(person("ada@example.com"), person("bob@example.com"));
    expect(await importFile(csv)).toMatchObject({ Status: "Succeeded", ImportedUsers: 2 });
    expect(await importFile(csv)).toMatchObject({
      Status: "Failed",
      SkippedUsers: 2,
      CompletionMessage: TOO_MANY,
    });
  });

  test("but not if as many fail as are imported", async () => {
    const csv = await csvOf(person("ada@example.com"), unverified("bob@example.com"));
    expect(await importFile(csv)).toMatchObject({ Status: "Succeeded", ImportedUsers: 1, FailedUsers: 1 });
  });

  test("if the file has a byte order mark or another encoding, or is empty", async () => {
    const csv = await csvOf(person("ada@example.com"));
    for (const spoiled of [`\uFEFF${csv}`, Buffer.from(`${csv}é`, "latin1"), "", csv.replaceAll(",", ";")]) {
      expect(await importFile(spoiled)).toMatchObject({ Status: "Failed", CompletionMessage: HEADER });
    }
  });

  test("if the header is wrong", async () => {
    const job = await createJob();
    await upload(job.PreSignedUrl, "name,email\nAda,ada@example.com");
    await start(job);
    expect(await finished(job)).toMatchObject({
      Status: "Failed",
      CompletionMessage: "The header in the CSV file does not match the user pool's.",
    });
  });
});

test("a file is accepted only at its job's URL, before the start, for a quarter of an hour", async () => {
  const [job, other] = [await createJob(), await createJob()];
  const foreign = String(other.PreSignedUrl).replace(String(other.JobId), String(job.JobId));
  expect(await upload(foreign, "x")).toBe(403);
  expect(await upload(String(job.PreSignedUrl).replace(/expires=\d/, "expires=9"), "x")).toBe(403);
  cloud.clock.advance(15 * 60 * 1000);
  expect(await upload(job.PreSignedUrl, "x")).toBe(403);
  const { PreSignedUrl } = await describeJob(job);
  expect(await upload(PreSignedUrl, await csvOf())).toBe(200);
  await start(job);
  await finished(job);
  expect(await upload(PreSignedUrl, "x")).toBe(403);
});

test("a job is started once, one at a time, and stopped while it runs", async () => {
  const [job, other] = [await createJob(), await createJob()];
  await upload(other.PreSignedUrl, await csvOf());
  await upload(
    job.PreSignedUrl,
    await csvOf(...Array.from({ length: 3000 }, (_, index) => person(`p${index}@example.com`))),
  );
  await start(job);
  expect(await refusal(start(job))).toMatch(/^PreconditionNotMetException/);
  expect(await refusal(start(other))).toBe(
    "PreconditionNotMetException: Another user import job is in progress.",
  );
  const stop = () => admin.send(new StopUserImportJobCommand({ UserPoolId, JobId: job.JobId }));
  expect((await stop()).UserImportJob).toMatchObject({ Status: "Stopping" });
  expect(await finished(job)).toMatchObject({ Status: "Stopped" });
  expect(await refusal(stop())).toMatch(/^PreconditionNotMetException/);
});

test("jobs are listed, newest first; a job that is not started expires in a day", async () => {
  const [first, second] = [await createJob(), await createJob()];
  const list = (PaginationToken?: string) =>
    admin.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults: 1, PaginationToken }));
  const newest = await list();
  const oldest = await list(newest.PaginationToken);
  expect([newest, oldest].map(({ UserImportJobs }) => UserImportJobs?.[0]?.JobId)).toEqual([
    second.JobId,
    first.JobId,
  ]);
  expect(await refusal(list("made-up"))).toMatch(/^InvalidParameterException/);
  cloud.clock.advance(24 * 60 * 60 * 1000);
  expect(await describeJob(first)).toMatchObject({ Status: "Expired" });
  expect(await refusal(describeJob({ JobId: "import-0000" }))).toBe(
    "ResourceNotFoundException: User import job does not exist.",
  );
});

test("a pool without verified attributes cannot import users", async () => {
  UserPoolId = await createPool({ admin }, { AutoVerifiedAttributes: [] });
  const job = await createJob();
  await upload(job.PreSignedUrl, await csvOf(person("ada@example.com")));
  expect(await refusal(start(job))).toMatch(/^PreconditionNotMetException: User import needs/);
  expect(await refusal(admin.send(new GetCSVHeaderCommand({ UserPoolId: "us-east-1_Nowhere" })))).toMatch(
    /^ResourceNotFoundException/,
  );
});
