/**
 * Pipes, buses, rules and API destinations of the template. A member that the local cloud does not support is refused: an event
 * that is filtered or written in another way than on AWS would mislead.
 */
import { isRecord } from "../../cloudformation/template.ts";
import type { EventBridge } from "../eventbridge/create-eventbridge.ts";
import { readParameter } from "../eventbridge/dynamic-path.ts";
import type { RuleTarget } from "../eventbridge/event-bus.ts";
import { compilePattern, PatternRefused } from "../eventbridge/event-pattern.ts";
import type { PipeDefinition } from "../eventbridge/pipe.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { placedType } from "./placed-type.ts";
import type { DesiredResource, Properties, ResourceType } from "./resource-type.ts";

interface EventContext {
  readonly eventBridge: EventBridge;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
}

const refused = (message: string) => new ServiceError("ValidationException", message);

/** @throws ServiceError naming the members that are not in the list */
function membersOf(value: unknown, place: string, known: readonly string[]): Properties {
  const members = isRecord(value) ? value : {};
  const unknown = Object.keys(members).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw refused(`${place}.${unknown[0]} is not supported by the local cloud`);
  return members;
}

/** @throws ServiceError for what is not supported */
function supported<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof PatternRefused || error instanceof RangeError) throw refused(error.message);
    throw error;
  }
}

const text = (value: unknown): string => String(value ?? "");

const number = (value: unknown, usual: number): number => (value === undefined ? usual : Number(value));

const list = (value: unknown): readonly unknown[] => [value ?? []].flat();

export function eventTypes({
  eventBridge,
  stackName,
  region,
  accountId,
}: EventContext): Readonly<Record<string, ResourceType>> {
  const arnOf = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const nameOf = ({ logicalId, properties }: DesiredResource) =>
    typeof properties.Name === "string" ? properties.Name : `${stackName}-${logicalId}`.slice(0, 64);
  const named = (arn: string) => ({ ref: arn.split("/")[1] ?? "", attributes: { Arn: arn } });

  return {
    "AWS::Events::EventBus": placedType({
      idOf: (desired) => arnOf("events", `event-bus/${nameOf(desired)}`),
      put: (arn, { properties }) => {
        membersOf(properties, "EventBus", ["Name", "Description", "KmsKeyIdentifier", "Tags"]);
        eventBridge.buses.add(arn);
      },
      remove: (arn) => void eventBridge.buses.delete(arn),
      valuesOf: (arn) => ({ ...named(arn), attributes: { Arn: arn, Name: named(arn).ref } }),
    }),
    "AWS::Events::Connection": placedType({
      idOf: (desired) => arnOf("events", `connection/${nameOf(desired)}`),
      put: (arn, { properties }) => eventBridge.connections.set(arn, headerOf(properties)),
      remove: (arn) => void eventBridge.connections.delete(arn),
      valuesOf: named,
    }),
    "AWS::Events::ApiDestination": placedType({
      idOf: (desired) => arnOf("events", `api-destination/${nameOf(desired)}`),
      put: (arn, { properties }) =>
        eventBridge.destinations.set(arn, {
          url: text(properties.InvocationEndpoint),
          method: text(properties.HttpMethod),
          connectionArn: text(properties.ConnectionArn),
        }),
      remove: (arn) => void eventBridge.destinations.delete(arn),
      valuesOf: named,
    }),
    "AWS::Events::Rule": placedType({
      idOf: (desired) => {
        const bus = desired.properties.EventBusName;
        return arnOf("events", `rule/${bus === undefined ? "" : `${text(bus)}/`}${nameOf(desired)}`);
      },
      put: (arn, { logicalId, properties }) => {
        // Schedules do not run on a laptop.
        if (properties.EventPattern === undefined) return;
        const bus = text(properties.EventBusName);
        const busArn = bus.startsWith("arn:") ? bus : arnOf("events", `event-bus/${bus}`);
        eventBridge.rules.set(arn, {
          name: logicalId,
          busArn,
          matches: supported(() => compilePattern(properties.EventPattern, "EventPattern")),
          targets: list(properties.Targets).map(targetOf),
        });
      },
      remove: (arn) => void eventBridge.rules.delete(arn),
      valuesOf: (arn) => ({
        ref: arn.slice(arn.indexOf("rule/") + 5).replace("/", "|"),
        attributes: { Arn: arn },
      }),
    }),
    "AWS::Pipes::Pipe": placedType({
      idOf: (desired) => arnOf("pipes", `pipe/${nameOf(desired)}`),
      put: (arn, { properties }) =>
        eventBridge.putPipe(
          named(arn).ref,
          supported(() => pipeOf(properties)),
        ),
      remove: (arn) => eventBridge.removePipe(named(arn).ref),
      valuesOf: named,
    }),
  };
}

function headerOf({ AuthorizationType, AuthParameters }: Properties) {
  if (AuthorizationType !== "API_KEY") {
    throw refused(`AuthorizationType ${text(AuthorizationType)} is not supported by the local cloud`);
  }
  const parameters = membersOf(AuthParameters, "AuthParameters", ["ApiKeyAuthParameters"]);
  const { ApiKeyName, ApiKeyValue } = membersOf(parameters.ApiKeyAuthParameters, "ApiKeyAuthParameters", [
    "ApiKeyName",
    "ApiKeyValue",
  ]);
  return { name: text(ApiKeyName), value: text(ApiKeyValue) };
}

function targetOf(value: unknown): RuleTarget {
  const target = membersOf(value, "Targets", ["Id", "Arn", "RoleArn", "RetryPolicy", "DeadLetterConfig"]);
  const destinationArn = text(target.Arn);
  if (!destinationArn.includes(":api-destination/")) {
    throw refused(`the target ${destinationArn} is not supported by the local cloud`);
  }
  const retries = membersOf(target.RetryPolicy, "RetryPolicy", [
    "MaximumEventAgeInSeconds",
    "MaximumRetryAttempts",
  ]);
  return {
    id: text(target.Id),
    destinationArn,
    // AWS's own values.
    maxAgeSeconds: number(retries.MaximumEventAgeInSeconds, 86_400),
    maxRetries: number(retries.MaximumRetryAttempts, 185),
  };
}

function pipeOf(properties: Properties): PipeDefinition {
  const pipe = membersOf(properties, "Pipe", [
    "Name",
    "Description",
    "RoleArn",
    "Source",
    "SourceParameters",
    "Enrichment",
    "Target",
    "TargetParameters",
    "Tags",
  ]);
  const source = membersOf(pipe.SourceParameters, "SourceParameters", [
    "DynamoDBStreamParameters",
    "FilterCriteria",
  ]);
  const stream = membersOf(source.DynamoDBStreamParameters, "DynamoDBStreamParameters", [
    "StartingPosition",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "OnPartialBatchItemFailure",
    "DeadLetterConfig",
  ]);
  const filters = list(membersOf(source.FilterCriteria, "FilterCriteria", ["Filters"]).Filters);
  const target = membersOf(pipe.TargetParameters, "TargetParameters", ["EventBridgeEventBusParameters"]);
  const bus = membersOf(target.EventBridgeEventBusParameters, "EventBridgeEventBusParameters", [
    "Source",
    "DetailType",
    "Time",
  ]);
  return {
    sourceArn: text(pipe.Source),
    patterns: filters.map((filter) =>
      compilePattern(JSON.parse(text(membersOf(filter, "Filters", ["Pattern"]).Pattern)), "Pattern"),
    ),
    batchSize: number(stream.BatchSize, 1),
    windowSeconds: number(stream.MaximumBatchingWindowInSeconds, 0),
    maxRetries: number(stream.MaximumRetryAttempts, -1),
    isBisecting: stream.OnPartialBatchItemFailure === "AUTOMATIC_BISECT",
    enrichmentArn: pipe.Enrichment === undefined ? null : text(pipe.Enrichment),
    busArn: text(pipe.Target),
    source: readParameter(text(bus.Source)),
    detailType: readParameter(text(bus.DetailType)),
    time: bus.Time === undefined ? () => undefined : readParameter(text(bus.Time)),
  };
}
