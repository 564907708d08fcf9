import { describe, expect, test } from "@jest/globals";
import {
  parseAmzDate,
  parseCredential,
  type SignedRequest,
  signaturesMatch,
  signRequest,
} from "../../../../local/protocol/signature-v4.ts";

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and sigv4-query-string-auth.html. */
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const scope = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", date: "20130524", region: "us-east-1", service: "s3" };
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const host = "examplebucket.s3.amazonaws.com";

const sign = (path: string, more: Partial<SignedRequest> = {}) =>
  signRequest(
    {
      method: "GET",
      url: new URL(`https://${host}${path}`),
      headers: { host, "x-amz-content-sha256": EMPTY, "x-amz-date": "20130524T000000Z" },
      signedHeaders: "host;x-amz-content-sha256;x-amz-date",
      date: "20130524T000000Z",
      payloadHash: EMPTY,
      ...more,
    },
    scope,
    SECRET,
  );

describe("AWS's examples", () => {
  const listing = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";

  test("GET Object, with a range", () => {
    const signature = sign("/test.txt", {
      headers: {
        host,
        range: "bytes=0-9",
        "x-amz-content-sha256": EMPTY,
        "x-amz-date": "20130524T000000Z",
      },
      signedHeaders: "host;range;x-amz-content-sha256;x-amz-date",
    });
    expect(signature).toBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  });

  test("GET Bucket lifecycle, a parameter without a value", () => {
    expect(sign("/?lifecycle")).toBe("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  });

  test("List Objects, whose parameters may come in any order", () => {
    expect(sign("/?max-keys=2&prefix=J")).toBe(listing);
    expect(sign("/?prefix=J&max-keys=2")).toBe(listing);
  });

  test("a presigned URL, whose own signature is not signed", () => {
    const query = [
      "X-Amz-Signature=whatever",
      "X-Amz-SignedHeaders=host",
      "X-Amz-Expires=86400",
      "X-Amz-Date=20130524T000000Z",
      "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
      "X-Amz-Algorithm=AWS4-HMAC-SHA256",
    ];
    const signature = sign(`/test.txt?${query.join("&")}`, {
      headers: { host },
      signedHeaders: "host",
      payloadHash: "UNSIGNED-PAYLOAD",
    });
    expect(signature).toBe("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  });
});

test("spaces of a header's value count once, and not at its ends", () => {
  const withValue = (value: string | string[] | undefined) =>
    sign("/", { headers: { host, "x-note": value }, signedHeaders: "host;x-note" });
  expect(withValue("  a   b ")).toBe(withValue("a b"));
  expect(withValue("a b")).not.toBe(withValue("ab"));
  expect(withValue(["a", "b"])).toBe(withValue("a,b"));
  expect(withValue(undefined)).toBe(withValue(""));
});

test("reserved characters of a parameter are signed percent-encoded", () => {
  expect(sign("/?a=!'()*")).toBe(sign("/?a=%21%27%28%29%2A"));
  expect(sign("/?a=b+c")).toBe(sign("/?a=b%20c"));
  expect(sign("/?a=b%2Bc")).not.toBe(sign("/?a=b+c"));
});

describe("a credential", () => {
  const text = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

  test("names key, day, region and service", () => {
    expect(parseCredential(text, "s3")).toEqual(scope);
  });

  test.each([
    ["of another service", text, "ses"],
    ["with more after it", `${text}/x`, "s3"],
    ["without its end", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3", "s3"],
    ["without a key", "/20130524/us-east-1/s3/aws4_request", "s3"],
    ["with a day of seven digits", "AKIAIOSFODNN7EXAMPLE/2013052/us-east-1/s3/aws4_request", "s3"],
    ["that is empty", "", "s3"],
  ])("%s is refused", (_, given, service) => {
    expect(parseCredential(given, service)).toBeNull();
  });
});

test("the date of a request is read to the second", () => {
  expect(parseAmzDate("20130524T010203Z")).toBe(Date.UTC(2013, 4, 24, 1, 2, 3));
  for (const text of ["", "20130524", "x20130524T010203Z", "20130524T010203Zx", "20130524T010203"]) {
    expect(parseAmzDate(text)).toBeNaN();
  }
});

test("signatures match only if every character does", () => {
  expect(signaturesMatch("abc", "abc")).toBe(true);
  for (const given of ["abd", "ab", "abcd", "", "ABC"]) expect(signaturesMatch("abc", given)).toBe(false);
});
