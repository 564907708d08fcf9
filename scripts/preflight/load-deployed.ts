/** Reads the deployed state of a template's pools and stack. */
import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { valueAt } from "../../cloudformation/property-values.ts";
import { isRecord, type Resource } from "../../cloudformation/template.ts";
import { poolIdsByName } from "../deployment/find-pool.ts";
import { ScriptError } from "../deployment/script-error.ts";
import type { DeployedState, LivePool } from "./deployed-state.ts";
import { loadPool, type WantedClient } from "./load-pool.ts";
import type { LoadedStack, StackAbsence } from "./load-stack.ts";

interface Options {
  readonly cognito: CognitoIdentityProviderClient;
  readonly stack: LoadedStack | StackAbsence;
  /** The template's resources, resolved. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** The pool to compare with, if no stack leads to it. */
  readonly poolId?: string | undefined;
}

/** @throws ScriptError if it is not clear which pool is meant */
export async function loadDeployed(options: Options): Promise<DeployedState> {
  const { cognito, stack, resources } = options;
  const pools = new Map<string, LivePool>();
  const strayPools = new Map<string, string>();
  for (const [logicalId, resource] of resources) {
    if (resource.Type !== "AWS::Cognito::UserPool") continue;
    const { id, isStray } = await findPool(logicalId, { ...options, resource });
    if (id === undefined) continue;
    if (isStray) strayPools.set(logicalId, id);
    else {
      const clients = wantedClients(logicalId, { resources, stack });
      pools.set(logicalId, await loadPool(cognito, { poolId: id, clients }));
    }
  }
  return { stack: typeof stack === "string" ? null : stack, pools, strayPools };
}

interface FoundPool {
  readonly id: string | undefined;
  /** It has the same name, and a deployment would not change it. */
  readonly isStray: boolean;
}

async function findPool(
  logicalId: string,
  { cognito, stack, poolId, resource }: Options & { readonly resource: Resource },
): Promise<FoundPool> {
  const known = poolId ?? (typeof stack === "string" ? undefined : stack.physicalIds.get(logicalId));
  if (known !== undefined) return { id: known, isStray: false };
  const name = String(valueAt(resource.Properties, "UserPoolName"));
  const [id, ...others] = await poolIdsByName(cognito, name);
  const isStray = stack !== "no-cloudformation";
  if (others.length > 0 && !isStray) {
    throw new ScriptError(
      `Pools ${[id, ...others].join(", ")} are all called ${name}: choose one with --pool-id.`,
    );
  }
  return { id, isStray };
}

function wantedClients(
  poolLogicalId: string,
  { resources, stack }: Pick<Options, "resources" | "stack">,
): WantedClient[] {
  return [...resources].flatMap(([logicalId, { Type, Properties }]) => {
    const pool = Properties?.UserPoolId;
    if (Type !== "AWS::Cognito::UserPoolClient" || !isRecord(pool) || pool.Ref !== poolLogicalId) return [];
    const name = valueAt(Properties, "ClientName");
    return [
      {
        logicalId,
        clientId: typeof stack === "string" ? undefined : stack.physicalIds.get(logicalId),
        name: typeof name === "string" ? name : undefined,
      },
    ];
  });
}
