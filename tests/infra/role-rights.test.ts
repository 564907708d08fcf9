import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Template } from "../../cloudformation/template.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";
import { accessesOfCall, UnknownCall } from "../support/reporters/role-rights/accesses-of-call.ts";
import type { Call } from "../support/reporters/role-rights/call.ts";
import { functionPolicies } from "../support/reporters/role-rights/function-policies.ts";
import { readCalls } from "../support/reporters/role-rights/judge-calls.ts";
import { BUCKET, POOL_ARN, TABLE_ARN } from "../support/reporters/role-rights/places.ts";
import {
  describeRight,
  refusedAccesses,
  rightsOf,
  type UsedAccess,
  unusedRights,
} from "../support/reporters/role-rights/rights-findings.ts";
import { UNSEEN_RIGHTS } from "../support/reporters/role-rights/unseen-rights.ts";

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=local-auth/20260115/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0a`;

/** A call of the function `auth`. */
const call = (over: Partial<Call> & { readonly service?: string }): Call => ({
  signer: "auth",
  method: "POST",
  url: "/",
  body: "",
  ...over,
  headers: {
    ...(over.service === undefined ? {} : { authorization: signed(over.service) }),
    ...over.headers,
  },
});

const table = (operation: string, input: object): Call =>
  call({
    service: "dynamodb",
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: JSON.stringify({ TableName: "serverless-auth-local-ActivityTable", ...input }),
  });

const cognito = (operation: string, input: object): Call =>
  call({
    service: "cognito-idp",
    headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });

const form = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("");

const key = (PK: string) => ({ PK: { S: PK }, SK: { S: "x" } });

describe("a call needs", () => {
  const cases: [string, Call, readonly string[]][] = [
    [
      "an operation on the pool",
      cognito("AdminGetUser", { UserPoolId: "us-east-1_Any" }),
      [`cognito-idp:AdminGetUser ${POOL_ARN}`],
    ],
    ["an operation on all pools", cognito("ListUserPools", {}), ["cognito-idp:ListUserPools *"]],
    ["an operation that anyone may call", cognito("InitiateAuth", { ClientId: "x" }), []],
    ["an operation of a user with a token", cognito("GetUser", { AccessToken: "x" }), []],
    ["an item", table("PutItem", { Item: key("USER#1") }), [`dynamodb:PutItem ${TABLE_ARN} USER#1`]],
    [
      "a query of the index",
      table("Query", {
        IndexName: "GSI1",
        KeyConditionExpression: "GSI1PK = :day",
        ExpressionAttributeValues: { ":day": { S: "EVENTS#1" } },
      }),
      [`dynamodb:Query ${TABLE_ARN}/index/GSI1 EVENTS#1`],
    ],
    [
      "a transaction: the permissions of its items",
      table("TransactWriteItems", {
        TransactItems: [
          { Put: { TableName: "t", Item: key("USER#1") } },
          { ConditionCheck: { TableName: "t", Key: key("GROUPS#1") } },
        ],
      }),
      [`dynamodb:PutItem ${TABLE_ARN} USER#1`, `dynamodb:ConditionCheckItem ${TABLE_ARN} GROUPS#1`],
    ],
    [
      "a mail",
      call({
        service: "ses",
        url: "/v2/email/outbound-emails",
        body: JSON.stringify({ FromEmailAddress: "Auth <no-reply@example.com>" }),
      }),
      ["ses:SendEmail arn:aws:ses:us-east-1:000000000000:identity/example.com"],
    ],
    [
      "a text message",
      call({ service: "sns", body: "Action=Publish&PhoneNumber=%2B491700000000&Message=x" }),
      ["sns:Publish +491700000000"],
    ],
    [
      "an object",
      call({ service: "s3", method: "DELETE", url: "/a-bucket/users/1/f" }),
      [`s3:DeleteObject arn:aws:s3:::${BUCKET}/users/1/f`],
    ],
    [
      "a presigned URL",
      call({ method: "GET", url: "/a-bucket/users/1/f?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x" }),
      [`s3:GetObject arn:aws:s3:::${BUCKET}/users/1/f`],
    ],
    [
      "a presigned form",
      call({
        url: "/a-bucket",
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: form({ key: "users/1/f", "x-amz-credential": "local-files/x" }),
      }),
      [`s3:PutObject arn:aws:s3:::${BUCKET}/users/1/f`],
    ],
    [
      "a presigned form that opens the object",
      call({
        url: "/a-bucket",
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: form({ key: "users/1/f", acl: "public-read" }),
      }),
      [`s3:PutObject arn:aws:s3:::${BUCKET}/users/1/f`, `s3:PutObjectAcl arn:aws:s3:::${BUCKET}/users/1/f`],
    ],
    [
      "several objects at once",
      call({
        service: "s3",
        url: "/a-bucket?delete",
        body: "<Delete><Object><Key>users/1/a</Key></Object><Object><Key>users/1/b</Key></Object></Delete>",
      }),
      [
        `s3:DeleteObject arn:aws:s3:::${BUCKET}/users/1/a`,
        `s3:DeleteObject arn:aws:s3:::${BUCKET}/users/1/b`,
      ],
    ],
    [
      "a list of objects",
      call({ service: "s3", method: "GET", url: "/a-bucket?list-type=2&prefix=users/1/" }),
      [`s3:ListBucket arn:aws:s3:::${BUCKET}`],
    ],
  ];

  test.each(cases)("%s", async (_, made, expected) => {
    const accesses = await accessesOfCall(made);
    const described = accesses.map(({ action, resource, context }) =>
      [action, resource, ...(context["dynamodb:LeadingKeys"] ?? [])].join(" "),
    );
    expect(described).toEqual(expected);
  });

  test.each([
    ["an unknown service", call({ service: "lambda", url: "/2015-03-31/functions/x" })],
    ["an unknown operation", cognito("AdminDoAnything", {})],
    ["a target of another service", call({ headers: { "x-amz-target": "TrentService.Decrypt" } })],
    ["another request to SES", call({ service: "ses", method: "GET", url: "/v2/email/account" })],
  ])("unknown permissions: %s", async (_, made) => {
    await expect(accessesOfCall(made)).rejects.toBeInstanceOf(UnknownCall);
  });
});

describe("functions and their roles", () => {
  let prod: Template;
  let functions: ReturnType<typeof functionPolicies>;

  beforeAll(async () => {
    ({ prod } = await packagedTemplates());
    functions = functionPolicies(prod);
  });

  const access = (signer: string, action: string, resource: string, partition?: string): UsedAccess => ({
    signer,
    action,
    resource,
    context: partition === undefined ? {} : { "dynamodb:LeadingKeys": [partition] },
  });

  /** The template without one action of one role. */
  function without(roleId: string, action: string): Template {
    const text = JSON.stringify(prod.Resources[roleId]).replaceAll(JSON.stringify(action), '"none:None"');
    return { ...prod, Resources: { ...prod.Resources, [roleId]: JSON.parse(text) } };
  }

  test("all exist, each allowed to write its own log", () => {
    expect(functions.size).toBeGreaterThan(15);
    for (const { roleId } of functions.values()) {
      expect(rightsOf(functions).map(describeRight)).toContainEqual(
        expect.stringMatching(new RegExp(`^${roleId} logs:PutLogEvents `)),
      );
    }
  });

  test.each([
    ["userMigration", "dynamodb:UpdateItem", TABLE_ARN, "MIGRATED#a"],
    ["auth", "cognito-idp:AdminInitiateAuth", POOL_ARN, undefined],
    ["files", "s3:PutObject", `arn:aws:s3:::${BUCKET}/users/1/f`, undefined],
    ["admin", "ses:SendEmail", "arn:aws:ses:us-east-1:000000000000:identity/example.com", undefined],
  ])("%s may %s, and may not without that statement", (signer, action, resource, partition) => {
    const used = [access(signer, action, resource, partition)];
    expect(refusedAccesses(used, functions)).toEqual([]);
    const roleId = functions.get(signer)?.roleId ?? "";
    const [beside] = Object.keys(prod.Resources).filter((id) =>
      id.startsWith(roleId.replace("Role", "Mail")),
    );
    const lacking = functionPolicies(without(action === "ses:SendEmail" ? String(beside) : roleId, action));
    expect(refusedAccesses(used, lacking)).toEqual([
      expect.stringContaining(`${roleId} does not allow ${action} on ${resource}`),
    ]);
  });

  test.each([
    ["another partition", access("userMigration", "dynamodb:UpdateItem", TABLE_ARN, "GROUPS#a")],
    ["an unknown partition", access("userMigration", "dynamodb:UpdateItem", TABLE_ARN)],
    ["another folder", access("files", "s3:PutObject", `arn:aws:s3:::${BUCKET}/other/f`)],
    ["another pool's operation", access("auth", "cognito-idp:AdminDeleteUser", POOL_ARN)],
    ["a function of another service", access("stranger", "s3:GetObject", `arn:aws:s3:::${BUCKET}/users/1/f`)],
  ])("refuse %s", (_, used) => {
    expect(refusedAccesses([used], functions)).toHaveLength(1);
  });

  test("report every permission as unused until a call needs it", () => {
    const all = rightsOf(functions).map(describeRight);
    expect(unusedRights([], functions)).toEqual(all);
    const used = access("userMigration", "dynamodb:UpdateItem", TABLE_ARN, "MIGRATED#a");
    const right = "UserMigrationRole dynamodb:UpdateItem MIGRATED#*";
    expect(unusedRights([used], functions)).toEqual(all.filter((other) => other !== right));
    expect(all).toContain(right);
  });

  test("every listed exception is a permission that a role has", () => {
    const all = rightsOf(functions).map(describeRight);
    const idle = UNSEEN_RIGHTS.filter(({ pattern }) => !all.some((right) => pattern.test(right)));
    expect(idle).toEqual([]);
  });
});

test("a record is read line by line: each access once, and unknown calls by name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "record-"));
  const lines = [
    cognito("AdminGetUser", { UserPoolId: "us-east-1_A", Username: "a" }),
    cognito("AdminGetUser", { UserPoolId: "us-east-1_B", Username: "b" }),
    call({ service: "lambda", url: "/functions" }),
  ];
  writeFileSync(join(folder, "record"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { used, unknown } = await readCalls(join(folder, "record"));
  rmSync(folder, { recursive: true });
  expect(used).toHaveLength(1);
  expect(unknown).toEqual(["auth: POST /functions"]);
});
