/**
 * Measures how fast the local Cognito is, and whether that depends on the number of users. In process, without triggers, one call
 * at a time, with the database in a file; in the same rounds it measures what every sign-in needs: two RS256 signatures.
 *
 *     npm run bench:local-cloud
 *
 * Exits with 1 if a password sign-in has less than half the speed that the signatures allow, or is more than 20 % slower with
 * 100,000 users than with 100. What the figures mean, and former results: docs/performance.md.
 */
import "../../local/answer-help.ts";
import { type Measured, measureInTurns, median, ratio, type Work } from "./interleaved-rounds.ts";
import { createPopulatedPool, type PopulatedPool } from "./populated-pool.ts";
import { SIGN_IN, SIGN_IN_AFTER_RESTART, SIGNATURES, signatures, worksOf } from "./works.ts";

const FEW = 100;
const MANY = 100_000;
const SIZES = [FEW, 10_000, MANY];
const PLAN = { rounds: 30, callsPerRound: 10 };
const MIN_SHARE = 0.5;
const MAX_GROWTH = 1.2;

const pools: PopulatedPool[] = [];
for (const size of SIZES) pools.push(await createPopulatedPool(size));
const works: (readonly Work[])[] = [];
for (const pool of pools) works.push(await worksOf(pool, PLAN));
const names = (works[0] ?? []).map(({ name }) => name);
// By name first: the sizes of an operation are measured one after the other.
const inTurn = names.flatMap((name) => works.flat().filter((work) => work.name === name));
const measured = await measureInTurns([signatures(), ...inTurn], PLAN);
for (const pool of pools) pool.close();

function took(name: string, users: number | null): Measured {
  const found = [...measured].find(([work]) => work.name === name && work.users === users);
  if (found === undefined) throw new Error(`${name} was not measured with ${users} users`);
  return found[1];
}

const growth = (name: string) => ratio(took(name, MANY).clock, took(name, FEW).clock);
/** The share of the speed that the signatures allow. */
const share = (name: string, users: number, kind: keyof Measured) =>
  ratio(took(SIGNATURES, null)[kind], took(name, users)[kind]);

const number = (value: number) => value.toLocaleString("en");
const milliseconds = ({ clock }: Measured) => `${median(clock).toFixed(2)} ms`;
const row = (first: string, cells: readonly string[]) =>
  console.log(first.padEnd(30) + cells.map((cell) => cell.padStart(13)).join(""));

const { rounds, callsPerRound } = PLAN;
console.log(`Node ${process.version}; median of ${rounds} rounds of ${callsPerRound} calls, by the clock\n`);
row("users", [...SIZES.map(number), "most : least"]);
for (const name of names) {
  row(name, [...SIZES.map((users) => milliseconds(took(name, users))), growth(name).toFixed(2)]);
}
row(SIGNATURES, [milliseconds(took(SIGNATURES, null))]);
console.log("\nshare of the speed that the signatures allow");
for (const kind of ["clock", "cpu"] as const) {
  for (const name of [SIGN_IN, SIGN_IN_AFTER_RESTART]) {
    row(
      `${name}, ${kind}`,
      SIZES.map((users) => share(name, users, kind).toFixed(2)),
    );
  }
}

const failures = [
  ...SIZES.filter((users) => share(SIGN_IN, users, "clock") < MIN_SHARE).map(
    (users) => `a sign-in with ${number(users)} users is under ${MIN_SHARE} of what the signatures allow`,
  ),
  ...(growth(SIGN_IN) > MAX_GROWTH
    ? [`a sign-in takes ${MAX_GROWTH} times as long and more with ${number(MANY)} users as with ${FEW}`]
    : []),
];
for (const failure of failures) console.error(`over budget: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
