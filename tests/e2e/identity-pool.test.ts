import { CognitoIdentityClient } from "@aws-sdk/client-cognito-identity";
import {
  AdminAddUserToGroupCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import {
  ADMINISTRATOR,
  credentialsOf,
  dynamoDbAs,
  type SessionCredentials,
  s3As,
} from "../support/clients/session-clients.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { claimsOf, refusal } from "../support/worlds/cognito-app.ts";
import { type Account, newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const cognito = cognitoClient(api.cloudUrl);
const identity = new CognitoIdentityClient({
  endpoint: api.cloudUrl,
  region: "us-east-1",
  // Requests of a browser to an identity pool are not signed.
  credentials: { accessKeyId: "none", secretAccessKey: "none" },
});
const GROUP = "auditors";
const TableName = "serverless-auth-local-ActivityTable";

interface Config {
  readonly userPoolId: string;
  readonly identityPoolId: string;
  readonly issuer: string;
}

interface StoredFile {
  readonly Bucket: string;
  readonly Key: string;
}

let config: Config;
let ada: Account;
let eve: Account;
let adasFile: StoredFile;
let evesFile: StoredFile;

const provider = () => config.issuer.replace(/^https?:\/\//, "");
const credentialsBy = (idToken: string) =>
  credentialsOf(identity, config.identityPoolId, { [provider()]: idToken });
const s3Of = async ({ idToken }: { readonly idToken: string }) =>
  s3As(api.cloudUrl, await credentialsBy(idToken));

/** A file, stored like by the API. */
async function store({ token, sub }: Account): Promise<StoredFile> {
  const created = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, { token });
  const { url, fields } = created.body.upload as { url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob(["hello"]));
  const answer = await fetch(url, { method: "POST", body: form });
  if (!answer.ok) throw new Error(await answer.text());
  const Bucket = new URL(url).pathname.split("/")[1] ?? "";
  return { Bucket, Key: `users/${sub}/${String(created.body.id)}` };
}

beforeAll(async () => {
  config = (await api.get("/v1/auth/config")).body as unknown as Config;
  [ada, eve] = [await newAccount(api), await newAccount(api)];
  [adasFile, evesFile] = [await store(ada), await store(eve)];
});

afterAll(() => identity.destroy());

const denied = (action: string, resource: string) =>
  `AccessDenied: User: arn:aws:sts::000000000000:assumed-role/serverless-auth-local-OwnFilesRole/CognitoIdentityCredentials is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;

const arnOf = ({ Bucket, Key }: StoredFile) => `arn:aws:s3:::${Bucket}/${Key}`;

describe("a user's credentials from the identity pool", () => {
  test("read and list the user's own folder", async () => {
    const s3 = await s3Of(ada);
    const { Body } = await s3.send(new GetObjectCommand(adasFile));
    expect(await Body?.transformToString()).toBe("hello");
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: adasFile.Bucket, Prefix: `users/${ada.sub}/` }),
    );
    expect(Contents?.map(({ Key }) => Key)).toEqual([adasFile.Key]);
    const url = await getSignedUrl(s3, new GetObjectCommand(adasFile));
    expect(await (await fetch(url)).text()).toBe("hello");
  });

  test("are refused for another user's file and folder, with S3's error", async () => {
    const s3 = await s3Of(ada);
    expect(await refusal(s3.send(new GetObjectCommand(evesFile)))).toBe(
      denied("s3:GetObject", arnOf(evesFile)),
    );
    const folder = { Bucket: evesFile.Bucket, Prefix: `users/${eve.sub}/` };
    expect(await refusal(s3.send(new ListObjectsV2Command(folder)))).toBe(
      denied("s3:ListBucket", `arn:aws:s3:::${evesFile.Bucket}`),
    );
    const url = await getSignedUrl(s3, new GetObjectCommand(evesFile));
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining("<Code>AccessDenied</Code>"),
    ]);
  });

  test("can't store or delete anything, not even in the user's own folder", async () => {
    const s3 = await s3Of(ada);
    const own = { Bucket: adasFile.Bucket, Key: `users/${ada.sub}/other` };
    expect(await refusal(s3.send(new PutObjectCommand({ ...own, Body: "x" })))).toBe(
      denied("s3:PutObject", arnOf(own)),
    );
    expect(await refusal(s3.send(new DeleteObjectCommand(adasFile)))).toBe(
      denied("s3:DeleteObject", arnOf(adasFile)),
    );
    const { url, fields } = await createPresignedPost(s3, own);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["x"]));
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(403);
  });

  test("can't access another bucket or a table", async () => {
    const admin = s3As(api.cloudUrl, ADMINISTRATOR);
    const other = { Bucket: "other-bucket-of-the-laptop", Key: "note" };
    await admin.send(new CreateBucketCommand({ Bucket: other.Bucket }));
    await admin.send(new PutObjectCommand({ ...other, Body: "x" }));
    const credentials = await credentialsBy(ada.idToken);
    const s3 = s3As(api.cloudUrl, credentials);
    expect(await refusal(s3.send(new GetObjectCommand(other)))).toBe(denied("s3:GetObject", arnOf(other)));
    expect(await refusal(s3.send(new ListBucketsCommand({})))).toMatch(/^AccessDenied/);
    await admin.send(new DeleteObjectCommand(other));
    await admin.send(new DeleteBucketCommand({ Bucket: other.Bucket }));

    const table = dynamoDbAs(api.cloudUrl, credentials);
    const item = { PK: { S: `USER#${ada.sub}` }, SK: { S: "x" } };
    for (const [action, call] of [
      ["GetItem", () => table.send(new GetItemCommand({ TableName, Key: item }))],
      ["PutItem", () => table.send(new PutItemCommand({ TableName, Item: item }))],
      ["Scan", () => table.send(new ScanCommand({ TableName }))],
    ] as const) {
      expect(await refusal(call())).toBe(
        `AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/serverless-auth-local-OwnFilesRole/CognitoIdentityCredentials is not authorized to perform: dynamodb:${action} on resource: arn:aws:dynamodb:us-east-1:000000000000:table/${TableName} because no identity-based policy allows the dynamodb:${action} action`,
      );
    }
  });

  test("need their session token", async () => {
    const { accessKeyId, secretAccessKey }: SessionCredentials = await credentialsBy(ada.idToken);
    const s3 = s3As(api.cloudUrl, { accessKeyId, secretAccessKey });
    expect(await refusal(s3.send(new GetObjectCommand(adasFile)))).toMatch(/^InvalidAccessKeyId/);
  });
});

describe("groups", () => {
  const inPool = () => ({ UserPoolId: config.userPoolId });
  const changed = async (person: Person, change: (Username: string) => Promise<unknown>) => {
    await change(person.email);
    return api.signIn(person);
  };

  test("an administrator's browser reads only the own folder: administrators use the API", async () => {
    const admin = await newStaff(api);
    const s3 = await s3Of(admin);
    const { Body } = await s3.send(new GetObjectCommand(await store(admin)));
    expect(await Body?.transformToString()).toBe("hello");
    expect(await refusal(s3.send(new GetObjectCommand(evesFile)))).toBe(
      denied("s3:GetObject", arnOf(evesFile)),
    );
  });

  test("a user without a group gets no credentials", async () => {
    const person = await api.register(newPerson());
    const { idToken } = await changed(person, (Username) =>
      cognito.send(new AdminRemoveUserFromGroupCommand({ ...inPool(), Username, GroupName: "users" })),
    );
    expect(claimsOf(idToken)["cognito:groups"]).toBeUndefined();
    expect(await refusal(credentialsBy(idToken))).toMatch(/^NotAuthorizedException/);
  });

  test("a group with another role, which does not trust the identity pool, gives no credentials", async () => {
    const { Group } = await cognito.send(new GetGroupCommand({ ...inPool(), GroupName: "users" }));
    const RoleArn = Group?.RoleArn?.replace("OwnFilesRole", "FilesRole");
    expect(RoleArn).not.toBe(Group?.RoleArn);
    await cognito.send(new CreateGroupCommand({ ...inPool(), GroupName: GROUP, Precedence: 1, RoleArn }));
    try {
      const person = await api.register(newPerson());
      const { idToken } = await changed(person, (Username) =>
        cognito.send(new AdminAddUserToGroupCommand({ ...inPool(), Username, GroupName: GROUP })),
      );
      expect(claimsOf(idToken)["cognito:preferred_role"]).toBe(RoleArn);
      expect(await refusal(credentialsBy(idToken))).toBe(
        "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.",
      );
    } finally {
      await cognito.send(new DeleteGroupCommand({ ...inPool(), GroupName: GROUP }));
    }
  });
});
