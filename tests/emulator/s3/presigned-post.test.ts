import { createHash } from "node:crypto";
import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { functionCredentials, s3Client, startTestBucket } from "../../support/worlds/test-bucket.ts";

const bucket = await startTestBucket();

beforeEach(() => {
  bucket.cloud.clock.reset();
});

const store = (Key: string, Body: string) =>
  bucket.s3.send(new PutObjectCommand({ Bucket: "files", Key, Body, ContentType: "text/plain" }));

describe("a presigned POST", () => {
  type Conditions = PresignedPostOptions["Conditions"];

  /** The SDK dates the form by the machine's clock, so the local clock is set to it, with a new client without a clock offset. */
  async function sign(Key: string, Conditions: Conditions = [], Fields: Record<string, string> = {}) {
    bucket.cloud.clock.advance(Date.now() - bucket.cloud.clock.now());
    return createPresignedPost(s3Client(bucket.cloud, functionCredentials), {
      Bucket: "files",
      Key,
      Conditions,
      Fields,
      Expires: 60,
    });
  }

  async function send(
    { url, fields }: { url: string; fields: Record<string, string> },
    content: string | Blob = "hello",
    { fileName = "a.txt", after = {} }: { fileName?: string; after?: Record<string, string> } = {},
  ): Promise<Response> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([content]), fileName);
    for (const [name, value] of Object.entries(after)) form.append(name, value);
    return fetch(url, { method: "POST", body: form });
  }

  const read = async (Key: string) => bucket.s3.send(new GetObjectCommand({ Bucket: "files", Key }));

  async function expectRefusal(response: Response, code: string, message: string): Promise<void> {
    const body = await response.text();
    expect(body).toContain(`<Code>${code}</Code>`);
    expect(body).toContain(message);
    expect(response.status).toBe(
      ["AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"].includes(code) ? 403 : 400,
    );
  }

  test("stores the file with its type and metadata, and answers 204", async () => {
    const form = await sign("u/1", [["content-length-range", 1, 10]], {
      "Content-Type": "text/plain",
      "x-amz-meta-name": "ada",
    });
    const response = await send(form);
    expect(response.status).toBe(204);
    expect(response.headers.get("etag")).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const stored = await read("u/1");
    expect(await stored.Body?.transformToString()).toBe("hello");
    expect(stored).toMatchObject({ ContentType: "text/plain", Metadata: { name: "ada" } });
  });

  test.each([
    ["200", 200],
    ["201", 201],
    ["418", 204],
  ])("success_action_status %s returns %d", async (asked, status) => {
    const response = await send(await sign("u/2", [], { success_action_status: asked }));
    expect(response.status).toBe(status);
    const body = await response.text();
    if (status === 201) expect(body).toContain("<Bucket>files</Bucket><Key>u/2</Key><ETag>&quot;5d41402a");
    else expect(body).toBe("");
  });

  test("success_action_redirect redirects with the stored object's data", async () => {
    const form = await sign("u/3", [], { success_action_redirect: "http://localhost:5173/done?x=1" });
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    body.append("file", new Blob(["hello"]));
    const response = await fetch(form.url, { method: "POST", body, redirect: "manual" });
    expect(response.status).toBe(303);
    const target = new URL(response.headers.get("location") ?? "");
    expect(Object.fromEntries(target.searchParams)).toMatchObject({ x: "1", bucket: "files", key: "u/3" });
  });

  test("the file name's placeholder in the key is the sent file's name, without its folders", async () => {
    const form = await sign(`u/names/${"$"}{filename}`);
    expect((await send(form, "hello", { fileName: "../../evil.txt" })).status).toBe(204);
    expect(await (await read("u/names/evil.txt")).Body?.transformToString()).toBe("hello");
  });

  test("a file that is too large or too small is refused, and nothing is stored", async () => {
    const form = await sign("u/4", [["content-length-range", 5, 10]]);
    await expectRefusal(
      await send(form, "x".repeat(11)),
      "EntityTooLarge",
      "exceeds the maximum allowed size",
    );
    await expectRefusal(await send(form, "four"), "EntityTooSmall", "smaller than the minimum allowed size");
    await expect(read("u/4")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect((await send(form, "12345")).status).toBe(204);
    expect((await send(form, "1234567890")).status).toBe(204);
  });

  test("a refused upload keeps the stored object", async () => {
    await store("u/5", "before");
    const form = await sign("u/5", [["content-length-range", 0, 3]]);
    await expectRefusal(await send(form, "later"), "EntityTooLarge", "<ProposedSize>5</ProposedSize>");
    expect(await (await read("u/5")).Body?.transformToString()).toBe("before");
  });

  test("every condition is checked", async () => {
    const form = await sign("u/6", [["starts-with", "$Content-Type", "image/"]], {
      "x-amz-meta-owner": "ada",
    });
    const cases: [Record<string, string>, string][] = [
      [{ "Content-Type": "text/html" }, `["starts-with", "$content-type", "image/"]`],
      [{ "Content-Type": "image/png", key: "u/other" }, `["eq", "$key", "u/6"]`],
      [{ "Content-Type": "image/png", "x-amz-meta-owner": "eve" }, `["eq", "$x-amz-meta-owner", "ada"]`],
      [{}, `["starts-with", "$content-type", "image/"]`],
    ];
    for (const [fields, condition] of cases) {
      await expectRefusal(
        await send({ url: form.url, fields: { ...form.fields, ...fields } }),
        "AccessDenied",
        `Invalid according to Policy: Policy Condition failed: ${condition.replaceAll('"', "&quot;")}`,
      );
    }
    const good = { ...form.fields, "Content-Type": "image/png" };
    expect((await send({ url: form.url, fields: good })).status).toBe(204);
  });

  test("a field that no condition covers is refused, an x-ignore- one is not", async () => {
    const form = await sign("u/7");
    const extra = { url: form.url, fields: { ...form.fields, "x-amz-meta-role": "admin" } };
    await expectRefusal(await send(extra), "AccessDenied", "Extra input fields: x-amz-meta-role");
    const ignored = { url: form.url, fields: { ...form.fields, "x-ignore-note": "hi" } };
    expect((await send(ignored)).status).toBe(204);
  });

  test("the form is valid only for its bucket", async () => {
    await bucket.cloud.provision(
      { Resources: { Other: { Type: "AWS::S3::Bucket", Properties: { BucketName: "other" } } } },
      { stackName: "other", apiUrl: "http://localhost:3000" },
    );
    const form = await sign("u/8");
    const elsewhere = { ...form, url: form.url.replace("/files", "/other") };
    await expectRefusal(await send(elsewhere), "AccessDenied", "[&quot;eq&quot;, &quot;$bucket&quot;");
  });

  test("expires by the local cloud's clock", async () => {
    const form = await sign("u/9");
    bucket.cloud.clock.advance(61_000);
    await expectRefusal(await send(form), "AccessDenied", "Invalid according to Policy: Policy expired.");
  });

  test("a changed policy is refused", async () => {
    const form = await sign("u/10", [["content-length-range", 1, 2]]);
    const policy = JSON.parse(Buffer.from(form.fields.Policy ?? "", "base64").toString());
    policy.conditions[0] = ["content-length-range", 1, 1_000_000];
    const Policy = Buffer.from(JSON.stringify(policy)).toString("base64");
    const changed = { url: form.url, fields: { ...form.fields, Policy } };
    await expectRefusal(
      await send(changed),
      "SignatureDoesNotMatch",
      "does not match the signature you provided",
    );
  });

  test("a policy with other credentials is refused", async () => {
    const stranger = s3Client(bucket.cloud, { accessKeyId: "stranger", secretAccessKey: "stranger" });
    const form = await createPresignedPost(stranger, { Bucket: "files", Key: "u/11" });
    stranger.destroy();
    await expectRefusal(await send(form), "InvalidAccessKeyId", "<AWSAccessKeyId>stranger</AWSAccessKeyId>");
  });

  test("without a policy, without a file, with a field twice, not a form", async () => {
    const form = await sign("u/12");
    const { Policy: _policy, ...without } = form.fields;
    await expectRefusal(await send({ url: form.url, fields: without }), "AccessDenied", "Access Denied");

    const empty = new FormData();
    for (const [name, value] of Object.entries(form.fields)) empty.append(name, value);
    await expectRefusal(
      await fetch(form.url, { method: "POST", body: empty }),
      "InvalidArgument",
      "POST requires exactly one file upload per request.",
    );

    empty.append("Key", "u/other");
    empty.append("file", new Blob(["x"]));
    await expectRefusal(await fetch(form.url, { method: "POST", body: empty }), "InvalidArgument", "field");

    expect((await fetch(form.url, { method: "POST", body: "plain" })).status).toBe(412);
  });

  test("metadata with non-ASCII characters is returned in the encoding of RFC 2047", async () => {
    const form = await sign("u/14", [], { "x-amz-meta-name": "Grüße 日本" });
    expect((await send(form)).status).toBe(204);
    expect((await read("u/14")).Metadata).toEqual({ name: "=?UTF-8?B?R3LDvMOfZSDml6XmnKw=?=" });
  });

  test("a field can't inject a header", async () => {
    const form = await sign("u/15", [["starts-with", "$x-amz-meta-name", ""]]);
    const fields = { ...form.fields, "x-amz-meta-name": "a\r\nset-cookie: b=c" };
    await expectRefusal(await send({ url: form.url, fields }), "InvalidArgument", "control characters");
    await expect(read("u/15")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("a checksum is verified, and returned on request", async () => {
    const digest = (text: string) => createHash("sha256").update(text).digest("base64");
    const form = await sign("u/16", [], {
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": digest("hello"),
    });
    await expectRefusal(
      await send(form, "hallo"),
      "BadDigest",
      "The SHA256 you specified did not match the calculated checksum.",
    );
    await expect(read("u/16")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect((await send(form, "hello")).status).toBe(204);
    const object = { Bucket: "files", Key: "u/16" };
    const asked = await bucket.s3.send(new HeadObjectCommand({ ...object, ChecksumMode: "ENABLED" }));
    expect(asked.ChecksumSHA256).toBe(digest("hello"));
    expect((await bucket.s3.send(new HeadObjectCommand(object))).ChecksumSHA256).toBeUndefined();
  });

  test("a checksum is removed with its object", async () => {
    const sha256 = createHash("sha256").update("hello").digest("base64");
    const fields = { "x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": sha256 };
    expect((await send(await sign("u/17", [], fields), "hello")).status).toBe(204);
    await store("u/18", "another");
    await bucket.s3.send(new CopyObjectCommand({ Bucket: "files", Key: "u/17", CopySource: "files/u/18" }));
    const { ChecksumSHA256 } = await bucket.s3.send(
      new HeadObjectCommand({ Bucket: "files", Key: "u/17", ChecksumMode: "ENABLED" }),
    );
    expect(ChecksumSHA256).toBeUndefined();
  });

  test("fields after the file are ignored", async () => {
    const form = await sign("u/13");
    expect((await send(form, "hello", { after: { "x-amz-meta-role": "admin" } })).status).toBe(204);
    expect((await read("u/13")).Metadata).toEqual({});
  });
});
