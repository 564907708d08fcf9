import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { bucketEndpoint } from "../../../../libs/aws/endpoint.ts";
import { attachmentNamed } from "../../../../libs/storage/content-disposition.ts";
import { presignDownload } from "../../../../libs/storage/presigned-download.ts";
import { presignPost, signPolicy } from "../../../../libs/storage/presigned-post.ts";

/** AWS's own, of the examples. */
const credentials = {
  region: "us-east-1",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const at = new Date("2026-08-28T12:00:00.789Z");
const sessions = [
  ["of a user", credentials],
  ["of a role", { ...credentials, sessionToken: "IQoJ+b3/Jp=Z2luX2Vj" }],
] as const;

describe("AWS's published examples", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  test("a URL", async () => {
    const url = await presignDownload({
      url: new URL("https://examplebucket.s3.amazonaws.com/test.txt"),
      expiresIn: 86400,
      credentials,
      at: new Date("2013-05-24T00:00:00Z"),
    });
    expect(new URL(url).searchParams.get("X-Amz-Signature")).toBe(
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    );
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
  test("a policy", () => {
    const policy = [
      '{ "expiration": "2015-12-30T12:00:00.000Z",',
      '  "conditions": [',
      '    {"bucket": "sigv4examplebucket"},',
      '    ["starts-with", "$key", "user/user1/"],',
      '    {"acl": "public-read"},',
      '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
      '    ["starts-with", "$Content-Type", "image/"],',
      '    {"x-amz-meta-uuid": "14365123651274"},',
      '    {"x-amz-server-side-encryption": "AES256"},',
      '    ["starts-with", "$x-amz-meta-tag", ""],',
      "",
      '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
      '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
      '    {"x-amz-date": "20151229T000000Z" }',
      "  ]",
      "}",
    ].join("\r\n");
    expect(signPolicy(Buffer.from(policy).toString("base64"), credentials, "20151229")).toBe(
      "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
    );
  });
});

describe.each(sessions)("as the SDK does it with the credentials %s", (_, given) => {
  const s3 = new S3Client({
    region: given.region,
    credentials: given,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  afterAll(() => s3.destroy());

  test.each(["photo.jpg", "a b+c=(d)*'~!.txt", "Grüße & “quotes” 日本.txt"])("a URL for %s", async (name) => {
    const Key = "users/4f2a7f3e-5b1c-4c8e-9d61-0a1b2c3d4e5f/0c1f7a55-55f8-4c2f-9a51-3c5d9f0a1b2c";
    const ResponseContentDisposition = attachmentNamed(name);
    const theirs = new URL(
      await getSignedUrl(
        s3,
        new GetObjectCommand({ Bucket: "files", Key, ResponseContentDisposition }),
        // The SDK signs two parameters more, which are of no use.
        { expiresIn: 300, signingDate: at, unhoistableHeaders: new Set() },
      ),
    );
    const url = new URL(theirs.origin + theirs.pathname);
    for (const [parameter, value] of theirs.searchParams)
      if (!parameter.startsWith("X-Amz-")) url.searchParams.set(parameter, value);
    const hash = theirs.searchParams.get("X-Amz-Content-Sha256");
    if (hash !== null) url.searchParams.set("X-Amz-Content-Sha256", hash);
    const ours = new URL(await presignDownload({ url, expiresIn: 300, credentials: given, at }));
    expect(Object.fromEntries(ours.searchParams)).toEqual(Object.fromEntries(theirs.searchParams));
    expect(ours.search).not.toContain("+");
  });

  test("a form", async () => {
    const fields = { "Content-Type": "text/plain", "x-amz-meta-name": "na%C3%AFve.txt" };
    const theirs = await createPresignedPost(s3, {
      Bucket: "files",
      Key: "users/me/1",
      Expires: 600,
      Fields: fields,
      Conditions: [["content-length-range", 1, 1000]],
    });
    const signedAt = theirs.fields["X-Amz-Date"] ?? "";
    const isoDate = signedAt.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3:$4:$5Z");
    const ours = presignPost({
      bucket: "files",
      key: "users/me/1",
      fields,
      size: { least: 1, most: 1000 },
      expiresAt: new Date(),
      credentials: given,
      at: new Date(isoDate),
    });
    const {
      bucket: _,
      Policy: policy = "",
      "X-Amz-Signature": theirSignature,
      ...theirFields
    } = theirs.fields;
    const { Policy, "X-Amz-Signature": signature, ...ourFields } = ours;
    expect(ourFields).toEqual(theirFields);
    const read = (text = "") => JSON.parse(Buffer.from(text, "base64").toString()).conditions as unknown[];
    expect(new Set(read(Policy).map((each) => JSON.stringify(each)))).toEqual(
      new Set(read(policy).map((each) => JSON.stringify(each))),
    );
    expect(signPolicy(policy, given, signedAt.slice(0, 8))).toBe(theirSignature);
    expect(signature).toBe(signPolicy(Policy ?? "", given, signedAt.slice(0, 8)));
  });
});

describe("a bucket's endpoint", () => {
  const variables = ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_REGION"] as const;
  beforeEach(() => {
    for (const name of variables) delete process.env[name];
    process.env.AWS_REGION = "eu-central-1";
  });

  test("at AWS is a host of its own", () => {
    expect(bucketEndpoint("files-1")).toBe("https://files-1.s3.eu-central-1.amazonaws.com/");
  });

  test("at AWS is a path where the name would not be covered by the certificate", () => {
    expect(bucketEndpoint("my.files")).toBe("https://s3.eu-central-1.amazonaws.com/my.files/");
  });

  test("where an endpoint is given is a path there", () => {
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:4566/";
    expect(bucketEndpoint("files")).toBe("http://127.0.0.1:4566/files/");
    process.env.AWS_ENDPOINT_URL_S3 = "http://127.0.0.1:9000";
    expect(bucketEndpoint("files")).toBe("http://127.0.0.1:9000/files/");
  });
});
