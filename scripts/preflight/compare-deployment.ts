/**
 * The comparison itself: a packaged template against what is deployed. It does no I/O.
 */

import { resolveResources } from "../../cloudformation/resolve-template.ts";
import type { Resource, Template } from "../../cloudformation/template.ts";
import { bucketFindings, bucketPolicyFindings } from "./bucket-findings.ts";
import { clientFindings } from "./client-findings.ts";
import { clientCombinationFindings, poolCombinationFindings } from "./combination-findings.ts";
import type { DeployedState, LivePool } from "./deployed-state.ts";
import { type Finding, sortFindings } from "./finding.ts";
import { logFindings } from "./log-findings.ts";
import { passkeyFindings } from "./passkey-findings.ts";
import { poolMemberFindings } from "./pool-member-findings.ts";
import { poolSettingsFindings } from "./pool-settings-findings.ts";
import { resourceFindings } from "./resource-findings.ts";
import { schemaAttributeFindings } from "./schema-attribute-findings.ts";
import { tableFindings } from "./table-findings.ts";
import { tierFindings } from "./tier-findings.ts";

type Resources = ReadonlyMap<string, Resource>;

export interface Comparison {
  readonly template: Template;
  readonly deployed: DeployedState;
  /** `AWS::Region` and the like, as far as they are known. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
}

/** Every change worth reporting, the worst first. The new template's parameters have their defaults, since `sls deploy` passes none. */
export function compareDeployment({ template, deployed, pseudoParameters }: Comparison): Finding[] {
  const after = resolveResources(template, { pseudoParameters });
  const before =
    deployed.stack === null
      ? null
      : resolveResources(deployed.stack.template, {
          parameters: deployed.stack.parameters,
          pseudoParameters,
        });
  const findings = [
    ...(before === null ? [] : [...resourceFindings(before, after), ...policyFindings(before, after)]),
    ...[...after].flatMap(([id, resource]) => perResource({ id, resource, after, before, deployed })),
  ];
  return sortFindings(withoutRepetition(findings));
}

interface Subject {
  readonly id: string;
  readonly resource: Resource;
  readonly after: Resources;
  readonly before: Resources | null;
  readonly deployed: DeployedState;
}

function perResource(subject: Subject): Finding[] {
  const { id, resource, before } = subject;
  const found = before?.get(id);
  const former = found?.Type === resource.Type ? found : undefined;
  switch (resource.Type) {
    case "AWS::Cognito::UserPool":
      return poolFindings(subject);
    case "AWS::Cognito::UserPoolClient":
      return oneClientFindings(subject);
    case "AWS::DynamoDB::Table":
      return former === undefined ? [] : tableFindings(id, former, resource);
    case "AWS::S3::Bucket":
      return former === undefined ? [] : bucketFindings(id, former, resource);
    case "AWS::Logs::LogGroup":
      return former === undefined ? [] : logFindings(id, former, resource);
    default:
      return [];
  }
}

/** Includes policies that are removed as a whole. */
function policyFindings(before: Resources, after: Resources): Finding[] {
  return [...before]
    .filter(([, { Type }]) => Type === "AWS::S3::BucketPolicy")
    .flatMap(([id, former]) => bucketPolicyFindings(id, former, after.get(id)));
}

function poolFindings({ id, resource, after, before, deployed }: Subject): Finding[] {
  const { Properties: properties = {} } = resource;
  const live = deployed.pools.get(id);
  const liveTier = live?.pool.UserPoolTier;
  return [
    ...poolCombinationFindings(id, properties),
    ...tierFindings(id, properties, { resources: after, ...(liveTier === undefined ? {} : { liveTier }) }),
    ...strayFindings(id, deployed),
    ...passkeyFindings({ poolId: id, before, after, live }),
    ...(live === undefined ? [] : livePoolFindings(id, properties, live)),
    ...(live === undefined ? [] : poolMemberFindings(live, { poolId: id, after, before })),
  ];
}

function livePoolFindings(id: string, properties: Resource["Properties"], { pool }: LivePool): Finding[] {
  return [
    ...poolSettingsFindings(id, properties ?? {}, pool),
    ...schemaAttributeFindings(id, properties ?? {}, pool.SchemaAttributes ?? []),
  ];
}

/** A pool that a former stack has left behind: it has the users, and the new pool would have none. */
function strayFindings(resource: string, { strayPools }: DeployedState): Finding[] {
  const id = strayPools.get(resource);
  if (id === undefined) return [];
  return [
    {
      severity: "destructive",
      resource,
      property: "",
      from: id,
      to: "a new, empty pool",
      consequence: "A pool with this name exists outside the stack; its users do not exist in the new one.",
      remedy: "Import the existing pool into the stack (docs/operations.md), or accept a fresh start.",
    },
  ];
}

function oneClientFindings({ id, resource, deployed }: Subject): Finding[] {
  const { Properties: properties = {} } = resource;
  const live = [...deployed.pools.values()].map(({ clients }) => clients.get(id)).find((client) => client);
  return [
    ...clientCombinationFindings(id, properties),
    ...(live === undefined ? [] : clientFindings(id, properties, live)),
  ];
}

/** The stack and the live state may report the same change; only the first is kept. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ severity, resource, property }) => {
    const key = JSON.stringify([severity, resource, property]);
    const isNew = !seen.has(key) || severity === "note";
    seen.add(key);
    return isNew;
  });
}
