import { describe, expect, test } from "@jest/globals";
import { sendRaw } from "../../support/clients/raw-request.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { type SeenEvent, startGateway } from "../../support/worlds/gateway-server.ts";

const gateway = closeAtEnd(await startGateway());

const ask = (method: string, target: string) => sendRaw(gateway.url, { method, target });

const seenBy = async (method: string, target: string): Promise<SeenEvent> => {
  const answer = await ask(method, target);
  expect([target, answer.status]).toEqual([target, 200]);
  return JSON.parse(answer.body) as SeenEvent;
};

describe("looks like a route but is not found:", () => {
  test.each([
    ["GET", "/public/"],
    ["GET", "/public//"],
    ["GET", "//public"],
    ["GET", "//"],
    ["GET", "/./public"],
    ["GET", "/public/."],
    ["GET", "/x/../public"],
    ["GET", "/x/%2e%2e/public"],
    ["GET", "/x/.%2E/public"],
    ["GET", "/x/..%2fpublic"],
    ["GET", "/x/..;/public"],
    ["GET", "/../public"],
    ["GET", "/Public"],
    ["GET", "/PUBLIC"],
    ["GET", "/%50ublic"],
    ["GET", "/public%2F"],
    ["GET", "/%2Fpublic"],
    ["GET", "/public%3Fx=1"],
    ["GET", "/public%23x"],
    ["GET", "/%252e/public"],
    ["DELETE", "/things/1/"],
    ["DELETE", "/things/1/parts/.."],
    ["DELETE", "/things/1/parts/../"],
    ["DELETE", "/things/1/parts/%2e%2e"],
    ["DELETE", "/things/1/parts/."],
    ["DELETE", "/things/1/parts/"],
    ["DELETE", "/things/1/parts/%2E/"],
    ["DELETE", "/things/1/parts%2F2"],
    ["DELETE", "/things/1%2Fparts/2"],
    ["DELETE", "/things//parts/2"],
    ["DELETE", "/things/"],
    ["DELETE", "/things/1%3F/parts"],
    ["DELETE", "/things/1%5c..%5c2"],
    ["HEAD", "/public"],
    ["PUT", "/public"],
  ])("%s %s", async (method, target) => {
    const { status, body } = await ask(method, target);
    expect([status, body]).toEqual([404, method === "HEAD" ? "" : '{"message":"Not Found"}']);
  });
});

/** RFC 9110 §8.6: the length that the answer to GET would have. */
test("a refused HEAD has the content-length of GET's refusal", async () => {
  const [head, get] = [await ask("HEAD", "/public"), await ask("GET", "/nowhere")];
  expect([head.status, head.body, head.headers["content-length"]]).toEqual([404, "", "23"]);
  expect([get.status, get.body.length, get.headers["content-length"]]).toEqual([404, 23, "23"]);
  expect(head.headers["content-type"]).toBe(get.headers["content-type"]);
});

describe("is not a path:", () => {
  test.each([
    "/public%",
    "/public%2",
    "/public%zz",
    "/%ff",
    "/%c0%ae%c0%ae/public",
    "/%ed%a0%80",
    "/public%00",
    "/public%0d%0ax:%20y",
    "/public%7f",
    "/public#part",
    "/x\\..\\public",
    "/pub{lic",
    "http://localhost/public",
  ])("%s", async (target) => {
    const { status, body } = await ask("GET", target);
    expect([status, body]).toEqual([400, '{"message":"Bad Request"}']);
  });
});

test.each([
  ["GET", "/public", "/public"],
  ["GET", "/", "/"],
  ["GET", "/public?a=/../b//&c=%2F", "/public"],
  ["GET", "/p%75blic", "/public"],
  ["GET", "/%70%75%62%6c%69%63", "/public"],
])("%s %s is %s", async (method, target, path) => {
  const seen = await seenBy(method, target);
  expect([seen.rawPath, seen.requestContext.http]).toEqual([path, expect.objectContaining({ path })]);
});

test.each([
  ["a%20b", "a b"],
  ["%C3%89", "É"],
  ["%c3%89", "É"],
  ["a+b", "a+b"],
  ["%252F", "%2F"],
  ["%252e%252e", "%2e%2e"],
  ["...", "..."],
  ["..a", "..a"],
  ["a@b:c,d;e=f", "a@b:c,d;e=f"],
  ["A", "A"],
  ["a%25", "a%"],
])("a parameter is decoded once: %s", async (part, value) => {
  const seen = await seenBy("DELETE", `/things/1/parts/${part}`);
  expect(seen.pathParameters).toEqual({ id: "1", part: value });
  expect(seen.rawPath).toBe(`/things/1/parts/${value}`);
});
