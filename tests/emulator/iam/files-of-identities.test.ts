import { SetIdentityPoolRolesCommand } from "@aws-sdk/client-cognito-identity";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import { credentialsOf, type SessionCredentials, s3As } from "../../support/clients/session-clients.ts";
import { signedFetch } from "../../support/clients/signed-fetch.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { document, role, trustOf } from "../../support/worlds/iam-resources.ts";
import { ownFilesResources, type Person, startOwnFilesApp } from "../../support/worlds/own-files-app.ts";

let ada: Person;
let eve: Person;
let writer: Person;

const as = ({ credentials }: { readonly credentials: SessionCredentials }) =>
  s3As(app.cloud.endpoint, credentials);
const ofAda = (name: string) => ({ Bucket: "files", Key: `users/${ada.sub}/${name}` });
const ofEve = (name: string) => ({ Bucket: "files", Key: `users/${eve.sub}/${name}` });
const arnOf = ({ Bucket, Key }: { readonly Bucket: string; readonly Key: string }) =>
  `arn:aws:s3:::${Bucket}/${Key}`;

const denied = (roleName: string, action: string, resource: string) =>
  `AccessDenied: User: arn:aws:sts::000000000000:assumed-role/${roleName}/CognitoIdentityCredentials is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;

const app = await startOwnFilesApp();
const admin = s3As(app.cloud.endpoint, app.administrator);
beforeAll(async () => {
  [ada, eve, writer] = [
    await app.person("readers"),
    await app.person("readers"),
    await app.person("writers"),
  ];
  for (const object of [ofAda("note"), ofAda("sealed"), ofEve("note"), { Bucket: "others", Key: "note" }]) {
    await admin.send(new PutObjectCommand({ ...object, Body: "hello" }));
  }
});

describe("a user whose role may read the user's own folder", () => {
  test("reads and lists it", async () => {
    const { Body } = await as(ada).send(new GetObjectCommand(ofAda("note")));
    expect(await Body?.transformToString()).toBe("hello");
    expect((await as(ada).send(new HeadObjectCommand(ofAda("note")))).ContentLength).toBe(5);
    const list = await as(ada).send(
      new ListObjectsV2Command({ Bucket: "files", Prefix: `users/${ada.sub}/` }),
    );
    expect(list.Contents?.map(({ Key }) => Key)).toEqual([ofAda("note").Key, ofAda("sealed").Key]);
  });

  test("is refused for another user's, with S3's message", async () => {
    expect(await refusal(as(ada).send(new GetObjectCommand(ofEve("note"))))).toBe(
      denied("readers", "s3:GetObject", arnOf(ofEve("note"))),
    );
    const head = as(ada).send(new HeadObjectCommand(ofEve("note")));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  const calls: readonly (readonly [action: string, make: () => unknown, resource: () => string])[] = [
    ["s3:PutObject", () => new PutObjectCommand({ ...ofAda("new"), Body: "x" }), () => arnOf(ofAda("new"))],
    ["s3:DeleteObject", () => new DeleteObjectCommand(ofAda("note")), () => arnOf(ofAda("note"))],
    [
      "s3:GetObject",
      () => new GetObjectCommand({ Bucket: "others", Key: "note" }),
      () => "arn:aws:s3:::others/note",
    ],
    [
      "s3:GetObjectVersion",
      () => new GetObjectCommand({ ...ofAda("note"), VersionId: "1" }),
      () => arnOf(ofAda("note")),
    ],
    ["s3:GetObjectTagging", () => new GetObjectTaggingCommand(ofAda("note")), () => arnOf(ofAda("note"))],
    ["s3:PutObject", () => new CreateMultipartUploadCommand(ofAda("big")), () => arnOf(ofAda("big"))],
    ["s3:ListBucket", () => new ListObjectsV2Command({ Bucket: "others" }), () => "arn:aws:s3:::others"],
    ["s3:ListBucket", () => new ListObjectsV2Command({ Bucket: "files" }), () => "arn:aws:s3:::files"],
    ["s3:ListAllMyBuckets", () => new ListBucketsCommand({}), () => "arn:aws:s3:::*"],
    [
      "s3:ListBucket",
      () => new ListObjectsV2Command({ Bucket: "files", Prefix: `users/${eve.sub}/` }),
      () => "arn:aws:s3:::files",
    ],
    // A prefix without its slash would list other users' folders with the same prefix.
    [
      "s3:ListBucket",
      () => new ListObjectsV2Command({ Bucket: "files", Prefix: `users/${ada.sub}` }),
      () => "arn:aws:s3:::files",
    ],
    [
      "s3:PutObject",
      () => new CopyObjectCommand({ ...ofAda("copy"), CopySource: `files/${ofAda("note").Key}` }),
      () => arnOf(ofAda("copy")),
    ],
  ];

  test.each(calls)("may not: %s (%#)", async (action, make, resource) => {
    expect(await refusal(as(ada).send(make() as GetObjectCommand))).toBe(
      denied("readers", action, resource()),
    );
  });

  test("gets a refusal for a missing file, because it may not list the whole bucket", async () => {
    expect(await refusal(as(ada).send(new GetObjectCommand(ofAda("missing"))))).toBe(
      denied("readers", "s3:ListBucket", "arn:aws:s3:::files"),
    );
  });

  test("is refused by the bucket's policy, although the role allows it", async () => {
    expect(await refusal(as(ada).send(new GetObjectCommand(ofAda("sealed"))))).toMatch(
      /with an explicit deny in a resource-based policy$/,
    );
  });

  test("cannot leave the folder by other spellings of a key or a query", async () => {
    const sign = (path: string) =>
      signedFetch({ url: new URL(path, app.cloud.endpoint), credentials: ada.credentials, service: "s3" });
    for (const path of [
      `/files/users/${ada.sub}/../${eve.sub}/note`,
      `/files/users/${ada.sub}/%2e%2e/${eve.sub}/note`,
      `/files/users/${ada.sub}%2f..%2f${eve.sub}%2fnote`,
      `/files/users/${ada.sub}/\\..\\${eve.sub}\\note`,
      `/files?policy`,
      `/files?prefix=users/${ada.sub}/&prefix=users/${eve.sub}/&versioning`,
      `/files?prefix=users/${eve.sub}/&prefix=users/${ada.sub}/`,
      `/files/users/${ada.sub}/note?acl`,
      `/files/users/${ada.sub}/note?tagging&versionId=1`,
    ]) {
      const answer = await sign(path);
      expect([path, [400, 403].includes(answer.status)]).toEqual([path, true]);
      expect(await answer.text()).not.toContain("hello");
    }
  });
});

describe("a group's role has other permissions", () => {
  test("a writer writes into their own folder and reads nothing", async () => {
    const own = { Bucket: "files", Key: `users/${writer.sub}/new` };
    await as(writer).send(new PutObjectCommand({ ...own, Body: "mine" }));
    expect(await refusal(as(writer).send(new GetObjectCommand(own)))).toBe(
      denied("writers", "s3:GetObject", arnOf(own)),
    );
    expect(await refusal(as(writer).send(new PutObjectCommand({ ...ofAda("note"), Body: "x" })))).toBe(
      denied("writers", "s3:PutObject", arnOf(ofAda("note"))),
    );
    const copied = new CopyObjectCommand({ ...own, CopySource: `files/${ofAda("note").Key}` });
    expect(await refusal(as(writer).send(copied))).toBe(
      denied("writers", "s3:GetObject", arnOf(ofAda("note"))),
    );
    const tagged = new PutObjectCommand({ ...own, Body: "x", Tagging: "a=b" });
    expect(await refusal(as(writer).send(tagged))).toContain("s3:PutObjectTagging");
    const open = new PutObjectCommand({ ...own, Body: "x", ACL: "public-read" });
    expect(await refusal(as(writer).send(open))).toContain("s3:PutObjectAcl");
  });

  test("of several objects the permitted ones are deleted, and the others reported", async () => {
    const own = `users/${writer.sub}/gone`;
    await as(writer).send(new PutObjectCommand({ Bucket: "files", Key: own, Body: "x" }));
    const { Deleted, Errors } = await as(writer).send(
      new DeleteObjectsCommand({
        Bucket: "files",
        Delete: { Objects: [{ Key: own }, { Key: ofAda("note").Key }] },
      }),
    );
    expect(Deleted).toEqual([{ Key: own }]);
    expect(Errors).toMatchObject([{ Key: ofAda("note").Key, Code: "AccessDenied" }]);
    expect((await admin.send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
  });
});

describe("a user in no group", () => {
  test("gets no credentials, whichever of the provider's names is used", async () => {
    const idToken = await app.signIn("nobody@example.com");
    for (const provider of [app.provider, `cognito-idp.us-east-1.amazonaws.com/${app.userPoolId}`]) {
      expect(await refusal(credentialsOf(app.identity, app.IdentityPoolId, { [provider]: idToken }))).toMatch(
        /^NotAuthorizedException: The role of the token is ambiguous/,
      );
    }
  });

  test("and a reader by the provider's other name has the reader's role, identity and tags", async () => {
    const provider = `cognito-idp.us-east-1.amazonaws.com/${app.userPoolId}`;
    const credentials = await credentialsOf(app.identity, app.IdentityPoolId, { [provider]: ada.idToken });
    expect(credentials.identityId).toBe(ada.credentials.identityId);
    expect((await as({ credentials }).send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
    expect(await refusal(as({ credentials }).send(new GetObjectCommand(ofEve("note"))))).toMatch(
      /^AccessDenied/,
    );
  });
});

describe("a presigned URL", () => {
  const presign = (
    person: { readonly credentials: SessionCredentials },
    object: { Bucket: string; Key: string },
  ) =>
    getSignedUrl(as(person), new GetObjectCommand(object), {
      expiresIn: 7200,
      signingDate: new Date(app.cloud.clock.now()),
    });

  test("has the permissions of the session that signed it", async () => {
    expect(await (await fetch(await presign(ada, ofAda("note")))).text()).toBe("hello");
    const refused = await fetch(await presign(ada, ofEve("note")));
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("is not authorized to perform: s3:GetObject");
  });

  test("needs the session's token", async () => {
    const url = new URL(await presign(ada, ofAda("note")));
    url.searchParams.set("X-Amz-Security-Token", eve.credentials.sessionToken ?? "");
    expect(await (await fetch(url)).text()).toContain("<Code>InvalidToken</Code>");
    url.searchParams.delete("X-Amz-Security-Token");
    expect(await (await fetch(url)).text()).toContain("<Code>InvalidAccessKeyId</Code>");
  });
});

describe("a form", () => {
  async function post(
    person: Person,
    key: string,
    change: (fields: Record<string, string>) => void = () => {},
  ) {
    const { url, fields } = await createPresignedPost(as(person), { Bucket: "files", Key: key });
    change(fields);
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("file", new Blob(["posted"]));
    return fetch(url, { method: "POST", body });
  }

  test("stores only what its signer may store", async () => {
    const key = `users/${writer.sub}/posted`;
    expect((await post(writer, key)).status).toBe(204);
    expect((await admin.send(new GetObjectCommand({ Bucket: "files", Key: key }))).ContentLength).toBe(6);
    for (const [person, other] of [
      [writer, ofAda("posted").Key],
      [ada, ofAda("posted").Key],
    ] as const) {
      const refused = await post(person, other);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain("is not authorized to perform: s3:PutObject");
    }
    await expect(admin.send(new GetObjectCommand(ofAda("posted")))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });

  test("needs the session's token", async () => {
    const key = `users/${writer.sub}/posted`;
    const without = await post(writer, key, (fields) => delete fields["X-Amz-Security-Token"]);
    expect(await without.text()).toContain("<Code>InvalidAccessKeyId</Code>");
    const other = await post(writer, key, (fields) => {
      fields["X-Amz-Security-Token"] = ada.credentials.sessionToken ?? "";
    });
    expect(await other.text()).toContain("<Code>InvalidToken</Code>");
  });
});

test("a bucket's policy and a role still apply when another resource of the template takes them over", async () => {
  const { FilesPolicy, readers, ...others } = ownFilesResources(app.IdentityPoolId);
  const renamed = { ...others, OtherPolicy: FilesPolicy, OtherRole: readers } as Record<string, Resource>;
  await app.cloud.provision({ Resources: renamed }, { stackName: "test", apiUrl: "http://localhost:3000" });
  expect((await as(ada).send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
  expect(await refusal(as(ada).send(new GetObjectCommand(ofAda("sealed"))))).toMatch(
    /resource-based policy$/,
  );
});

test("a bucket's policy can allow a role on its own, but not by naming the account", async () => {
  const policyFor = (AWS: string) => ({
    OthersPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "Others" },
        PolicyDocument: document({
          Effect: "Allow",
          Principal: { AWS },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::others/*",
        }),
      },
    },
  });
  const provision = (more: Record<string, Resource>) =>
    app.cloud.provision(
      { Resources: { ...ownFilesResources(app.IdentityPoolId), ...more } },
      { stackName: "test", apiUrl: "http://localhost:3000" },
    );
  const read = () => as(ada).send(new GetObjectCommand({ Bucket: "others", Key: "note" }));
  await provision(policyFor("arn:aws:iam::000000000000:role/readers"));
  expect((await read()).ContentLength).toBe(5);
  await provision(policyFor("arn:aws:iam::000000000000:root"));
  expect(await refusal(read())).toBe(denied("readers", "s3:GetObject", "arn:aws:s3:::others/note"));
  await provision({});
});

test("a changed role changes the permissions of issued credentials", async () => {
  const { identity, IdentityPoolId, cloud } = app;
  const names = { stackName: "test", apiUrl: "http://localhost:3000" };
  const provision = (readers: object) =>
    cloud.provision({ Resources: { ...ownFilesResources(IdentityPoolId), ...readers } }, names);
  const get = () => refusal(as(ada).send(new GetObjectCommand(ofAda("note"))));
  await provision({ readers: role("readers", trustOf(IdentityPoolId)) });
  expect(await get()).toBe(denied("readers", "s3:GetObject", arnOf(ofAda("note"))));
  await provision({ readers: { Type: "AWS::Logs::LogGroup" } });
  expect(await get()).toBe(denied("readers", "s3:GetObject", arnOf(ofAda("note"))));
  const attached = {
    readers: role("readers", trustOf(IdentityPoolId)),
    More: {
      Type: "AWS::IAM::RolePolicy",
      Properties: {
        RoleName: { Ref: "readers" },
        PolicyName: "more",
        PolicyDocument: { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } },
      },
    },
  };
  await provision(attached);
  expect((await as(ada).send(new GetObjectCommand(ofEve("note")))).ContentLength).toBe(5);
  const bounded = role("readers", trustOf(IdentityPoolId), [], { PermissionsBoundary: { Ref: "Boundary" } });
  const Boundary = {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: {
      PolicyDocument: {
        Statement: { Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::files/users/${ada.sub}/*` },
      },
    },
  };
  await provision({ ...attached, readers: bounded, Boundary });
  expect((await as(ada).send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
  expect(await refusal(as(ada).send(new GetObjectCommand(ofEve("note"))))).toMatch(
    /because no permissions boundary allows the s3:GetObject action$/,
  );
  const managed = role("readers", trustOf(IdentityPoolId), [], {
    ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
  });
  await provision({ ...attached, readers: managed });
  expect(await get()).toContain(
    "can't evaluate the document in the managed policy arn:aws:iam::aws:policy/AmazonS3FullAccess",
  );
  await provision({});
  expect((await as(ada).send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
  await identity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {} }));
  expect((await as(ada).send(new GetObjectCommand(ofAda("note")))).ContentLength).toBe(5);
});

test("credentials expire after an hour, in a header, a URL and a form, and are then unknown once deleted", async () => {
  const url = await getSignedUrl(as(ada), new GetObjectCommand(ofAda("note")), {
    expiresIn: 604_800,
    signingDate: new Date(app.cloud.clock.now()),
  });
  app.cloud.clock.advance(60 * 60 * 1000);
  expect(await refusal(as(ada).send(new GetObjectCommand(ofAda("note"))))).toBe(
    "ExpiredToken: The provided token has expired.",
  );
  expect(await (await fetch(url)).text()).toContain("<Code>ExpiredToken</Code>");
  app.cloud.clock.advance(25 * 60 * 60 * 1000);
  await app.identity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: app.IdentityPoolId,
      Roles: { authenticated: "arn:aws:iam::000000000000:role/readers" },
    }),
  );
  // Issuing new ones deletes old ones.
  await app.person();
  expect(await refusal(as(ada).send(new GetObjectCommand(ofAda("note"))))).toMatch(/^InvalidAccessKeyId/);
});
