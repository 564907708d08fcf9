import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type AttackRequest, createAttackClient } from "../../../../scripts/attack/attack-client.ts";
import type { AttackContext } from "../../../../scripts/attack/check.ts";
import {
  CHECKS,
  costOf,
  exitCodeOf,
  type Result,
  renderResult,
  runAttack,
} from "../../../../scripts/attack/run-attack.ts";
import { type Fault, startWeakServer, type WeakServer } from "../../../support/checks/attack/weak-server.ts";

let server: WeakServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const named = (name: string) => CHECKS.filter((check) => check.name.includes(name));

async function start(...faults: readonly Fault[]): Promise<AttackContext> {
  server = await startWeakServer(...faults);
  return server.context;
}

const attack = async (checks = CHECKS, ...faults: readonly Fault[]): Promise<readonly Result[]> =>
  runAttack(checks, await start(...faults));

/** Times are not compared here, on a busy machine; that a difference is found is tested below. */
const untimed = CHECKS.filter(({ subject }) => subject !== "timing");

test("a correct server withstands every attack", async () => {
  const results = await attack(untimed);
  expect(results.filter(({ verdict }) => verdict.kind !== "held").map(renderResult)).toEqual([]);
});

/** Each attack, and a fault that it must find. */
const faults: readonly (readonly [Fault, check: string])[] = [
  ["takes alg none", "alg none"],
  ["takes HS256", "HS256"],
  ["verifies no signature", "another key under the pool's kid"],
  ["takes any key id", "a key that the pool does not have"],
  ["takes the token's own key", "contains its own key"],
  ["verifies no signature", "claims edited"],
  ["takes any issuer", "another issuer"],
  ["verifies no signature", "cut off or changed"],
  ["takes a refresh token", "that is a refresh token"],
  ["takes an ID token", "an ID token does not replace"],
  ["takes a token from the query", "in the query"],
  ["opens administration to users", "opens no administration"],
  ["reads paths in any case", "no spelling"],
  ["resolves dots behind the gate", "no spelling"],
  ["opens methods it forgot", "no method reads"],
  ["believes x-original-url", "no header replaces"],
  ["leaves out nosniff", "security headers"],
  ["lets every origin in", "a page of another origin may not"],
  ["lets no origin in", "a page of the app's own origin"],
  ["repeats the forwarded host", "a forged host name"],
  ["takes bodies of any size", "a body over 64 KB"],
  ["takes any media type", "a form"],
  ["takes any media type", "JSON as plain text"],
  ["shows its stack", "text that is not JSON"],
  ["answers in HTML", "a list is refused"],
  ["answers in HTML", "null is refused"],
  ["answers in HTML", "a number"],
  ["answers in HTML", "an object in place"],
  ["answers in HTML", "a list in place"],
  ["takes unknown members", "an unknown member"],
  ["answers in HTML", "a prototype"],
  ["takes unknown members", "a constructor"],
  ["answers in HTML", "a name twice"],
  ["answers in HTML", "ten thousand levels"],
  ["answers in HTML", "half a character"],
  ["lets scripts read the cookie", "hidden from scripts"],
  ["shows the cookie's token", "hidden from scripts"],
  ["takes the cookie from any page", "can't get tokens with the cookie"],
  ["sets the cookie for any page", "can't sign a user in"],
  ["takes the first of two cookies", "a second cookie"],
  ["takes any cookie", "an invented cookie"],
  ["rotates no refresh token", "a used refresh token is invalid"],
  ["takes used refresh tokens", "a used refresh token is invalid"],
  ["leaves the family alive", "a used refresh token is invalid"],
  ["leaves access tokens alive", "after a sign-out"],
  ["leaves other sign-ins alive", "ending all sign-ins"],
  ["leaves access tokens alive", "ending all sign-ins"],
  ["shows others' files", "another user's files by id"],
  ["ends others' sign-ins", "another user's sign-in by its id"],
  ["sets a link's cookie for any page", "ask for a sign-in link nor post one"],
  ["takes links from any page", "ask for a sign-in link nor post one"],
  ["takes a link of another browser", "a link signs in only by a post"],
  ["signs in by opening a link", "a link signs in only by a post"],
  ["shows organizations to strangers", "an organization does not exist"],
  ["believes the wished organization", "gives its claims to members only"],
  ["lets the last owner go", "the last owner stays"],
  ["takes any invitation", "made-up invitations"],
  ["invites two addresses at once", "made-up invitations"],
  ["registers any client", "no client registers itself"],
  ["limits no code", "ends after a few wrong codes"],
  ["takes the tenth code", "a guessed code sets no password"],
  ["tells when resets are over", "a guessed code sets no password"],
  ["mixes sessions up", "a session of one sign-in"],
  ["limits no password", "guessing an account's password"],
  ["says not when to try again", "guessing an account's password"],
  ["limits no password", "guessing the password of an unknown account"],
  ["limits no client", "one client can't go on"],
  ...CHECKS.flatMap(({ subject, name }) => {
    const [path] = /\/v1\/auth\/[\w-]+/.exec(name) ?? [];
    return subject === "enumeration" && path !== undefined
      ? ([[`tells at ${path}`, `the answer of ${path} `]] as const)
      : [];
  }),
];

test.each(faults)("a server that %s is detected by: %s", async (fault, name) => {
  const checks = named(name);
  expect(checks).toHaveLength(1);
  const results = await attack(checks, fault);
  expect(results.map(({ verdict }) => verdict.kind)).toEqual(["finding"]);
});

test.each(["/v1/auth/forgot-password", "/v1/auth/sign-up"])(
  "a server that is slower at %s for an account is detected by its time",
  async (path) => {
    const [result] = await attack(named(`the time of ${path} `), `is slower at ${path}`);
    expect(result?.verdict.kind).toBe("finding");
  },
);

test("every check except those of time is made to fail above; those are one function", () => {
  const found = new Set(faults.flatMap(([, name]) => named(name)));
  expect(untimed.filter((check) => !found.has(check)).map(({ name }) => name)).toEqual([]);
});

describe("a run", () => {
  test("stays within its announced cost", async () => {
    const context = await start();
    for (const check of untimed) {
      const before = context.client.sent;
      await check.run(context);
      const { requests } = check.cost(context);
      expect([check.name, context.client.sent - before <= requests]).toEqual([check.name, true]);
    }
  });

  test("without accounts skips the checks that need them, says why, and runs the rest", async () => {
    const results = await runAttack(untimed, { ...(await start()), accounts: null });
    for (const { check, verdict } of results) {
      expect([check.name, verdict.kind]).toEqual([check.name, check.needsAccount ? "skipped" : "held"]);
    }
    expect(exitCodeOf(results)).toBe(0);
  });

  test("that is stopped sends nothing more, and reports nothing about the interrupted check", async () => {
    const context = await start();
    const stop = new AbortController();
    const client = createAttackClient(new URL(context.config.issuer).origin, async () => {}, stop.signal);
    const sendAndStop = async (request: AttackRequest) => {
      const answer = await client.send(request);
      if (client.sent === 3) stop.abort();
      return answer;
    };
    const told: Result[] = [];
    const stopped = { ...context, client: { ...client, send: sendAndStop } };
    const results = await runAttack(CHECKS, stopped, (result) => told.push(result), stop.signal);
    expect(client.sent).toBe(3);
    expect(told).toEqual(results);
    expect(results.map(({ verdict }) => verdict.kind)).not.toContain("skipped");
  });

  test("exits with 1 on a finding", async () => {
    expect(exitCodeOf(await attack(named("alg none"), "takes alg none"))).toBe(1);
  });

  test("exits with 2 if no check could run", async () => {
    const context = { ...(await start()), accounts: null };
    expect(exitCodeOf(await runAttack(named("alg none"), context))).toBe(2);
  });

  test("prints no token and no password", async () => {
    const results = await attack(untimed, "takes alg none", "verifies no signature", "takes a refresh token");
    const table = results.map(renderResult).join("\n");
    expect(table).toContain("FINDING");
    expect(table).not.toMatch(/eyJ|refresh-[\da-f]|Correct-Horse/);
  });

  test("counts all requests and mails", () => {
    const [all, some] = [CHECKS, untimed].map((checks) => costOf(checks, { samples: 20 }));
    expect(all?.requests).toBeGreaterThan(Number(some?.requests));
    expect(all?.mails).toBeLessThan(200);
  });
});

test.each([
  [["--stage", "prod"], "add --yes"],
  [["--stage", "local", "--only", "everything"], "There is no everything"],
  [["--stage", "local", "--samples", "1"], "--samples must be"],
  [[], "Which stage?"],
])("the script with %j does nothing, and exits with 2", async (given, message) => {
  const script = fileURLToPath(new URL("../../../../scripts/attack.ts", import.meta.url));
  const run = promisify(execFile)(process.execPath, [script, ...given]);
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});
