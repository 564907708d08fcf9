import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls, createServer } from "node:tls";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createFakeClock } from "../../../local/clock.ts";
import { pemOf } from "../../../local/tls/credential-files.ts";
import { createAuthority, issueServerCertificate } from "../../../local/tls/local-authority.ts";
import { sendRaw } from "../../support/clients/raw-request.ts";
import {
  askSecurely,
  authorityIn,
  certificateOf,
  handshake,
  startTlsServer,
} from "../../support/worlds/tls-server.ts";

const DAY = 24 * 60 * 60 * 1000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "certificate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the certificate is the same after a restart", async () => {
  const kept = join(folder, "kept");
  const shown = [];
  for (let start = 0; start < 2; start += 1) {
    const own = await startTlsServer({ directory: kept });
    shown.push((await certificateOf(own.port)).fingerprint256, authorityIn(kept));
    await own.close();
  }
  expect(shown.slice(2)).toEqual(shown.slice(0, 2));
});

test("the certificate of a server without state is not stored, and the same at both addresses", async () => {
  const forgetful = await startTlsServer({ directory: null });
  const socket = connectTls({ port: forgetful.port, host: "::1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  expect(socket.getPeerCertificate().fingerprint256).toBe(
    (await certificateOf(forgetful.port)).fingerprint256,
  );
  socket.destroy();
  await forgetful.close();
});

test("the certificate is renewed under the same authority while the server runs", async () => {
  const clock = createFakeClock(Date.now());
  const renewed = join(folder, "renewed");
  const own = await startTlsServer({ directory: renewed, clock });
  const [before, bucket] = [await certificateOf(own.port), await certificateOf(own.port, "files.localhost")];
  const open = await handshake(own.port);
  const authority = authorityIn(renewed);

  clock.advance(59 * DAY);
  expect((await certificateOf(own.port)).fingerprint256).toBe(before.fingerprint256);
  expect((await certificateOf(own.port, "files.localhost")).fingerprint256).toBe(bucket.fingerprint256);

  clock.advance(2 * DAY);
  const after = await certificateOf(own.port);
  expect(after.fingerprint256).not.toBe(before.fingerprint256);
  expect(Date.parse(after.valid_to)).toBeGreaterThan(clock.now() + 80 * DAY);
  expect((await certificateOf(own.port, "files.localhost")).fingerprint256).not.toBe(bucket.fingerprint256);
  expect(authorityIn(renewed)).toBe(authority);

  open.write("GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
  expect(await text(open)).toContain('{"secure":true}');
  await own.close();
});

test("the certificate is from a new authority before the previous one expires", async () => {
  const clock = createFakeClock(Date.now());
  const aged = join(folder, "aged");
  const own = await startTlsServer({ directory: aged, clock });
  await certificateOf(own.port);
  const former = authorityIn(aged);
  clock.advance(3550 * DAY); // of 3,650
  await certificateOf(own.port);
  expect(authorityIn(aged)).toBe(former);
  clock.advance(20 * DAY);
  await certificateOf(own.port);
  expect(authorityIn(aged)).not.toBe(former);
  await own.close();
});

test("the certificate that can't be created is a fault, ends only the connection, and is retried", async () => {
  const inTheWay = join(folder, "in-the-way");
  writeFileSync(inTheWay, "a file where a folder should be");
  const faults: unknown[] = [];
  const own = await startTlsServer({ directory: inTheWay, onFault: (error) => faults.push(error) });
  const socket = connectTls({ port: own.port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "error");
  expect(faults).toHaveLength(1);
  expect((await sendRaw(`http://localhost:${own.port}/`)).body).toBe('{"secure":false}');
  rmSync(inTheWay);
  expect((await askSecurely(own.port, { rejectUnauthorized: false })).body).toBe('{"secure":true}');
  await own.close();
});

test.each(["evil.example", "localhost.evil.example", "notlocalhost", "..localhost", "a b.localhost"])(
  "the certificate is that of localhost for %s",
  async (name) => {
    const own = await startTlsServer({ directory: null });
    expect((await certificateOf(own.port, name)).subjectaltname).not.toContain(name);
    await own.close();
  },
);

test("the certificate of a foreign name is refused, although the trusted authority has signed it", async () => {
  const authority = createAuthority(Date.now());
  const stolen = issueServerCertificate(authority, Date.now(), ["bank.example"]);
  const impostor = createServer({
    key: pemOf(stolen.privateKey),
    cert: `${stolen.certificate}${authority.certificate}`,
  });
  impostor.listen(0, "127.0.0.1");
  await once(impostor, "listening");
  const { port } = impostor.address() as { port: number };
  const socket = connectTls({
    port,
    host: "127.0.0.1",
    servername: "bank.example",
    ca: String(authority.certificate),
  });
  const [error] = await once(socket, "error");
  expect(error.message).toBe("permitted subtree violation");
  impostor.close();
});
