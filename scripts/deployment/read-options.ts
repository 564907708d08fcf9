/** The common options of scripts that work with a stage's users. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createQuotas, type Quotas } from "../users/quotas.ts";
import { findPoolId, poolIdOfRunningStack } from "./find-pool.ts";
import { findRegion, ignoredRegion, type Region, regionOfPool } from "./region.ts";
import { ScriptError } from "./script-error.ts";
import { cognitoClient, createTarget, type Target } from "./target.ts";

const SHARED = {
  stage: { type: "string" },
  region: { type: "string" },
  endpoint: { type: "string" },
  "pool-id": { type: "string" },
  share: { type: "string", default: "0.5" },
} as const satisfies ParseArgsOptionsConfig;

export interface PoolAccess {
  readonly stage: string;
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly quotas: Quotas;
}

/** @throws ScriptError if the stage is missing; the error of `parseArgs` for an unknown option */
export function readOptions<T extends ParseArgsOptionsConfig>(options: T) {
  const { values } = parseArgs({ options: { ...SHARED, ...options } });
  const shared = values as {
    stage?: string;
    region?: string;
    endpoint?: string;
    "pool-id"?: string;
    share?: string;
  };
  const { stage } = shared;
  if (stage === undefined) throw new ScriptError("Which stage? Give --stage NAME.");
  let target: Promise<Target> | undefined;
  const openTarget = (): Promise<Target> => {
    target ??= tellTarget({ stage, region: shared.region, endpoint: shared.endpoint });
    return target;
  };
  return {
    values,
    stage,
    /** The stage's target. The first call prints the region on standard error. */
    openTarget,
    openPool: async (): Promise<PoolAccess> => {
      const cognito = cognitoClient(await openTarget());
      const poolId = await findPoolId(await openTarget(), { cognito, poolId: shared["pool-id"] });
      return { stage, cognito, poolId, quotas: createQuotas({ share: shareOf(shared.share, stage) }) };
    },
  };
}

interface Given {
  readonly stage: string;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

async function tellTarget({ stage, region: given, endpoint }: Given): Promise<Target> {
  const region = await regionOf(stage, given);
  console.error(`Stage ${stage} in ${region.name} (${region.source}).`);
  const ignored = stage === "local" ? null : ignoredRegion(process.env, region.name);
  if (ignored !== null) console.error(ignored);
  return createTarget({ stage, region: region.name, endpoint });
}

/** The running stack's region is that of its pool. */
async function regionOf(stage: string, given: string | undefined): Promise<Region> {
  if (stage !== "local" || given !== undefined) return findRegion(stage, given);
  const name = regionOfPool(await poolIdOfRunningStack());
  return name === null ? findRegion(stage, undefined) : { name, source: "the running stack" };
}

/** The local cloud has no quotas. */
function shareOf(text = "0.5", stage: string): number {
  if (stage === "local") return Number.POSITIVE_INFINITY;
  const share = Number(text);
  if (!(share > 0)) throw new ScriptError(`--share must be a number above 0, not ${text}.`);
  return share;
}
