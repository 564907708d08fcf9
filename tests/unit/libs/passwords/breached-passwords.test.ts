import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { checkNewPassword } from "../../../../libs/passwords/check-new-password.ts";

const PASSWORD = "seven green bottles hang";
const HASH = createHash("sha1").update(PASSWORD).digest("hex").toUpperCase();
const PREFIX = HASH.slice(0, 5);
const SUFFIX = HASH.slice(5);

const requests: IncomingMessage[] = [];
let respond: (response: ServerResponse) => void;
let url: URL;
let written: string[];

const server = createServer((request, response) => {
  requests.push(request);
  respond(response);
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests.length = 0;
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((line) => written.push(String(line)) > 0);
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

const check = (password = PASSWORD) =>
  checkNewPassword(
    { minimumLength: 15, appName: "Test", breachedUrl: url },
    { password, pointer: "#/newPassword", personal: ["jane@example.com"] },
  );

const answering = (body: string, status = 200, headers: Record<string, string> = {}) => {
  respond = (response) => response.writeHead(status, headers).end(body);
};

const wasCounted = () => written.some((line) => line.includes('"breached_password_check_failed":1'));

const OTHERS = `${"0".repeat(35)}:3\r\n${"F".repeat(35)}:12`;

test("a breached password is refused, and only five digits of its hash were sent", async () => {
  answering(`${OTHERS}\r\n${SUFFIX}:2`);
  await expect(check()).rejects.toMatchObject({
    code: "invalid_password",
    errors: [{ in: "body", pointer: "#/newPassword", reason: "breached" }],
  });
  expect(requests.map(({ url: path }) => path)).toEqual([`/range/${PREFIX}`]);
  expect(requests[0]?.headers["add-padding"]).toBe("true");
  expect(JSON.stringify(requests[0]?.rawHeaders)).not.toContain(SUFFIX);
  expect(written.join("")).not.toMatch(new RegExp(`${PREFIX}|${PASSWORD}`, "i"));
});

test.each([
  ["is not in the answer", OTHERS],
  ["is in the answer only as padding", `${OTHERS}\r\n${SUFFIX}:0`],
  ["stands beside nonsense", "<html>no</html>"],
])("a password that %s is accepted", async (_what, body) => {
  answering(body);
  await expect(check()).resolves.toBeUndefined();
  expect(wasCounted()).toBe(false);
});

test("an otherwise weak password is not looked up", async () => {
  answering(OTHERS);
  await expect(check("passwordpassword")).rejects.toMatchObject({ errors: [{ reason: "repeated" }] });
  expect(requests).toEqual([]);
});

const FAULTS: readonly [string, () => void][] = [
  ["answers an error", () => answering("no", 503)],
  ["leads elsewhere", () => answering("", 302, { location: "http://127.0.0.1:1/" })],
  [
    "breaks off",
    () => {
      respond = (response) => response.destroy();
    },
  ],
  ["answers without end", () => answering(`${SUFFIX}:2\n`.repeat(30_000))],
];

test.each(FAULTS)("a look-up that %s refuses no password, and is counted", async (_what, fail) => {
  fail();
  await expect(check()).resolves.toBeUndefined();
  expect(wasCounted()).toBe(true);
  expect(written.join("")).not.toMatch(new RegExp(`${PREFIX}|${PASSWORD}`, "i"));
});

test("a look-up without an answer ends after a second", async () => {
  const timeout = jest.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
    expect(milliseconds).toBe(1_000);
    return AbortSignal.abort(new DOMException("late", "TimeoutError"));
  });
  respond = () => {};
  await expect(check()).resolves.toBeUndefined();
  expect(timeout).toHaveBeenCalled();
  expect(wasCounted()).toBe(true);
});
