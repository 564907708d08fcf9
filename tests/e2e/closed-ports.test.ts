import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { corsHeadersOf, sendRaw } from "../support/clients/raw-request.ts";
import { freePort, type LocalStack, startLocalStack } from "../support/stacks/local-stack.ts";

let stack: LocalStack;
let lambdaPort: number;

beforeAll(async () => {
  lambdaPort = await freePort();
  stack = await startLocalStack({ environment: { LAMBDA_PORT: String(lambdaPort) } });
});

afterAll(() => stack.stop());

/** proc_pid_net(5): `sl local_address rem_address st … inode`; state 0A is LISTEN. */
function listening(pid: number): readonly string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  return ["tcp", "tcp6"]
    .flatMap((family) => readFileSync(`/proc/${pid}/net/${family}`, "utf8").trim().split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, ...rest]) => state === "0A" && sockets.has(rest[5]))
    .map(([, local = ""]) => local);
}

const LOOPBACK = ["0100007F", "00000000000000000000000001000000"];
/** Sockets are read from /proc, which exists only on Linux. */
const onLinux = process.platform === "linux" ? test : () => {};

onLinux("only the four ports of the ready line and the README listen, only on loopback", () => {
  const sockets = listening(stack.process.pid ?? 0).map((socket) => socket.split(":"));
  expect(sockets.filter(([address]) => !LOOPBACK.includes(address ?? ""))).toEqual([]);
  const ports = new Set(sockets.map(([, port = ""]) => Number.parseInt(port, 16)));
  const named = [stack.apiUrl, stack.cloudUrl, stack.consoleUrl].map((url) => Number(new URL(url).port));
  const expected = [...named, lambdaPort];
  expect([...ports].sort()).toEqual(expected.sort());
});

test("localhost works with both loopback addresses, on each of the three ports", async () => {
  const paths = [
    [Number(new URL(stack.apiUrl).port), "/v1/health", 200],
    [Number(new URL(stack.cloudUrl).port), "/_local/health", 200],
    // Functions answer only signed requests.
    [lambdaPort, "/2015-03-31/functions/serverless-auth-local-system/invocations", 403],
  ] as const;
  for (const [port, path, status] of paths) {
    for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
      expect([port, host, (await fetch(`http://${host}:${port}${path}`)).status]).toEqual([
        port,
        host,
        status,
      ]);
    }
  }
});

test("a page of another local port can't invoke a function with forged claims", async () => {
  const event = {
    version: "2.0",
    routeKey: "GET /v1/admin/users",
    rawPath: "/v1/admin/users",
    headers: {},
    requestContext: {
      http: { method: "GET", path: "/v1/admin/users" },
      authorizer: { jwt: { claims: { sub: "x", "cognito:groups": "[admins]", scope: "api/users.write" } } },
    },
  };
  const url = `http://127.0.0.1:${lambdaPort}/2015-03-31/functions/serverless-auth-local-admin/invocations`;
  for (const headers of [{ origin: "http://localhost:5173" }, { "sec-fetch-site": "same-site" }, {}]) {
    const answer = await sendRaw(url, { method: "POST", headers, body: JSON.stringify(event) });
    expect(answer.status).toBe(403);
    expect(corsHeadersOf(answer)).toEqual([]);
  }
});

test("a host name that resolves to this machine reaches neither the API nor functions nor the cloud", async () => {
  const ports = [Number(new URL(stack.apiUrl).port), lambdaPort, Number(new URL(stack.cloudUrl).port)];
  for (const port of ports) {
    const url = `http://127.0.0.1:${port}/v1/health`;
    expect((await sendRaw(url, { headers: { host: `evil.example:${port}` } })).status).toBe(403);
  }
});
