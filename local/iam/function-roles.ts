/** The roles of functions in the template. */

import { isRecord, type Template } from "../../cloudformation/template.ts";
import { functionAccessKey } from "../local-credentials.ts";
import type { ServerlessService } from "../offline/serverless.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import type { Session } from "./session.ts";

/** The session of a function, by its access key. */
export type FunctionSessions = ReadonlyMap<string, Session>;

/** The logical id behind `role: !GetAtt AuthRole.Arn`; `null` for a role that is not in the template. */
function roleOf(role: unknown): string | null {
  const [id] = isRecord(role) && Array.isArray(role["Fn::GetAtt"]) ? role["Fn::GetAtt"] : [];
  return typeof id === "string" ? id : null;
}

/** A function whose role is not in the template is not in the map, and may do everything. */
export function functionSessions(
  service: ServerlessService,
  template: Template,
  { evaluate }: Pick<ProvisionedStack, "evaluate">,
): FunctionSessions {
  const sessions = new Map<string, Session>();
  for (const [key, { name, role }] of Object.entries(service.functions)) {
    const id = roleOf(role);
    const definition = id === null ? undefined : template.Resources[id];
    if (id === null || definition === undefined) continue;
    const { Condition } = definition;
    if (Condition !== undefined && evaluate({ Condition }, `functions.${key}.role`) !== true) continue;
    const roleArn = String(evaluate({ "Fn::GetAtt": [id, "Arn"] }, `functions.${key}.role`));
    sessions.set(functionAccessKey(key), { roleArn, name, tags: {}, webIdentity: null });
  }
  return sessions;
}
