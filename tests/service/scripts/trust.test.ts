import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { chromium } from "playwright-core";
import { describeWhere, testInBrowser } from "../../support/clients/browser-tests.ts";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../support/clients/chromium.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const script = resolve(import.meta.dirname, "../../../scripts/trust.ts");

/** The test has its own home folder, and installs the authority only there. */
let home: string;
let state: string;
let cloud: TestCloud;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "home-"));
  state = join(home, "state");
  cloud = await startTestCloud({ stateDirectory: state });
});

afterAll(async () => {
  await cloud.close();
  rmSync(home, { recursive: true });
});

interface Output {
  readonly status: number;
  readonly said: string;
}

function trust(options: readonly string[], environment: Record<string, string> = {}): Promise<Output> {
  const env = { PATH: process.env.PATH, HOME: home, LOCAL_STATE: state, ...environment };
  return new Promise((done) => {
    const running = execFile(process.execPath, [script, ...options], { env }, (error, stdout, stderr) =>
      done({ status: Number(error?.code ?? 0), said: stdout + stderr }),
    );
    running.stdin?.end();
  });
}

const authority = () => join(state, "tls/authority.crt");
const database = () => join(home, ".pki/nssdb");

test("prints what it would do, and does nothing without confirmation", async () => {
  const { status, said } = await trust([]);
  expect(status).toBe(1);
  expect(said).toContain(`NODE_EXTRA_CA_CERTS=${authority()} node app.js`);
  expect(said).toMatch(/Nothing was changed|nothing to do on this machine/);
  expect(existsSync(database())).toBe(false);
});

test("the authority that it creates is the one that the running cloud uses", async () => {
  await trust([]);
  const client = `fetch("https://localhost:${cloud.port}/_local/health").then(async (answer) => console.log(await answer.text()))`;
  const env = { NODE_EXTRA_CA_CERTS: authority() };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", client], { env });
  expect(stdout.trim()).toBe('{"status":"ok"}');
});

test("removes nothing if nothing is installed", async () => {
  const { status, said } = await trust(["--remove", "--yes"], { LOCAL_STATE: join(home, "elsewhere") });
  expect(status).toBe(1);
  expect(said).toContain("does not exist");
  expect(existsSync(join(home, "elsewhere"))).toBe(false);
});

test("writes no key into a folder that is not a state folder", async () => {
  const other = join(home, "sources");
  mkdirSync(other);
  writeFileSync(join(other, "cloud.ts"), "");
  const { status, said } = await trust(["--yes"], { LOCAL_STATE: other });
  expect(status).toBe(1);
  expect(said).toContain("holds other files (cloud.ts): set LOCAL_STATE to a folder of its own");
  expect(existsSync(join(other, "tls"))).toBe(false);
});

test("an unknown option is refused", async () => {
  expect((await trust(["--forever"])).said).toContain("Unknown option '--forever'");
});

const hasCertutil = (process.env.PATH ?? "")
  .split(":")
  .some((folder) => existsSync(join(folder, "certutil")));

describeWhere(hasCertutil && process.platform === "linux")("with certutil", () => {
  const list = () => execFileSync("certutil", ["-d", `sql:${database()}`, "-L"], { encoding: "utf8" });

  /** The title of a page over HTTPS, or the browser's error. */
  async function open(): Promise<string> {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: CHROMIUM_FLAGS,
      chromiumSandbox: false,
      env: { ...(process.env as Record<string, string>), HOME: home },
    });
    try {
      const page = await browser.newPage();
      await page.goto(`https://localhost:${cloud.port}/_local/inbox`);
      return await page.title();
    } catch (error) {
      return /net::\w+/.exec(String(error))?.[0] ?? String(error);
    } finally {
      await browser.close();
    }
  }

  test("it is in Chromium's database until it is removed", async () => {
    expect(await trust(["--yes"])).toMatchObject({ status: 0, said: expect.stringContaining("Done.") });
    expect(list()).toMatch(/Serverless Auth local cloud [0-9a-f]{8} +C,,/);
    expect(await trust(["--yes"])).toMatchObject({ status: 0 });
    expect(list().match(/Serverless Auth/g)).toHaveLength(1);

    expect(await trust(["--remove"])).toMatchObject({ status: 1 });
    expect(list()).toContain("Serverless Auth");
    expect(await trust(["--remove", "--yes"])).toMatchObject({ status: 0 });
    expect(list()).not.toContain("Serverless Auth");
    expect((await trust(["--remove", "--yes"])).said).toContain("It is not there.");
    expect(readFileSync(authority(), "utf8")).toContain("BEGIN CERTIFICATE");
  });

  testInBrowser("Chromium opens pages by https that it warned of before", async () => {
    expect(await open()).toBe("net::ERR_CERT_AUTHORITY_INVALID");
    await trust(["--yes"]);
    expect(await open()).toBe("Inbox · local cloud");
    await trust(["--remove", "--yes"]);
    expect(await open()).toBe("net::ERR_CERT_AUTHORITY_INVALID");
  });
});
