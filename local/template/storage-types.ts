/** Buckets and tables of the template. */
import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../cloudformation/template.ts";
import type { DynamoDbService, TableDefinition } from "../dynamodb/create-dynamodb-service.ts";
import { isStreamView, streamArnOf } from "../dynamodb/table-stream.ts";
import { ServiceError } from "../protocol/service-error.ts";
import type { CorsRule } from "../s3/cors.ts";
import type { S3Service } from "../s3/create-s3-service.ts";
import type { DesiredResource, Properties, ResourceType, Warn } from "./resource-type.ts";

interface StorageContext {
  readonly s3: S3Service;
  readonly dynamodb: DynamoDbService;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Nothing to do: unsigned requests are always refused, a machine has one owner, and its disk may be encrypted.
 */
const BUCKET_WITHOUT_MEANING = new Set([
  "PublicAccessBlockConfiguration",
  "OwnershipControls",
  "BucketEncryption",
  "Tags",
]);

const TABLE_MEMBERS = new Set([
  "TableName",
  "AttributeDefinitions",
  "KeySchema",
  "BillingMode",
  "ProvisionedThroughput",
  "GlobalSecondaryIndexes",
  "LocalSecondaryIndexes",
]);

/** Nothing to do; for expiry see DIVERGENCES.md. */
const TABLE_WITHOUT_MEANING = new Set([
  "DeletionProtectionEnabled",
  "PointInTimeRecoverySpecification",
  "SSESpecification",
  "TableClass",
  "Tags",
  "TimeToLiveSpecification",
]);

export function storageTypes(context: StorageContext): Readonly<Record<string, ResourceType>> {
  return { "AWS::S3::Bucket": bucketType(context), "AWS::DynamoDB::Table": tableType(context) };
}

function bucketType({ s3, stackName, region }: StorageContext): ResourceType {
  const nameOf = ({ logicalId, properties }: DesiredResource): string =>
    typeof properties.BucketName === "string"
      ? properties.BucketName
      : `${stackName}-${logicalId}`.toLowerCase().slice(0, 63);

  const ensure = (name: string, { logicalId, properties }: DesiredResource, warn: Warn): void => {
    for (const member of Object.keys(properties)) {
      if (
        !["BucketName", "CorsConfiguration"].includes(member) &&
        !hasNoLocalMeaning(member, properties[member])
      ) {
        warn(`${logicalId}.${member} is not modelled by the local cloud`);
      }
    }
    s3.ensureBucket(name, { cors: corsRulesOf(properties) });
  };

  return {
    create: async (desired, warn) => {
      const name = nameOf(desired);
      ensure(name, desired, warn);
      return name;
    },
    update: async (physicalId, desired, former, warn) => {
      ensure(physicalId, desired, warn);
      if (nameOf(desired) === physicalId) return desired.properties;
      warn(
        `${desired.logicalId}.BucketName can't be changed on an existing one: start with --fresh to apply it`,
      );
      return former;
    },
    resume: async (physicalId, desired, warn) => {
      ensure(physicalId, desired, warn);
      return true;
    },
    remove: async (physicalId) => (s3.deleteBucket(physicalId) ? null : "there are objects in it"),
    values: async (name) => ({
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
    }),
  };
}

/** Uploads that were begun and never finished are not kept anyway; any other rule would have something to do. */
function hasNoLocalMeaning(member: string, value: unknown): boolean {
  if (BUCKET_WITHOUT_MEANING.has(member)) return true;
  if (member !== "LifecycleConfiguration" || !isRecord(value)) return false;
  const known = ["Id", "Status", "Prefix", "AbortIncompleteMultipartUpload"];
  return [value.Rules ?? []]
    .flat()
    .every((rule) => isRecord(rule) && Object.keys(rule).every((key) => known.includes(key)));
}

function corsRulesOf({ CorsConfiguration }: Properties): readonly CorsRule[] {
  const rules = isRecord(CorsConfiguration) ? CorsConfiguration.CorsRules : undefined;
  return (Array.isArray(rules) ? rules : []) as readonly CorsRule[];
}

/** @throws ServiceError for an unknown view */
function streamViewOf({ StreamSpecification }: Properties) {
  if (!isRecord(StreamSpecification)) return null;
  const { StreamViewType } = StreamSpecification;
  if (!isStreamView(StreamViewType)) {
    throw new ServiceError("ValidationException", `StreamViewType can't be ${String(StreamViewType)}`);
  }
  return StreamViewType;
}

function tableType({ dynamodb, stackName, region, accountId }: StorageContext): ResourceType {
  const arnOf = (name: string) => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
  const definitionOf = ({ logicalId, properties }: DesiredResource, warn: Warn): TableDefinition => {
    const members = Object.entries(properties).filter(([member]) => {
      if (TABLE_MEMBERS.has(member)) return true;
      if (!TABLE_WITHOUT_MEANING.has(member) && member !== "StreamSpecification") {
        warn(`${logicalId}.${member} is not modelled by the local cloud`);
      }
      return false;
    });
    const { TableName = `${stackName}-${logicalId}`, ...rest } = Object.fromEntries(members);
    return { ...rest, TableName: String(TableName) };
  };
  /** Unlike the table, a stream may come and go at any start. */
  const ensureStream = (name: string, { properties }: DesiredResource): void => {
    const view = streamViewOf(properties);
    dynamodb.ensureStream(name, view && { view, region, arn: streamArnOf(arnOf(name)) });
  };
  const ensure = (TableName: string, desired: DesiredResource, warn: Warn): void => {
    dynamodb.ensureTable({ ...definitionOf(desired, warn), TableName });
    ensureStream(TableName, desired);
  };

  return {
    create: async (desired, warn) => {
      const definition = definitionOf(desired, warn);
      dynamodb.ensureTable(definition);
      ensureStream(definition.TableName, desired);
      return definition.TableName;
    },
    update: async (physicalId, desired, former, warn) => {
      ensure(physicalId, { ...desired, properties: former }, () => {});
      ensureStream(physicalId, desired);
      const silently = () => {};
      const before = definitionOf({ ...desired, properties: former }, silently);
      if (isDeepStrictEqual(definitionOf(desired, warn), before)) return desired.properties;
      warn(
        `${desired.logicalId}: an existing table is not changed: start with --fresh to apply its new definition`,
      );
      return former;
    },
    resume: async (physicalId, desired, warn) => {
      ensure(physicalId, desired, warn);
      return true;
    },
    remove: async () => "its items would be gone; --fresh removes it",
    values: async (name, { properties }) => ({
      ref: name,
      attributes: {
        Arn: arnOf(name),
        ...(streamViewOf(properties) !== null && { StreamArn: streamArnOf(arnOf(name)) }),
      },
    }),
  };
}
