import { describe, expect, test } from "@jest/globals";
import { AVATAR_TYPES, isListedType } from "../../../../libs/storage/media-types.ts";

describe("a list of media types", () => {
  test.each([
    ["image/png", ["image/png"], true],
    ["IMAGE/PNG", ["image/png"], true],
    ["text/plain; charset=utf-8", ["text/plain"], true],
    ["image/heic", ["image/*"], true],
    ["image/heic", ["text/*", "application/pdf"], false],
    ["imagery/png", ["image/*"], false],
    ["application/pdf", ["*/*"], true],
    ["application/pdf", [], false],
  ])("%s in %j: %s", (type, list, isListed) => {
    expect(isListedType(type, list)).toBe(isListed);
  });
});

const active = [
  "text/html",
  "text/HTML;charset=utf-8",
  "image/svg+xml",
  "application/xhtml+xml",
  "application/xml",
  "text/xml",
  "text/xsl",
  "text/javascript",
  "application/javascript",
  "application/x-javascript",
  "multipart/related",
];

describe.each(active)("%s, which a browser runs", (type) => {
  test("is in a list only by its full name", () => {
    const wildcards = ["*/*", "text/*", "image/*", "application/*", "multipart/*"];
    expect(isListedType(type, wildcards)).toBe(false);
    expect(isListedType(type, [...wildcards, type.toLowerCase().split(";")[0] ?? ""])).toBe(true);
  });

  test("is no avatar", () => {
    expect(isListedType(type, AVATAR_TYPES)).toBe(false);
  });
});
