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

const javaScript = [
  // https://mimesniff.spec.whatwg.org/#javascript-mime-type, all sixteen
  "application/ecmascript",
  "application/javascript",
  "application/x-ecmascript",
  "application/x-javascript",
  "text/ecmascript",
  "text/javascript",
  "text/javascript1.0",
  "text/javascript1.1",
  "text/javascript1.2",
  "text/javascript1.3",
  "text/javascript1.4",
  "text/javascript1.5",
  "text/jscript",
  "text/livescript",
  "text/x-ecmascript",
  "text/x-javascript",
];

const active = [
  ...javaScript,
  "text/vbscript",
  "application/x-vbscript",
  "text/jscript.encode",
  "text/html",
  "text/HTML;charset=utf-8",
  "  text/html ; charset=utf-8",
  "text/html;",
  "image/svg+xml",
  "image/SVG+XML; charset=utf-8",
  "image/svg-xml",
  "application/xhtml+xml",
  "application/xml",
  "application/xml-dtd",
  "application/xslt+xml",
  "application/rss+xml",
  "application/vnd.mozilla.xul+xml",
  "text/xml",
  "text/xsl",
  "text/css",
  "text/x-component",
  "text/scriptlet",
  "text/x-server-parsed-html",
  "text/cache-manifest",
  "application/hta",
  "application/wasm",
  "application/x-shockwave-flash",
  "application/vnd.adobe.flash.movie",
  "application/x-silverlight-app",
  "application/java-archive",
  "application/x-java-applet",
  "application/x-java-jnlp-file",
  "application/x-ms-application",
  "application/x-xpinstall",
  "application/x-chrome-extension",
  "application/x-msdownload",
  "application/vnd.microsoft.portable-executable",
  "application/x-mswinurl",
  "multipart/related",
  "multipart/x-mixed-replace",
  "message/rfc822",
];

describe.each(active)("%s, which a browser runs", (type) => {
  test("is in a list only by its full name", () => {
    const wildcards = ["*/*", "text/*", "image/*", "application/*", "multipart/*", "message/*"];
    expect(isListedType(type, wildcards)).toBe(false);
    expect(isListedType(type, [...wildcards, type.toLowerCase().split(";")[0]?.trim() ?? ""])).toBe(true);
  });

  test("is not an avatar", () => {
    expect(isListedType(type, AVATAR_TYPES)).toBe(false);
  });
});

test.each([
  "text /html",
  "text/ html",
  "text/html html",
  "text",
  "/html",
  "text/",
  "text/plain,text/html",
  "",
])("%j, which is not the name of a type, matches no wildcard", (type) => {
  expect(isListedType(type, ["*/*", "text/*"])).toBe(false);
});

test.each([
  "text/plain",
  "text/csv",
  "text/markdown",
  "text/calendar",
  "text/vcard",
  "application/pdf",
  "application/json",
  "application/zip",
  "application/octet-stream",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.oasis.opendocument.text",
  "application/msword",
])("%s, which no browser runs, matches a wildcard", (type) => {
  expect(isListedType(type, ["text/*", "application/*"])).toBe(true);
});
