/** The options that scripts on a stage's users have in common. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createQuotas, type Quotas } from "../users/quotas.ts";
import { findPoolId } from "./find-pool.ts";
import { ScriptError } from "./script-error.ts";
import { cognitoClient, createTarget } from "./target.ts";

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

/** @throws ScriptError when the stage is missing or has no pool; what `parseArgs` throws for an option that is none */
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
  const target = createTarget({ stage, region: shared.region, endpoint: shared.endpoint });
  return {
    values,
    stage,
    target,
    openPool: async (): Promise<PoolAccess> => {
      const cognito = cognitoClient(target);
      const poolId = await findPoolId(target, { cognito, poolId: shared["pool-id"] });
      return { stage, cognito, poolId, quotas: createQuotas({ share: shareOf(shared.share, stage) }) };
    },
  };
}

/** Nobody signs in at the local cloud meanwhile, and it has no quotas. */
function shareOf(text = "0.5", stage: string): number {
  if (stage === "local") return Number.POSITIVE_INFINITY;
  const share = Number(text);
  if (!(share > 0)) throw new ScriptError(`--share takes a number above 0, not ${text}.`);
  return share;
}
