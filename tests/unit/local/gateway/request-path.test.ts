import { expect, test } from "@jest/globals";
import { readRequestPath } from "../../../../local/gateway/request-path.ts";

test.each([
  ["/", "/"],
  ["/v1/me", "/v1/me"],
  ["/v1/me?x=/../y", "/v1/me"],
  ["/v1/ME", "/v1/ME"],
  ["/caf%C3%A9", "/café"],
  ["/a%20b", "/a b"],
  ["/%76%31", "/v1"],
  ["/...", "/..."],
  ["/a.b/.c", "/a.b/.c"],
  ["/%252F", "/%2F"],
])("%s is read as %s", (target, decoded) => {
  expect(readRequestPath(target)).toEqual({ decoded });
});

/** Both cases of every digit, and the last one of each as its own segment. */
test.each(["%2F", "%2f", "%3F", "%3f", "%23", "%5C", "%5c"])("%s in a path reaches no route", (encoded) => {
  for (const target of [`/a${encoded}b`, `/a/${encoded}b`, `/a${encoded}`]) {
    expect([target, readRequestPath(target)]).toEqual([target, { refusal: 404 }]);
  }
});

test.each(["//", "/a/", "/a//b", "//a", "/.", "/..", "/a/..", "/./a", "/a/%2e%2E", "/a/%2e/b"])(
  "%s, a route's path for some parsers, is refused",
  (target) => {
    expect(readRequestPath(target)).toEqual({ refusal: 404 });
  },
);

test.each([
  "",
  "a",
  "*",
  "http://localhost/a",
  "/a\\b",
  "/%",
  "/%4",
  "/%zz",
  "/%ff",
  "/a%00",
  "/a%0A",
  "/a%7f",
  "/ä",
])("%j is not a path", (target) => {
  expect(readRequestPath(target)).toEqual({ refusal: 400 });
});
