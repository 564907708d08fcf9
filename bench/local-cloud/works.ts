/** The measured tasks: the most frequent calls of a client app and a console, and what every sign-in needs. */
import { generateKeyPairSync, sign } from "node:crypto";
import type { Plan, Work } from "./interleaved-rounds.ts";
import { PASSWORD, type PopulatedPool } from "./populated-pool.ts";

export const SIGNATURES = "two RS256 signatures";
export const SIGN_IN = "password sign-in";
export const SIGN_IN_AFTER_RESTART = "the first after a restart";

const PAGE = 60;

/** One after the other on the calling thread: what one core can do. */
export function signatures(): Work {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const payload = Buffer.alloc(700, "x");
  const run = () => {
    sign("sha256", payload, privateKey);
    sign("sha256", payload, privateKey);
  };
  return { name: SIGNATURES, users: null, run };
}

/** The tasks for a pool; the same order for every size. */
export async function worksOf(pool: PopulatedPool, plan: Plan): Promise<readonly Work[]> {
  const { service, poolId } = pool;
  const userOf = spreadOver(pool, plan);
  await setPasswords(pool, plan);
  const works: Omit<Work, "users">[] = [
    { name: SIGN_IN, run: (call) => signIn(pool, userOf(call)) },
    {
      name: SIGN_IN_AFTER_RESTART,
      before: (calls) => {
        for (const call of calls) pool.setPasswordEarlier(userOf(call));
      },
      run: (call) => signIn(pool, userOf(call)),
    },
    { name: "refresh with rotation", run: await refresh(pool, plan) },
    { name: "ListUsers, first page", run: () => list(pool) },
    { name: "ListUsers, page in the middle", run: await listFromTheMiddle(pool) },
    { name: "ListUsers, email begins with", run: () => list(pool, { Filter: 'email ^= "user-"' }) },
    {
      name: "ListUsers, email is",
      run: (call) => list(pool, { Filter: `email = "${userOf(call)}"` }),
    },
    {
      name: "AdminGetUser",
      run: (call) => service.call("AdminGetUser", { UserPoolId: poolId, Username: userOf(call) }),
    },
  ];
  return works.map((work) => ({ ...work, users: pool.size }));
}

const callsOf = ({ rounds, callsPerRound }: Plan) => (rounds + 1) * callsPerRound;

/** A different user for each call, spread over the pool; if there are fewer users than calls, they repeat. */
function spreadOver({ size, nameOf }: PopulatedPool, plan: Plan): (call: number) => string {
  const calls = callsOf(plan);
  return (call) => nameOf(calls < size ? Math.floor((call * size) / calls) : call % size);
}

async function setPasswords(pool: PopulatedPool, plan: Plan): Promise<void> {
  const userOf = spreadOver(pool, plan);
  for (let call = 0; call < Math.min(callsOf(plan), pool.size); call += 1) {
    const [UserPoolId, Username] = [pool.poolId, userOf(call)];
    await pool.service.call("AdminSetUserPassword", {
      UserPoolId,
      Username,
      Password: PASSWORD,
      Permanent: true,
    });
  }
}

async function signIn({ service, clientId }: PopulatedPool, USERNAME: string): Promise<string> {
  const { AuthenticationResult } = await service.call("InitiateAuth", {
    ClientId: clientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME, PASSWORD },
  });
  return AuthenticationResult?.RefreshToken ?? "";
}

/** Each call of a round continues its own sign-in: its new token is used in the next round. */
async function refresh(pool: PopulatedPool, plan: Plan): Promise<Work["run"]> {
  const { service, clientId } = pool;
  const tokens: string[] = [];
  for (let call = 0; call < plan.callsPerRound; call += 1) {
    tokens.push(await signIn(pool, spreadOver(pool, plan)(call)));
  }
  return async (call) => {
    const { AuthenticationResult } = await service.call("GetTokensFromRefreshToken", {
      ClientId: clientId,
      RefreshToken: tokens[call % plan.callsPerRound] ?? "",
    });
    tokens[call % plan.callsPerRound] = AuthenticationResult?.RefreshToken ?? "";
  };
}

function list(
  { service, poolId }: PopulatedPool,
  which: { readonly Filter?: string; readonly PaginationToken?: string } = {},
) {
  return service.call("ListUsers", { UserPoolId: poolId, Limit: PAGE, ...which });
}

/** Lists the pages before it to get the page's token; the page is full. */
async function listFromTheMiddle(pool: PopulatedPool): Promise<Work["run"]> {
  const start = Math.min(Math.floor(pool.size / 2), pool.size - PAGE);
  let which = {};
  for (let listed = 0; listed < start; ) {
    const Limit = Math.min(PAGE, start - listed);
    const { PaginationToken } = await pool.service.call("ListUsers", {
      UserPoolId: pool.poolId,
      Limit,
      ...which,
    });
    which = { ...(PaginationToken !== undefined && { PaginationToken }) };
    listed += Limit;
  }
  return () => list(pool, which);
}
