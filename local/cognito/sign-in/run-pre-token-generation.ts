import { withoutUndefined } from "../../without-undefined.ts";
import type { GroupConfiguration } from "../domain/token-claims.ts";
import {
  NO_OVERRIDES,
  readTokenOverrides,
  type TokenOverrides,
  type TriggerVersion,
} from "../domain/token-overrides.ts";
import { EMPTY_RESPONSES } from "../domain/trigger-event.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Client } from "../state/client-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { TokenSource } from "../trigger-port.ts";
import { triggerTarget } from "../trigger-target.ts";

/** What the trigger is told about tokens to come. */
export interface TokenTriggerRequest {
  readonly pool: Pool;
  readonly client: Client;
  readonly source: TokenSource;
  readonly username: string;
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly groups: GroupConfiguration;
  readonly scopes: readonly string[];
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

/**
 * Asks the pool's PreTokenGeneration trigger what to change
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html). Tokens for machines
 * are told to the third version of the event only.
 *
 * @throws ServiceError what the trigger makes of it
 */
export async function runPreTokenGeneration(
  { triggers }: Pick<OperationContext, "triggers">,
  { pool, client, source, username, userAttributes, groups, scopes, clientMetadata }: TokenTriggerRequest,
): Promise<TokenOverrides> {
  const target = triggerTarget(pool.settings, "PreTokenGeneration");
  const isForMachine = source === "TokenGeneration_ClientCredentials";
  if (target === null || (isForMachine && target.version !== "3")) return NO_OVERRIDES;
  const version: TriggerVersion = target.version === "1" ? "V1_0" : "V2_0";
  const response = await triggers.run({
    pool,
    trigger: "PreTokenGeneration",
    source,
    username,
    clientId: client.id,
    request: {
      userAttributes,
      groupConfiguration: {
        groupsToOverride: groups.groups,
        iamRolesToOverride: groups.roles,
        preferredRole: groups.preferredRole,
      },
      ...withoutUndefined({ clientMetadata }),
      ...(version === "V1_0" ? {} : { scopes }),
    },
    response: version === "V1_0" ? EMPTY_RESPONSES.PreTokenGeneration : EMPTY_RESPONSES.PreTokenGenerationV2,
  });
  let problem = "";
  const overrides = readTokenOverrides(version, response ?? {}, (odd) => {
    problem = odd;
  });
  if (overrides === null) throw triggers.refuseResponse("PreTokenGeneration", problem);
  return overrides;
}
