import type { ResourceValues } from "../../cloudformation/evaluator.ts";
import { createEvaluator, type Evaluator } from "../../cloudformation/evaluator.ts";
import { isRecord, type Template, TemplateError } from "../../cloudformation/template.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { type LocalSecrets, secretVariable } from "./local-secrets.ts";
import { type Naming, standIn } from "./passive-types.ts";
import type { DesiredResource, Properties, ResourceType } from "./resource-type.ts";
import type { StackResourceRepository } from "./stack-resources.ts";

interface Provisioning {
  readonly template: Template;
  readonly naming: Naming;
  readonly types: Readonly<Record<string, ResourceType>>;
  readonly stack: StackResourceRepository;
  /** The replacement of AWS Secrets Manager. */
  readonly secrets: LocalSecrets;
}

/** The value of a secret without a variable. The stand-in providers accept it. */
const NOT_LOOKED_UP = "local-placeholder";

const NOT_LOCAL: Readonly<Record<string, string>> = {
  "Fn::ImportValue": "exports of other stacks do not exist in the local cloud",
  "Fn::GetAZs": "the local cloud has no availability zones",
  "Fn::Transform": "macros do not run in the local cloud",
  "Fn::Cidr": "the local cloud has no networks",
};

/** The created resources of the template. */
export interface ProvisionedStack {
  /** Resolves references to the stack's resources in any value of the service. See {@link Evaluator}. */
  readonly evaluate: Evaluator["evaluate"];
  /** What `Ref` gives for the resources of a type that were made, in the template's order. */
  readonly resourcesOf: (type: string) => readonly string[];
  /** One sentence for each part of the template that the local cloud does not support; further evaluation may add some. */
  readonly warnings: readonly string[];
}

/**
 * Creates the template's resources, in the order of their dependencies. Keeps and updates those of a former start. Removes
 * those that are no longer in the template, unless they have data.
 *
 * @throws TemplateError naming the place in the template
 */
export async function provision({
  template,
  naming,
  types,
  stack,
  secrets,
}: Provisioning): Promise<ProvisionedStack> {
  const made = new Map<string, ResourceValues>();
  const warnings = new Set<string>();
  const warn = (warning: string) => {
    warnings.add(warning);
  };
  const evaluator = createEvaluator({
    template,
    pseudoParameters: pseudoParametersOf(naming),
    unknown: "throw",
    reasons: NOT_LOCAL,
    resource: (logicalId) => made.get(logicalId),
    lookUp: (reference, path) => {
      const variable = secretVariable(reference);
      const given = variable === undefined ? undefined : secrets[variable];
      if (given !== undefined) return given;
      if (!isOfStandIn(path)) {
        const way = variable === undefined ? "" : `, and ${variable} gives another value`;
        warn(
          `${path}: the local cloud does not look up ${reference}; "${NOT_LOOKED_UP}" stands for it${way}`,
        );
      }
      return NOT_LOOKED_UP;
    },
  });

  for (const logicalId of dependencyOrder(template.Resources)) {
    const definition = template.Resources[logicalId];
    if (definition === undefined || !isWanted(logicalId)) continue;
    const type = types[definition.Type];
    made.set(
      logicalId,
      type === undefined
        ? standIn(logicalId, definition, { naming, evaluator, warn })
        : await settle(logicalId, type),
    );
  }
  for (const former of stack.all()) if (!made.has(former.logicalId)) await remove(former.logicalId);
  return {
    evaluate: evaluator.evaluate,
    resourcesOf: (type) =>
      Object.entries(template.Resources)
        .filter(([, definition]) => definition.Type === type)
        .map(([logicalId]) => made.get(logicalId)?.ref)
        .filter((ref) => ref !== undefined),
    get warnings() {
      return [...warnings];
    },
  };

  /** Whether a value belongs to a provider that a stand-in plays, which its client id says: it needs no real secret. */
  function isOfStandIn(path: string): boolean {
    const [section, logicalId = ""] = path.split(".");
    const definition = section === "Resources" ? template.Resources[logicalId] : undefined;
    if (definition?.Type !== "AWS::Cognito::UserPoolIdentityProvider") return false;
    const details = definition.Properties?.ProviderDetails;
    const clientId = isRecord(details) ? evaluator.evaluate(details.client_id, path) : undefined;
    return typeof clientId === "string" && clientId.startsWith("local-");
  }

  function isWanted(logicalId: string): boolean {
    const name = template.Resources[logicalId]?.Condition;
    return name === undefined || evaluator.condition(name, `Resources.${logicalId}.Condition`) === true;
  }

  async function settle(logicalId: string, type: ResourceType): Promise<ResourceValues> {
    const definition = template.Resources[logicalId];
    const path = `Resources.${logicalId}`;
    const properties = evaluator.evaluate(definition?.Properties ?? {}, `${path}.Properties`) as Properties;
    const desired = { logicalId, properties };
    try {
      const physicalId = await reconcile(desired, type, definition?.Type ?? "");
      return await type.values(physicalId, desired);
    } catch (error) {
      if (error instanceof ServiceError) throw new TemplateError(path, error.message || error.code);
      throw error;
    }
  }

  async function reconcile(desired: DesiredResource, type: ResourceType, typeName: string): Promise<string> {
    const { logicalId, properties } = desired;
    const former = stack.find(logicalId);
    const isKept =
      former?.type === typeName &&
      type.mustReplace?.(desired, former.properties) !== true &&
      (await type.resume(former.physicalId, desired, warn));
    if (isKept && !hasChanged(former.properties, properties)) return former.physicalId;
    if (former !== undefined && !isKept) await remove(logicalId); // another one takes its place
    const physicalId = isKept ? former.physicalId : await type.create(desired, warn);
    const applied = isKept ? await type.update(physicalId, desired, former.properties, warn) : properties;
    stack.save({ logicalId, type: typeName, physicalId, properties: applied });
    return physicalId;
  }

  async function remove(logicalId: string): Promise<void> {
    const former = stack.find(logicalId);
    const kept =
      (await types[former?.type ?? ""]?.remove(former?.physicalId ?? "", former?.properties ?? {})) ?? null;
    if (kept === null) stack.forget(logicalId);
    else warn(`${logicalId} (${former?.physicalId}) is no longer in the template and is kept: ${kept}`);
  }
}

const hasChanged = (before: Properties, now: Properties): boolean =>
  JSON.stringify(before) !== JSON.stringify(now);

function pseudoParametersOf({ region, accountId, stackName }: Naming): Readonly<Record<string, string>> {
  return {
    "AWS::AccountId": accountId,
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackId": `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    "AWS::StackName": stackName,
    "AWS::URLSuffix": "amazonaws.com",
  };
}
