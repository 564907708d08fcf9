import { expect, test } from "@jest/globals";
import { checkKey, compareKeys } from "../../../../local/s3/object-key.ts";

test.each(["..", "../x", "a/../..", "a/../../b", "..", "a//../../b", "a\0b", "\ud800"])(
  "%j is refused as S3 refuses it",
  (key) => {
    expect(() => checkKey(key)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
  },
);

/** The examples of https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html are among them. */
test.each([
  "",
  "a",
  "a/",
  "a//b",
  "/a",
  "...",
  "a/..b",
  "a/./b",
  "videos/2014/../../video1.wmv",
  "a/..",
  "é".repeat(512),
])("%j is a key", (key) => {
  expect(() => checkKey(key)).not.toThrow();
});

test("a key has at most 1,024 bytes", () => {
  expect(() => checkKey("é".repeat(513))).toThrow(expect.objectContaining({ code: "KeyTooLongError" }));
});

test("keys are in the order of their bytes, not of their UTF-16", () => {
  expect(["\u{1f600}", "\uff5e", "b", "a/", "a!", "a"].toSorted(compareKeys)).toEqual([
    "a",
    "a!",
    "a/",
    "b",
    "\uff5e",
    "\u{1f600}",
  ]);
});
