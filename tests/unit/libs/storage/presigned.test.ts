import { beforeAll, describe, expect, test } from "@jest/globals";
import { attachmentNamed } from "../../../../libs/storage/content-disposition.ts";
import { parseCredential, signRequest, signText } from "../../../../local/protocol/signature-v4.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

let presigned: typeof import("../../../../libs/storage/presigned.ts");

// The client is created once per process: it reads the environment once.
beforeAll(async () => {
  for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"]) delete process.env[name];
  Object.assign(process.env, {
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_SESSION_TOKEN: "IQoJ+b3/Jp=Z2luX2Vj",
  });
  presigned = await import("../../../../libs/storage/presigned.ts");
});

const scopeOf = (credential: string) => {
  const scope = parseCredential(credential, "s3");
  if (scope === null) throw new Error(`no credential of S3: ${credential}`);
  return scope;
};

describe("a URL to download by", () => {
  test.each(["photo.jpg", "a b+c=(d)*'~!.txt", "Grüße & “quotes” 日本.txt"])(
    "uses the bucket's own host, and is signed with the name %s",
    async (name) => {
      const href = await presigned.presignDownload({
        bucket: "files-1",
        key: "users/me/1",
        disposition: attachmentNamed(name),
        expiresIn: 300,
      });
      const url = new URL(href);
      expect(url.origin + url.pathname).toBe("https://files-1.s3.eu-central-1.amazonaws.com/users/me/1");
      expect(url.searchParams.get("response-content-disposition")).toBe(attachmentNamed(name));
      expect(url.searchParams.get("X-Amz-Security-Token")).toBe("IQoJ+b3/Jp=Z2luX2Vj");
      expect(url.searchParams.get("X-Amz-Expires")).toBe("300");
      expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("host");
      const signature = signRequest(
        {
          method: "GET",
          url,
          headers: { host: url.host },
          signedHeaders: "host",
          date: url.searchParams.get("X-Amz-Date") ?? "",
          payloadHash: "UNSIGNED-PAYLOAD",
        },
        scopeOf(url.searchParams.get("X-Amz-Credential") ?? ""),
        SECRET,
      );
      expect(url.searchParams.get("X-Amz-Signature")).toBe(signature);
    },
  );

  test("has the bucket in the path if the certificate would not cover its name", async () => {
    const url = await presigned.presignDownload({
      bucket: "my.files",
      key: "k",
      disposition: "x",
      expiresIn: 1,
    });
    expect(url).toMatch(/^https:\/\/s3\.eu-central-1\.amazonaws\.com\/my\.files\/k\?/);
  });
});

test("a form is signed over its policy, which names exactly the fields", async () => {
  const { url, fields } = await presigned.presignPost({
    bucket: "files-1",
    key: "users/me/1",
    fields: { "Content-Type": "text/plain", "x-amz-meta-name": "na%C3%AFve.txt" },
    size: { min: 1, max: 1000 },
    expiresIn: 600,
  });
  expect(url).toBe("https://files-1.s3.eu-central-1.amazonaws.com/");
  const {
    Policy = "",
    "X-Amz-Signature": signature,
    "X-Amz-Credential": credential = "",
    ...others
  } = fields;
  const { conditions, expiration } = JSON.parse(Buffer.from(Policy, "base64").toString());
  const exact = { ...others, "X-Amz-Credential": credential };
  expect(new Set(conditions.map((each: unknown) => JSON.stringify(each)))).toEqual(
    new Set(
      [
        ...Object.entries(exact).map(([name, value]) => ({ [name]: value })),
        ["content-length-range", 1, 1000],
      ].map((each) => JSON.stringify(each)),
    ),
  );
  expect(exact).toMatchObject({
    key: "users/me/1",
    bucket: "files-1",
    "X-Amz-Security-Token": "IQoJ+b3/Jp=Z2luX2Vj",
  });
  const left = Date.parse(expiration) - Date.now();
  expect(left).toBeGreaterThan(590_000);
  expect(left).toBeLessThanOrEqual(600_000);
  expect(signature).toBe(signText(Policy, scopeOf(credential), SECRET));
});
