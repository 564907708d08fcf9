/** What the roles of functions may do, as the template has it. */
import { functionAccessKey } from "../local-credentials.ts";
import type { ServerlessService } from "../offline/serverless.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import { isObject, type ResourceDefinition, type Template } from "../template/template.ts";
import type { PolicyStatement } from "./policy.ts";

/** The statements of a role by the access key of the function that has it. */
export type FunctionRights = ReadonlyMap<string, readonly PolicyStatement[]>;

/** The logical id behind `role: !GetAtt AuthRole.Arn`; `null` for a role that the template does not make. */
function roleOf(role: unknown): string | null {
  const [id] = isObject(role) && Array.isArray(role["Fn::GetAtt"]) ? role["Fn::GetAtt"] : [];
  return typeof id === "string" ? id : null;
}

const documentsOf = ({ Properties = {} }: ResourceDefinition): unknown[] => [
  ...(Array.isArray(Properties.Policies) ? Properties.Policies : []).map((policy: unknown) =>
    isObject(policy) ? policy.PolicyDocument : undefined,
  ),
];

/** Statements that speak of tables; others are not looked at here. */
const isOnTables = (statement: unknown): boolean =>
  isObject(statement) &&
  [statement.Action ?? []].flat().some((action) => String(action).startsWith("dynamodb:"));

/**
 * Reads the rights of every function on tables. A function whose role the template does not make is not in the map, and
 * may do everything. Only policies inside the role count: those beside it are for the pool, and may be conditional.
 */
export function functionRights(
  service: ServerlessService,
  template: Template,
  { evaluate }: Pick<ProvisionedStack, "evaluate">,
): FunctionRights {
  const rights = new Map<string, readonly PolicyStatement[]>();
  for (const [key, { role }] of Object.entries(service.functions)) {
    const id = roleOf(role);
    const definition = id === null ? undefined : template.Resources[id];
    if (definition === undefined) continue;
    const statements = documentsOf(definition)
      .flatMap((document) => (isObject(document) ? [document.Statement ?? []].flat() : []))
      .filter(isOnTables);
    rights.set(
      functionAccessKey(key),
      evaluate(statements, `Resources.${id}.Properties.Policies`) as readonly PolicyStatement[],
    );
  }
  return rights;
}
