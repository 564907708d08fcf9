import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { Agent as HttpsAgent } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RunningServer } from "../../../local/server/start-server.ts";
import { sendRaw } from "../../support/clients/raw-request.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";
import {
  askSecurely,
  authorityIn,
  certificateOf,
  closed,
  handshake,
  openSocket,
  startTlsServer,
} from "../../support/worlds/tls-server.ts";

const SECURE = '{"secure":true}';
const PLAIN = '{"secure":false}';
const REQUEST = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

let folder: string;
let directory: string;
let server: RunningServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tls-"));
  directory = join(folder, "tls");
  server = await startTlsServer({ directory });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const isAnswered = async () => {
  expect((await sendRaw(`http://localhost:${server.port}/`)).body).toBe(PLAIN);
  expect((await askSecurely(server.port, { ca: authorityIn(directory) })).body).toBe(SECURE);
};

const received = async (socket: Duplex): Promise<string> => {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  await once(socket, "end");
  return text;
};

test("nothing is created before the first TLS connection", async () => {
  const own = join(folder, "unused");
  const plain = await startTlsServer({ directory: own });
  expect((await sendRaw(`http://localhost:${plain.port}/`)).body).toBe(PLAIN);
  expect(existsSync(own)).toBe(false);
  expect((await askSecurely(plain.port, { rejectUnauthorized: false })).body).toBe(SECURE);
  expect(existsSync(own)).toBe(true);
  await plain.close();
});

describe("one port serves both", () => {
  test.each(["127.0.0.1", "[::1]"])("by http at %s", async (host) => {
    expect((await sendRaw(`http://${host}:${server.port}/`)).body).toBe(PLAIN);
  });

  // Without the local authority no client would accept any of these.
  test.each([
    ["localhost", "127.0.0.1"],
    ["localhost", "::1"],
    ["127.0.0.1", "127.0.0.1"],
    ["::1", "::1"],
    ["files.localhost", "127.0.0.1"],
    ["FILES.LOCALHOST", "127.0.0.1"],
    ["a.b-c.localhost", "::1"],
  ])("by https as %s at %s, with a certificate that a strict client accepts", async (host, address) => {
    await certificateOf(server.port);
    const servername = host === address ? {} : { servername: host };
    const answer = await askSecurely(server.port, {
      host: address,
      ...servername,
      ca: authorityIn(directory),
    });
    expect(answer).toEqual({ status: 200, body: SECURE });
  });

  test("for the SDK", async () => {
    const cloud = await startTestCloud({ stateDirectory: join(folder, "cloud") });
    await certificateOf(cloud.port);
    const client = new CognitoIdentityProviderClient({
      endpoint: `https://localhost:${cloud.port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "any", secretAccessKey: "any" },
      requestHandler: {
        httpsAgent: new HttpsAgent({ ca: authorityIn(join(folder, "cloud", "tls")) }),
      },
    });
    expect((await client.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools).toEqual([]);
    client.destroy();
    await cloud.close();
  });

  test("as two origins: a page of one can't read the inbox of the other", async () => {
    const cloud = await startTestCloud();
    const read = async (origin: string) =>
      (
        await askSecurely(cloud.port, {
          path: "/_local/inbox",
          headers: { origin: `${origin}://localhost:${cloud.port}` },
          rejectUnauthorized: false,
        })
      ).status;
    expect(await read("https")).toBe(200);
    expect(await read("http")).toBe(403);
    await cloud.close();
  });

  test("several requests on one connection of either kind", async () => {
    const socket = await handshake(server.port);
    const plain = await openSocket(server.port);
    for (const [connection, body] of [
      [socket, SECURE],
      [plain, PLAIN],
    ] as const) {
      for (let count = 0; count < 3; count += 1) {
        connection.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
        const [chunk] = (await once(connection, "data")) as [Buffer];
        expect(chunk.toString()).toContain(body);
      }
    }
    socket.destroy();
    plain.destroy();
  });

  test("two hundred connections at a time", async () => {
    await certificateOf(server.port);
    const ca = authorityIn(directory);
    const asked = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0
        ? askSecurely(server.port, { ca })
        : sendRaw(`http://127.0.0.1:${server.port}/`, { headers: { connection: "close" } }),
    );
    const bodies = (await Promise.all(asked)).map(({ body }) => body);
    expect(bodies.filter((body) => body === SECURE)).toHaveLength(100);
    expect(bodies.filter((body) => body === PLAIN)).toHaveLength(100);
  });
});

describe("a client that sends byte by byte", () => {
  /** A connection that sends one byte at a time. */
  const inBytes = async (port: number): Promise<Duplex> => {
    const socket = await openSocket(port);
    socket.setNoDelay(true);
    const stream = new Duplex({
      write(chunk: Buffer, _encoding, done) {
        const bytes = [...chunk].map((byte) => Buffer.from([byte]));
        const send = (): void => {
          const next = bytes.shift();
          if (next === undefined) done();
          else socket.write(next, () => setImmediate(send));
        };
        send();
      },
      read() {},
      destroy(_error, done) {
        socket.destroy();
        done(null);
      },
    });
    socket.on("data", (chunk) => stream.push(chunk));
    socket.once("end", () => stream.push(null));
    return stream;
  };

  test("is answered by http", async () => {
    const socket = await inBytes(server.port);
    socket.write(REQUEST);
    expect(await received(socket)).toContain(PLAIN);
  });

  test("is answered by https", async () => {
    const secured = connectTls({
      socket: await inBytes(server.port),
      servername: "localhost",
      rejectUnauthorized: false,
    });
    secured.write(REQUEST);
    expect(await received(secured)).toContain(SECURE);
    secured.destroy();
  });
});

describe("a connection with neither protocol", () => {
  test.each([
    ["text", "HELLO\r\n\r\n"],
    ["a zero byte", "\0\0\0\0\r\n\r\n"],
    ["a handshake of SSL 2", "\x80\x2e\x01\x03\x01\r\n\r\n"],
    ["an alert of TLS without a handshake", "\x15\x03\x01\x00\x02\x01\x00\r\n\r\n"],
    ["every high byte", "\xff".repeat(100)],
  ])("%s gets 400 and a closed connection", async (_, bytes) => {
    const socket = await openSocket(server.port);
    socket.write(Buffer.from(bytes, "latin1"));
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    await isAnswered();
  });

  test.each([
    ["that is garbage", "\x16garbage garbage garbage garbage"],
    ["of an impossible length", "\x16\x03\x01\xff\xff"],
    ["of the wrong kind", "\x16\x03\x01\x00\x04\x02\x00\x00\x00"],
  ])("a handshake %s is ended", async (_, bytes) => {
    const socket = await openSocket(server.port);
    socket.write(Buffer.from(bytes, "latin1"));
    await closed(socket);
    await isAnswered();
  });

  test("plain text within TLS gets 400", async () => {
    const socket = await handshake(server.port);
    socket.write("\x16\x16\x16\r\n\r\n");
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  test("a client that aborts its handshake does not affect others", async () => {
    for (const bytes of ["\x16", "\x16\x03\x01\x02\x00\x01\x00"]) {
      const socket = await openSocket(server.port);
      socket.write(Buffer.from(bytes, "latin1"));
      socket.resetAndDestroy();
      await closed(socket);
    }
    await isAnswered();
  });

  test.each<[string, object]>([
    ["TLS 1.1", { maxVersion: "TLSv1.1", minVersion: "TLSv1.1" }],
    ["HTTP/2 only", { ALPNProtocols: ["h2"] }],
  ])("a client with %s is refused", async (_, options) => {
    const socket = connectTls({
      port: server.port,
      host: "127.0.0.1",
      rejectUnauthorized: false,
      ...options,
    });
    const [error] = await once(socket, "error");
    expect(error.code).toMatch(/^ERR_SSL_/);
    await isAnswered();
  });

  test("a client that also supports HTTP/2 is told to use HTTP/1.1", async () => {
    const ALPNProtocols = ["h2", "http/1.1"];
    const socket = connectTls({
      port: server.port,
      host: "127.0.0.1",
      rejectUnauthorized: false,
      ALPNProtocols,
    });
    await once(socket, "secureConnect");
    expect(socket.alpnProtocol).toBe("http/1.1");
    socket.destroy();
  });
});

describe("a client that has closed its side", () => {
  test("still gets its response", async () => {
    const socket = await openSocket(server.port);
    socket.end(REQUEST);
    expect(await received(socket)).toContain(PLAIN);
  });

  test("is disconnected if it has sent nothing", async () => {
    const socket = await openSocket(server.port);
    socket.end();
    await closed(socket);
    await isAnswered();
  });
});

describe("a client that keeps the server waiting is disconnected", () => {
  const within = async (patience: object, work: (port: number) => Promise<void>) => {
    const impatient = await startTlsServer({ directory, handshakeTimeoutMs: 20, ...patience });
    await work(impatient.port);
    await impatient.close();
  };

  test("before its first byte", () =>
    within({ patience: { firstByte: 20 } }, async (port) => {
      const socket = await openSocket(port);
      await closed(socket);
      expect(socket.bytesRead).toBe(0);
    }));

  test.each([
    ["after a byte of it", "\x16"],
    ["after an empty record", "\x16\x03\x01\x00\x00"],
  ])("within its handshake, %s", (_, bytes) =>
    within({}, async (port) => {
      const socket = await openSocket(port);
      socket.write(Buffer.from(bytes, "latin1"));
      await closed(socket);
      expect(socket.bytesRead).toBe(0);
    }),
  );

  test("within its handshake, after closing its side", () =>
    within({}, async (port) => {
      const socket = await openSocket(port);
      socket.end(Buffer.from("\x16\x03\x01\x02\x00\x01\x00", "latin1"));
      await closed(socket);
      expect(socket.bytesWritten).toBe(7);
    }));

  test.each(["http", "https"])("within a request's headers, by %s", (scheme) =>
    within({ handshakeTimeoutMs: 60_000, patience: { headers: 20 } }, async (port) => {
      const socket = scheme === "http" ? await openSocket(port) : await handshake(port);
      socket.write("GET / HTTP/1.1\r\nhost: loc");
      expect(await received(socket)).toMatch(/^(HTTP\/1\.1 408 |$)/);
      socket.destroy();
    }),
  );
});

test("closing ends every connection, in any state", async () => {
  const own = await startTlsServer({ directory });
  const silent = await openSocket(own.port);
  const shaking = await openSocket(own.port);
  shaking.write("\x16\x03");
  const idle = await handshake(own.port);
  const answered = connect({ port: own.port, host: "127.0.0.1" });
  answered.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await once(answered, "data");
  const waiting = await Promise.all([openSocket(own.port), handshake(own.port)]);
  for (const socket of waiting) socket.write("GET /waiting HTTP/1.1\r\nhost: localhost\r\n\r\n");
  const ends = [silent, shaking, idle, answered, ...waiting].map(closed);
  await own.close();
  await Promise.all(ends);
  await expect(openSocket(own.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
