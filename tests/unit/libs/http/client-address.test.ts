import { createHash } from "node:crypto";
import { expect, test } from "@jest/globals";
import { clientAddress } from "../../../../libs/http/client-address.ts";
import { httpEvent } from "../../../support/worlds/http-event.ts";

const SECRET = "wJ3kU0u1o0Q7b0hX5m2c9d4e8f6g1h2i3j";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const DIGEST = sha256(SECRET);
/** The address that the gateway saw, according to {@link httpEvent}. */
const GATEWAY = "192.0.2.1";

const from = (headers: Record<string, string>, digests = DIGEST) =>
  clientAddress(httpEvent({ headers }), digests);

test.each([
  ["IPv4", "198.51.100.7"],
  ["IPv6", "2001:db8:1:2:3:4:5:6"],
  ["IPv6 with omitted zeros", "2001:db8::7"],
  ["IPv6 in capitals", "2001:DB8::7"],
])("behind the distribution it is the viewer's: %s", (_what, viewer) => {
  expect(from({ "x-origin-secret": SECRET, "x-viewer-address": viewer })).toBe(viewer);
});

test("without the secret, or with another one, it is the gateway's", () => {
  const viewer = { "x-viewer-address": "198.51.100.7" };
  expect(from(viewer)).toBe(GATEWAY);
  expect(from({ ...viewer, "x-origin-secret": "" })).toBe(GATEWAY);
  expect(from({ ...viewer, "x-origin-secret": "guess" })).toBe(GATEWAY);
  // The digest is in the template; it is not the secret.
  expect(from({ ...viewer, "x-origin-secret": DIGEST })).toBe(GATEWAY);
});

test("without a distribution no header is trusted, not even with an empty secret", () => {
  const headers = { "x-origin-secret": "", "x-viewer-address": "198.51.100.7" };
  for (const digests of ["", sha256(""), "not a digest", " , "]) expect(from(headers, digests)).toBe(GATEWAY);
});

test("two secrets are valid while one replaces the other", () => {
  const headers = { "x-origin-secret": SECRET, "x-viewer-address": "198.51.100.7" };
  expect(from(headers, `${sha256("new")}, ${DIGEST.toUpperCase()}`)).toBe("198.51.100.7");
});

test.each([
  "",
  "198.51.100.7:46532",
  "198.51.100.999",
  "evil.example",
  "198.51.100.7, 203.0.113.1",
  "[2001:db8::7]",
])("a header that is not a single address is ignored: %p", (viewer) => {
  expect(from({ "x-origin-secret": SECRET, "x-viewer-address": viewer })).toBe(GATEWAY);
});

test("an invalid digest next to a valid one is ignored, and not truncated to a valid one", () => {
  const headers = { "x-origin-secret": SECRET, "x-viewer-address": "198.51.100.7" };
  expect(from(headers, `not a digest,${DIGEST}`)).toBe("198.51.100.7");
  for (const digests of [`${DIGEST}x`, `x${DIGEST}`, `${DIGEST}00`, "not a digest"]) {
    expect(from(headers, digests)).toBe(GATEWAY);
  }
});

test("the digests are those of the environment", () => {
  const event = httpEvent({
    headers: { "x-origin-secret": SECRET, "x-viewer-address": "198.51.100.7" },
  });
  const before = process.env.EDGE_SECRET_SHA256;
  delete process.env.EDGE_SECRET_SHA256;
  expect(clientAddress(event)).toBe(GATEWAY);
  process.env.EDGE_SECRET_SHA256 = DIGEST;
  expect(clientAddress(event)).toBe("198.51.100.7");
  delete process.env.EDGE_SECRET_SHA256;
  if (before !== undefined) process.env.EDGE_SECRET_SHA256 = before;
});

test("without the viewer's header it is the gateway's", () => {
  expect(from({ "x-origin-secret": SECRET })).toBe(GATEWAY);
});
