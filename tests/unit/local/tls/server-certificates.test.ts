import { X509Certificate } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createFakeClock } from "../../../../local/clock.ts";
import { createAuthority, issueServerCertificate } from "../../../../local/tls/local-authority.ts";
import { openAuthority, openServerCertificates } from "../../../../local/tls/server-certificates.ts";

const clock = createFakeClock();
const DAY = 24 * 60 * 60 * 1000;

let folder: string;
let directory: string;
const at = (name: string) => join(directory, name);
const read = (name: string) => readFileSync(at(name), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certificates-"));
  directory = join(folder, "tls");
  clock.reset();
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("a certificate", () => {
  const authority = createAuthority(clock.now());
  const { certificate } = issueServerCertificate(authority, clock.now(), ["files.localhost"]);

  test("is signed by the authority, which signs itself", () => {
    expect(authority.certificate.ca).toBe(true);
    expect(authority.certificate.checkIssued(authority.certificate)).toBe(true);
    expect(authority.certificate.verify(authority.certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(authority.certificate)).toBe(true);
    expect(certificate.verify(authority.certificate.publicKey)).toBe(true);
  });

  test("is for servers on this machine", () => {
    expect(certificate.subjectAltName).toBe(
      "DNS:localhost, DNS:*.localhost, DNS:files.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
    );
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  });

  test("is valid on machines whose clock is behind, and for less time than browsers allow", () => {
    const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
    expect(from).toBe(clock.now() - DAY);
    expect(to - from).toBeLessThan(397 * DAY);
    expect(authority.certificate.validToDate.getTime()).toBeGreaterThan(to);
  });

  test("has a serial number of its own", () => {
    const other = issueServerCertificate(authority, clock.now()).certificate;
    expect(other.serialNumber).not.toBe(certificate.serialNumber);
    expect(certificate.serialNumber.length).toBeGreaterThan(24);
  });

  test("of an authority is unique", () => {
    expect(authority.certificate.subject).toMatch(/^CN=Serverless Auth local cloud [0-9a-f]{8}$/);
    expect(createAuthority(clock.now()).certificate.subject).not.toBe(authority.certificate.subject);
  });
});

describe("a certificate for a name under localhost", () => {
  test("is created once, for the name in any case", () => {
    const { named } = openServerCertificates(null, clock);
    expect(named("files.localhost")).toBe(named("Files.LocalHost"));
    expect(named("files.localhost")).not.toBe(named("avatars.localhost"));
  });

  test("is renewed with the server's own", () => {
    const { named } = openServerCertificates(null, clock);
    const before = named("files.localhost");
    clock.advance(61 * DAY);
    expect(named("files.localhost")).not.toBe(before);
  });

  test("is removed from the cache after a hundred others", () => {
    const { named } = openServerCertificates(null, clock);
    const first = named("bucket-0.localhost");
    for (let bucket = 1; bucket < 100; bucket += 1) named(`bucket-${bucket}.localhost`);
    expect(named("bucket-0.localhost")).toBe(first);
    named("bucket-100.localhost");
    expect(named("bucket-0.localhost")).not.toBe(first);
  });

  test.each([
    "localhost",
    ".localhost",
    "..localhost",
    "a..localhost",
    "a b.localhost",
    "*.localhost",
    "-a.localhost",
    "localhost.example",
    "files.localhost.",
    "files.localhost\n",
    "notlocalhost",
    `${"a".repeat(64)}.localhost`,
    `${"a.".repeat(125)}localhost`,
  ])("is not made for %j", (name) => {
    expect(openServerCertificates(null, clock).named(name)).toBeUndefined();
  });
});

describe("on disk", () => {
  const shown = () => openServerCertificates(directory, clock).current();
  const mode = (name: string) => statSync(at(name)).mode & 0o777;

  test("only their owner can read keys, and no temporary file is left", () => {
    shown();
    expect(readdirSync(directory).sort()).toEqual(["authority.crt", "authority.pem", "localhost.pem"]);
    expect([mode("authority.pem"), mode("localhost.pem"), mode("authority.crt")]).toEqual([
      0o600, 0o600, 0o644,
    ]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(read("authority.crt")).not.toContain("PRIVATE KEY");
  });

  test("keys that others can read are protected again", () => {
    shown();
    for (const name of ["authority.pem", "localhost.pem"]) chmodSync(at(name), 0o644);
    shown();
    expect([mode("authority.pem"), mode("localhost.pem")]).toEqual([0o600, 0o600]);
  });

  test("they stay the same when they are opened again", () => {
    expect(shown()).toEqual(shown());
  });

  test.each([
    ["is empty", () => writeFileSync(at("localhost.pem"), "")],
    ["is cut off", () => writeFileSync(at("localhost.pem"), read("localhost.pem").slice(0, 400))],
    [
      "has the certificate of another key",
      () =>
        writeFileSync(
          at("localhost.pem"),
          `${read("localhost.pem").split("-----BEGIN CERTIFICATE")[0]}${read("authority.crt")}`,
        ),
    ],
    [
      "is of another authority",
      () => {
        const other = join(folder, "other");
        openServerCertificates(other, clock).current();
        copyFileSync(join(other, "localhost.pem"), at("localhost.pem"));
      },
    ],
    ["is from the future", () => clock.advance(-2 * DAY)],
    ["is due for renewal", () => clock.advance(61 * DAY)],
  ])("a server's certificate that %s is renewed by the same authority", (_, spoil) => {
    const before = shown();
    const authority = read("authority.pem");
    spoil();
    const after = shown();
    expect(after.key).not.toBe(before.key);
    expect(read("authority.pem")).toBe(authority);
    expect(read("localhost.pem")).toContain(after.key);
    expect(new X509Certificate(after.cert).verify(new X509Certificate(read("authority.crt")).publicKey)).toBe(
      true,
    );
  });

  test.each([
    ["is empty", () => writeFileSync(at("authority.pem"), "")],
    ["is not an authority's", () => copyFileSync(at("localhost.pem"), at("authority.pem"))],
    ["is close to its end", () => clock.advance(3600 * DAY)],
  ])("an authority that %s is renewed, and the server's certificate with it", (_, spoil) => {
    const before = shown();
    const published = read("authority.crt");
    spoil();
    const after = shown();
    expect(after.key).not.toBe(before.key);
    expect(read("authority.crt")).not.toBe(published);
    expect(after.cert.endsWith(read("authority.crt"))).toBe(true);
  });

  test("a clock that was set back does not cause a new authority", () => {
    const { certificate } = openAuthority(directory, clock);
    clock.advance(-400 * DAY);
    expect(openAuthority(directory, clock).certificate.fingerprint256).toBe(certificate.fingerprint256);
  });

  test("the files that clients read are restored if they are missing or changed", () => {
    const { certificate } = openAuthority(directory, clock);
    rmSync(at("authority.crt"));
    openAuthority(directory, clock);
    expect(read("authority.crt")).toBe(String(certificate));
    writeFileSync(at("authority.crt"), "other");
    openAuthority(directory, clock);
    expect(read("authority.crt")).toBe(String(certificate));
  });

  test("the server uses the existing authority", () => {
    const { certificate } = openAuthority(directory, clock);
    expect(shown().cert.endsWith(String(certificate))).toBe(true);
  });
});
