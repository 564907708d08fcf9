import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type RunningConsole, serveConsole } from "../../../local/console/serve-console.ts";
import { sendRaw } from "../../support/clients/raw-request.ts";

/** A server in place of the API or the cloud: it returns its name and the request. */
async function echo(name: string): Promise<Server> {
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { host, origin } = request.headers;
    response.writeHead(418, { "content-type": "application/json", "set-cookie": ["a=1", "b=2"] });
    response.end(JSON.stringify({ name, method: request.method, url: request.url, host, origin, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** More than a packet. */
const LARGE = "export {};\n".repeat(1000);

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function freePort(): Promise<number> {
  const server = await echo("free");
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("the console's server", () => {
  let web: string;
  let api: Server;
  let cloud: Server;
  let running: RunningConsole | null;
  let port: number;
  let base: string;
  const faults: unknown[] = [];

  const settings = () => ({
    port,
    apiPort: portOf(api),
    cloudPort: portOf(cloud),
    webDirectory: join(web, "web"),
    onFault: (error: unknown) => faults.push(error),
  });

  beforeAll(async () => {
    web = mkdtempSync(join(tmpdir(), "console-"));
    mkdirSync(join(web, "web/dist/assets"), { recursive: true });
    writeFileSync(join(web, "secret.txt"), "secret");
    writeFileSync(join(web, "web/dist/index.html"), "<!doctype html><title>Console</title>");
    writeFileSync(join(web, "web/dist/config.json"), '{"api":""}');
    writeFileSync(join(web, "web/dist/assets/index-abc.js"), "export {};");
    writeFileSync(join(web, "web/dist/assets/index-abc.js.map"), "{}");
    writeFileSync(join(web, "web/dist/assets/large-abc.js"), LARGE);
    writeFileSync(join(web, "web/dist/assets/large-abc.woff2"), LARGE);
    [api, cloud] = await Promise.all([echo("api"), echo("cloud")]);
    port = await freePort();
    base = `http://localhost:${port}`;
    running = await serveConsole(settings());
  });

  afterAll(() => {
    running?.close();
    api.close();
    cloud.close();
    rmSync(web, { recursive: true, force: true });
    expect(faults).toEqual([]);
  });

  test.each(["/", "/sign-in", "/admin/users/34d8f418", "/challenge/code?x=1", "/admin/groups/a.b"])(
    "every page is the same file, under a policy without inline code: %s",
    async (path) => {
      const response = await fetch(base + path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("<title>Console</title>");
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      const [, connections = ""] = /connect-src ([^;]+)/.exec(policy) ?? [];
      expect(connections.replace(/\d+$|\d+(?= )/g, "PORT").split(" ")).toEqual([
        "'self'",
        "http://localhost:PORT",
        "http://127.0.0.1:PORT",
        "https://localhost:PORT",
      ]);
      expect(response.headers.get("cache-control")).toBe("no-cache");
    },
  );

  test("clients that hang up before the answer are not a fault", async () => {
    const before = faults.length;
    for (let count = 0; count < 50; count += 1) {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      socket.write("GET /assets/large-abc.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await new Promise(setImmediate);
      socket.resetAndDestroy();
      await once(socket, "close");
    }
    expect((await fetch(`${base}/`)).status).toBe(200);
    expect(faults.slice(before)).toEqual([]);
  });

  test("assets are cached for a year, settings are revalidated, source maps are not served", async () => {
    const asset = await fetch(`${base}/assets/index-abc.js`);
    expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await fetch(`${base}/config.json`)).headers.get("cache-control")).toBe("no-cache");
    expect((await fetch(`${base}/assets/index-abc.js.map`)).status).toBe(404);
    expect((await fetch(`${base}/assets/other.js`)).status).toBe(404);
    expect((await fetch(`${base}/`, { method: "POST" })).status).toBe(405);
  });

  test("text is compressed if the client accepts it; small or compressed files are sent unchanged", async () => {
    const ask = (path: string, encoding: string, method = "GET") =>
      sendRaw(base + path, { method, headers: { host: `localhost:${port}`, "accept-encoding": encoding } });
    const compressed = await ask("/assets/large-abc.js", "br, gzip");
    expect(compressed.headers["content-encoding"]).toBe("gzip");
    expect(compressed.headers.vary).toBe("accept-encoding");
    expect(await (await fetch(`${base}/assets/large-abc.js`)).text()).toBe(LARGE);
    for (const [path, encoding] of [
      ["/assets/large-abc.js", "identity"],
      ["/assets/large-abc.woff2", "gzip"],
      ["/assets/index-abc.js", "gzip"],
    ] as const) {
      const { headers, status } = await ask(path, encoding);
      expect([status, headers["content-encoding"]]).toEqual([200, undefined]);
      expect(Number(headers["content-length"])).toBeGreaterThan(0);
    }
    expect(await ask("/assets/large-abc.js", "gzip", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  test.each([
    "/../secret.txt",
    "/assets/../../../secret.txt",
    "/%2e%2e/%2e%2e/secret.txt",
    "/..%2f..%2fsecret.txt",
    "/%00.txt",
    "/%zz.txt",
  ])("nothing outside the folder is read: %s", async (path) => {
    const { status, body } = await sendRaw(base, { target: path });
    // The app's page, which is not a file of that name, or nothing.
    expect([
      [200, "<!doctype html><title>Console</title>"],
      [404, "Not found\n"],
    ]).toContainEqual([status, body]);
  });

  test.each([
    ["/v1/me?x=1", "api", "/v1/me?x=1"],
    ["/_local/inbox?to=a", "cloud", "/_local/inbox?to=a"],
    ["/us-east-1_AbCd/.well-known/jwks.json", "cloud", "/us-east-1_AbCd/.well-known/jwks.json"],
    ["/_cloud/", "cloud", "/"],
    ["/_cloud", "cloud", "/"],
    ["/_cloud/bucket/key?x=1", "cloud", "/bucket/key?x=1"],
  ])("%s is passed to the %s as %s, with the page's own host and origin", async (path, name, url) => {
    const response = await fetch(base + path, { method: "POST", body: "hello", headers: { origin: base } });
    expect(response.status).toBe(418);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const host = `localhost:${port}`;
    expect(await response.json()).toEqual({ name, method: "POST", url, host, origin: base, body: "hello" });
  });

  test.each(["/v10", "/v1x/me", "/_cloudy", "/_localx/inbox"])("%s is a page", async (path) => {
    expect((await fetch(base + path)).headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("a page under a foreign name for this machine gets nothing (DNS rebinding)", async () => {
    for (const path of ["/", "/v1/me", "/_local/inbox"]) {
      const { status } = await sendRaw(base + path, { headers: { host: "evil.example" } });
      expect(status).toBe(403);
    }
  });

  test("a port in use is reported", async () => {
    expect(await serveConsole(settings())).toBeNull();
  });

  test("a stack that does not answer is reported as 502", async () => {
    const other = { ...settings(), port: await freePort(), apiPort: await freePort() };
    const lonely = await serveConsole(other);
    const response = await fetch(`http://localhost:${other.port}/v1/me`);
    expect(response.status).toBe(502);
    lonely?.close();
  });

  test("without a build the page says so, and reloads", async () => {
    const empty = mkdtempSync(join(tmpdir(), "console-"));
    mkdirSync(join(empty, "web/src"), { recursive: true });
    utimesSync(join(empty, "web/src"), 1, 1);
    const other = { ...settings(), port: await freePort(), webDirectory: join(empty, "web") };
    const waiting = await serveConsole(other);
    const response = await fetch(`http://localhost:${other.port}/`);
    expect(response.status).toBe(503);
    expect(response.headers.get("refresh")).toBe("1");
    waiting?.close();
    rmSync(empty, { recursive: true, force: true });
  });
});
