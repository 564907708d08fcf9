import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openExportFile } from "../../../scripts/users/export-file.ts";
import { exportUsers } from "../../../scripts/users/export-users.ts";
import { importUsers } from "../../../scripts/users/import-users.ts";
import type { UserRecord } from "../../../scripts/users/user-record.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../support/worlds/cognito-pool.ts";
import { type CognitoServer, startCognitoServer } from "../../support/worlds/cognito-server.ts";
import { poolAccess } from "../../support/worlds/pool-access.ts";

const USERS = 240;
const folder = mkdtempSync(join(tmpdir(), "users-round-trip-"));
let server: CognitoServer;
let cognito: CognitoIdentityProviderClient;
let source: string;
let exported: UserRecord[];

const emailOf = (number: number) => `user.${number}@example.com`;
const fileOf = (name: string) => join(folder, name);
const asFile = (name: string, records: readonly unknown[]): string => {
  writeFileSync(fileOf(name), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return fileOf(name);
};

/** A pool with second factors by mail and text message, like one with its own sender. */
async function poolWithFactors(): Promise<string> {
  const poolId = await createPool(server, {
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
    },
    Schema: [{ Name: "tenant", AttributeDataType: "String", Mutable: true }],
  });
  await cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: poolId,
      MfaConfiguration: "OPTIONAL",
      EmailMfaConfiguration: {},
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  return poolId;
}

async function fill(poolId: string): Promise<void> {
  for (const GroupName of ["users", "admins", "nobody"]) {
    await cognito.send(new CreateGroupCommand({ UserPoolId: poolId, GroupName }));
  }
  for (let number = 1; number <= USERS; number += 1) {
    const user = { UserPoolId: poolId, Username: emailOf(number) };
    await cognito.send(
      new AdminCreateUserCommand({
        ...user,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: emailOf(number) },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: `Zoë "${number}" \\ 名` },
          { Name: "custom:tenant", Value: `t${number % 7}` },
        ],
      }),
    );
    // Every tenth user never accepted the invitation.
    if (number % 10 !== 0) {
      await cognito.send(
        new AdminSetUserPasswordCommand({ ...user, Password: "Correct-Horse-9", Permanent: true }),
      );
    }
    await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "users" }));
    if (number % 50 === 0) {
      await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: "admins" }));
    }
    if (number % 40 === 0) await cognito.send(new AdminDisableUserCommand(user));
  }
  await cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: poolId,
      Username: emailOf(1),
      EmailMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
}

async function exportAll(poolId: string, { withMfa = true } = {}): Promise<UserRecord[]> {
  const records: UserRecord[] = [];
  for await (const page of exportUsers({ ...poolAccess(cognito, poolId), withMfa })) {
    records.push(...page.records);
  }
  return records;
}

const importInto = (poolId: string, file: string, more: { fromLine?: number; createGroups?: boolean } = {}) =>
  importUsers({
    file,
    target: poolAccess(cognito, poolId),
    fromLine: more.fromLine ?? 1,
    createGroups: more.createGroups ?? true,
    concurrency: 8,
  });

/** The parts of a user that can be the same in two pools. */
const portable = ({ attributes: { sub: _, ...attributes }, status, enabled, groups, mfa }: UserRecord) => ({
  attributes,
  status,
  enabled,
  groups: groups.toSorted(),
  mfa,
});
const byEmail = (records: readonly UserRecord[]) =>
  new Map(records.map((record) => [record.attributes.email, portable(record)]));

beforeAll(async () => {
  server = await startCognitoServer();
  cognito = server.admin;
  source = await poolWithFactors();
  await fill(source);
  exported = await exportAll(source);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

describe("an export", () => {
  test("has every user once, with groups, status and second factors", () => {
    expect(new Set(exported.map(({ username }) => username)).size).toBe(USERS);
    expect(byEmail(exported).get(emailOf(200))).toEqual({
      attributes: {
        email: emailOf(200),
        email_verified: "true",
        name: 'Zoë "200" \\ 名',
        "custom:tenant": "t4",
      },
      status: "FORCE_CHANGE_PASSWORD",
      enabled: false,
      groups: ["admins", "users"],
      mfa: { enabled: [], preferred: null },
    });
    expect(byEmail(exported).get(emailOf(1))?.mfa).toEqual({
      enabled: ["EMAIL_OTP"],
      preferred: "EMAIL_OTP",
    });
  });

  test("does not request single users unless told to", async () => {
    const records = await exportAll(source, { withMfa: false });
    expect(records).toHaveLength(USERS);
    expect(records.filter(({ mfa }) => mfa !== undefined)).toEqual([]);
  });

  test("continues after an interruption, and the file is the same as from one run", async () => {
    const access = { ...poolAccess(cognito, source), withMfa: false };
    const whole = fileOf("whole.jsonl");
    const inOne = await openExportFile(whole, { poolId: source, resume: false });
    for await (const page of exportUsers(access)) await inOne.append(page);
    await inOne.close();

    const path = fileOf("broken.jsonl");
    const first = await openExportFile(path, { poolId: source, resume: false });
    let pages = 0;
    for await (const page of exportUsers(access)) {
      await first.append(page);
      pages += 1;
      if (pages === 2) break;
    }
    await first.close();
    // Half a line, as after a crash.
    writeFileSync(path, '{"username": "torn', { flag: "a" });

    const second = await openExportFile(path, { poolId: source, resume: true });
    expect(second.users).toBe(120);
    for await (const page of exportUsers(access, second.from)) await second.append(page);
    await second.close();

    expect(readFileSync(path, "utf8")).toBe(readFileSync(whole, "utf8"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(openExportFile(path, { poolId: source, resume: true })).rejects.toThrow(
      "nothing to continue",
    );
    await expect(openExportFile(path, { poolId: source, resume: false })).rejects.toThrow(
      "exists: give another name",
    );
  });
});

describe("an import", () => {
  test("creates the same users in another pool, also when run twice, and sends no mail", async () => {
    const target = await poolWithFactors();
    const sent = server.outbox.length;
    const file = asFile("all.jsonl", exported);
    const first = await importInto(target, file);
    expect(first.counts).toEqual({ created: USERS, existing: 0, federated: 0, unconfirmed: 0 });
    expect(first.failures).toEqual([]);
    expect(byEmail(await exportAll(target))).toEqual(byEmail(exported));

    const second = await importInto(target, file);
    expect(second.counts).toEqual({ created: 0, existing: USERS, federated: 0, unconfirmed: 0 });
    expect(byEmail(await exportAll(target))).toEqual(byEmail(exported));
    expect(server.outbox.length).toBe(sent);
  });

  test("creates users who can set a password by “forgot password”, and whose old one is invalid", async () => {
    const target = await createPool(server);
    const ClientId = await createClient(server, target);
    const record = { ...exported.find(({ status }) => status === "CONFIRMED"), mfa: undefined, groups: [] };
    const { "custom:tenant": _, ...attributes } = record.attributes ?? {};
    await importInto(target, asFile("one.jsonl", [{ ...record, attributes }]));
    const Username = attributes.email;
    const signIn = new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: String(Username), PASSWORD: "Correct-Horse-9" },
    });
    expect(await refusal(cognito.send(signIn))).toMatch(/^NotAuthorizedException/);
    const { CodeDeliveryDetails } = await cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    expect(CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
  });

  test("does not change the password of an existing user", async () => {
    const target = await createPool(server);
    const Username = emailOf(1);
    const user = { UserPoolId: target, Username };
    await cognito.send(
      new AdminCreateUserCommand({
        ...user,
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email", Value: Username }],
      }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...user, Password: "Mine-Alone-77", Permanent: true }),
    );
    const before = await cognito.send(new AdminGetUserCommand(user));
    await importInto(
      target,
      asFile("again.jsonl", [exported.find(({ attributes }) => attributes.email === Username)]),
    );
    const after = await cognito.send(new AdminGetUserCommand(user));
    expect(after.UserStatus).toBe("CONFIRMED");
    expect(after.UserAttributes).toEqual(before.UserAttributes);
  });

  test("skips users who are federated or were never confirmed, and counts lost factors", async () => {
    const target = await createPool(server);
    const plain = { ...exported[0], attributes: { email: "x@example.com" }, groups: [], enabled: true };
    const file = asFile("mixed.jsonl", [
      { ...plain, status: "EXTERNAL_PROVIDER" },
      { ...plain, status: "UNCONFIRMED" },
      {
        ...plain,
        status: "CONFIRMED",
        mfa: { enabled: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], preferred: "SOFTWARE_TOKEN_MFA" },
      },
    ]);
    const { counts, lostFactors } = await importInto(target, file);
    expect(counts).toEqual({ created: 1, existing: 0, federated: 1, unconfirmed: 1 });
    expect(lostFactors).toBe(2);
  });

  test("names the lines that Cognito refuses, and creates the other users", async () => {
    const target = await createPool(server); // has no custom:tenant
    const records = exported.slice(0, 3).map((record) => ({ ...record, groups: [] }));
    const [first, ...others] = records.map(
      ({ attributes: { "custom:tenant": _, ...attributes }, ...rest }) => ({
        ...rest,
        attributes,
      }),
    );
    const { counts, failures } = await importInto(
      target,
      asFile("refused.jsonl", [first, records[1], ...others]),
    );
    expect(counts.created).toBe(3);
    expect(failures).toEqual([{ line: 2, reason: expect.stringMatching(/^InvalidParameterException: /) }]);
  });

  test("of a file with mistakes creates no users, and names every line", async () => {
    const target = await createPool(server);
    const file = asFile("wrong.jsonl", [exported[0], { ...exported[1], status: "CONFUSED" }, exported[2]]);
    writeFileSync(file, "{\n", { flag: "a" });
    await expect(importInto(target, file)).rejects.toThrow(/line 2: status: .*\nline 4: not JSON/);
    expect(await exportAll(target)).toEqual([]);
  });

  test("asks before it creates groups", async () => {
    const target = await createPool(server);
    const file = asFile("groups.jsonl", exported.slice(0, 1));
    await expect(importInto(target, file, { createGroups: false })).rejects.toThrow("lacks the groups users");
    expect(await exportAll(target)).toEqual([]);
  });

  test("that is interrupted prints the line to continue from", async () => {
    const target = await createPool(server);
    const file = asFile("broken-off.jsonl", [
      { ...exported[0], groups: [] },
      { ...exported[1], groups: [] },
    ]);
    const access = poolAccess(cognito, target);
    const quotas = {
      take: (category: string) =>
        category === "UserCreation" ? Promise.reject(new Error("no network")) : Promise.resolve(),
    };
    const stopped = importUsers({
      file,
      target: { ...access, quotas },
      fromLine: 2,
      createGroups: false,
      concurrency: 8,
    });
    await expect(stopped).rejects.toMatchObject({ name: "ImportStopped", line: 2 });
  });
});
