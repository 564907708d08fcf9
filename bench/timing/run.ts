/**
 * Checks that response times of the API do not reveal who has an account.
 *
 *     npm run bench:timing -- [--pairs 200] [--max-pairs 400] [--floor 1000] [--parallel 4] [--route NAME]
 *
 * Starts a local stack whose limits stop no request, and compares an existing account with an unknown address on every route that
 * must not reveal accounts. Prints the ranking probability: how likely an answer about an existing account is the slower of two.
 * It must be between 0.45 and 0.55; a greater distance that chance can't explain fails the run (exit 1).
 *
 * @see docs/limits.md
 */
import "../../local/answer-help.ts";
import { parseArgs } from "node:util";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import { startLocalStack } from "../../tests/support/stacks/local-stack.ts";
import {
  type Addresses,
  addressFor,
  COMPARED_ROUTES,
  type ComparedRoute,
  makeAddresses,
} from "./compared-routes.ts";
import {
  compareTimes,
  rankingProbability,
  type Samples,
  standardError,
  type Verdict,
  verdictOn,
} from "./ranking.ts";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "200" },
    "max-pairs": { type: "string", default: "400" },
    floor: { type: "string", default: "1000" },
    parallel: { type: "string", default: "4" },
    route: { type: "string" },
  },
});

const plan = { pairs: Number(values.pairs), maxPairs: Number(values["max-pairs"]), warmUp: 5 };

/** Accounts of each kind: enough to stay below Cognito's limits per account. */
const ACCOUNTS = 100;

/** If a limit were reached, it would answer instead of the route. */
const PARAMETERS = {
  answerMilliseconds: values.floor,
  mailsPerHour: "1000000",
  signInAttemptsPer15Min: "1000000",
  otpSendsPerHour: "1000000",
  otpPauseSeconds: "1",
  otpTriesPerDay: "1000000",
};

const median = (times: readonly number[]) =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

function print(route: ComparedRoute, samples: Samples): Verdict {
  const verdict = verdictOn(samples);
  const cells = [
    route.name,
    route.kind,
    String(samples.existing.length),
    `${median(samples.existing).toFixed(0)} ms`,
    `${median(samples.unknown).toFixed(0)} ms`,
    `${rankingProbability(samples).toFixed(3)} ± ${standardError(samples).toFixed(3)}`,
    verdict,
  ];
  console.log(`| ${cells.join(" | ")} |`);
  return verdict;
}

async function compare(api: ApiClient, route: ComparedRoute, addresses: Addresses): Promise<Verdict> {
  const ask = (list: readonly string[], isUnknown: boolean) => (turn: number) =>
    route.send(api, addressFor(route, list, turn, isUnknown));
  const samples = await compareTimes(
    { existing: ask(addresses[route.kind], false), unknown: ask(addresses.unknown, true) },
    plan,
  );
  return print(route, samples);
}

const stack = await startLocalStack({
  arguments: Object.entries(PARAMETERS).flatMap(([name, value]) => ["--param", `${name}=${value}`]),
});
try {
  const api = new ApiClient(stack);
  const { userPoolId, userPoolClientId } = (await api.get("/v1/auth/config")).body;
  const cognito = new CognitoIdentityProviderClient({
    endpoint: stack.cloudUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const pool = { cognito, poolId: String(userPoolId), clientId: String(userPoolClientId) };
  console.log(
    `floor ${values.floor} ms, at least ${plan.pairs} pairs, ${values.parallel} routes at a time\n`,
  );
  console.log(
    "| route | account | pairs | existing | unknown | P(existing slower) | |\n|---|---|---|---|---|---|---|",
  );
  const queue = COMPARED_ROUTES.filter(({ name }) => values.route === undefined || name === values.route);
  const verdicts: Verdict[] = [];
  const worker = async () => {
    for (let route = queue.shift(); route !== undefined; route = queue.shift()) {
      verdicts.push(await compare(api, route, await makeAddresses(pool, ACCOUNTS)));
    }
  };
  await Promise.all(Array.from({ length: Number(values.parallel) }, worker));
  if (verdicts.includes("tells")) {
    console.log("\nResponse times reveal who has an account.");
    process.exitCode = 1;
  }
} finally {
  await stack.stop();
}
