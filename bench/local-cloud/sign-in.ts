/**
 * How fast a local password sign-in is, measured against what it cannot do without: two RS256 signatures. Everything is taken in
 * turns in the same run, in process, without triggers, one sign-in at a time.
 *
 *     node bench/local-cloud/sign-in.ts [users]
 *
 * A user's first sign-in computes Cognito's verifier, g^x modulo a prime of 3072 bits, which alone takes longer than both
 * signatures; the later ones find the password proven (domain/password-memo.ts). Two ratios each, 1 being as fast as the
 * signatures alone: by the clock (the signatures of a sign-in run on two threads of Node's pool, so a second core helps), and
 * by CPU time (what it costs, wherever it runs). The budget is 0.5.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { parseArgs } from "node:util";
import { createSystemClock } from "../../local/clock.ts";
import { createCognitoService } from "../../local/cognito/cognito-service.ts";
import { g, power } from "../../local/cognito/domain/srp-group.ts";
import { openDatabase } from "../../local/state/open-database.ts";

const { positionals } = parseArgs({ allowPositionals: true });
const ROUNDS = 30;
const PER_ROUND = 20;
const users = Math.max(Number(positionals[0] ?? 1000), (ROUNDS + 1) * PER_ROUND);
const PASSWORD = "Correct-Horse-9";

const service = createCognitoService({
  database: openDatabase(":memory:"),
  clock: createSystemClock(),
  outbox: { send: () => {} },
  encryptCode: async () => "",
  lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no triggers here" }) },
  region: "us-east-1",
  accountId: "000000000000",
  endpoint: () => "http://localhost:4566",
});
const { UserPool } = await service.call("CreateUserPool", {
  PoolName: "bench",
  UsernameAttributes: ["email"],
});
const UserPoolId = UserPool?.Id ?? "";
const { UserPoolClient } = await service.call("CreateUserPoolClient", {
  UserPoolId,
  ClientName: "bench",
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
});
const ClientId = UserPoolClient?.ClientId ?? "";
const nameOf = (index: number) => `user-${index}@example.com`;
for (let index = 0; index < users; index += 1) {
  await service.call("SignUp", { ClientId, Username: nameOf(index), Password: PASSWORD });
}
/** Spread over all users, a different one each time. */
const signers = Array.from({ length: (ROUNDS + 1) * PER_ROUND }, (_, index) =>
  nameOf(Math.floor((index * users) / ((ROUNDS + 1) * PER_ROUND))),
);
for (const Username of signers) {
  await service.call("AdminConfirmSignUp", { UserPoolId, Username });
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const payload = Buffer.alloc(700, "x");
const exponent = Buffer.alloc(32, 0xa5);

/** Milliseconds for each of a round's runs, by the clock and of CPU. */
async function measure(run: (index: number) => unknown): Promise<{ wall: number; cpu: number }> {
  const [cpuBefore, wallBefore] = [process.cpuUsage(), performance.now()];
  for (let index = 0; index < PER_ROUND; index += 1) {
    await run(index);
  }
  const wall = performance.now() - wallBefore;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall: wall / PER_ROUND, cpu: (user + system) / 1000 / PER_ROUND };
}

const signIn = (USERNAME = "") =>
  service.call("InitiateAuth", {
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME, PASSWORD },
  });

const work = {
  signatures: () => {
    sign("sha256", payload, privateKey);
    sign("sha256", payload, privateKey);
  },
  modexp: () => power(g, exponent),
  first: (index: number, round: number) => signIn(signers[round * PER_ROUND + index]),
  again: (index: number, round: number) => signIn(signers[round * PER_ROUND + index]),
};

const rounds = { signatures: [], modexp: [], first: [], again: [] } as Record<
  keyof typeof work,
  { wall: number; cpu: number }[]
>;
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const name of ["signatures", "modexp", "first", "again"] as const) {
    const measured = await measure((index) => work[name](index, round));
    // The first round warms up.
    if (round > 0) rounds[name].push(measured);
  }
}

function median(name: keyof typeof work, kind: "wall" | "cpu"): number {
  const sorted = rounds[name].map((round) => round[kind]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const milliseconds = (value: number) => `${value.toFixed(2)} ms`;
console.log(`${users} users, median of ${ROUNDS} rounds of ${PER_ROUND}`);
for (const [label, name] of [
  ["2 × RS256", "signatures"],
  ["g^x mod N", "modexp"],
  ["first sign-in", "first"],
  ["later sign-in", "again"],
] as const) {
  console.log(
    `${label}  clock ${milliseconds(median(name, "wall"))}  cpu ${milliseconds(median(name, "cpu"))}`,
  );
}
for (const name of ["first", "again"] as const) {
  const ratio = (kind: "wall" | "cpu") => (median("signatures", kind) / median(name, kind)).toFixed(2);
  console.log(`${name}: ratio by the clock ${ratio("wall")}, by cpu time ${ratio("cpu")}`);
}
