import { type Template, toList } from "../../cloudformation/template.ts";
import { resourceNamed, resourcesOfType } from "./check.ts";

interface Bucket {
  readonly PublicAccessBlockConfiguration?: Record<string, boolean>;
  readonly BucketEncryption?: unknown;
  readonly CorsConfiguration?: { readonly CorsRules: { readonly AllowedOrigins: string[] }[] };
}
interface BucketPolicy {
  readonly Bucket: { readonly Ref: string };
  readonly PolicyDocument: { readonly Statement: BucketStatement[] };
}
interface BucketStatement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | string[];
  readonly Resource: unknown[];
  readonly Condition?: {
    readonly Bool?: Record<string, unknown>;
    readonly StringEquals?: Record<string, unknown>;
  };
}

const publicAccessBlocks = [
  "BlockPublicAcls",
  "BlockPublicPolicy",
  "IgnorePublicAcls",
  "RestrictPublicBuckets",
];

/** Buckets that are open to the public, unencrypted, readable over plain HTTP or open to scripts of any origin. */
export function bucketFindings(template: Template): string[] {
  const policies = resourcesOfType<BucketPolicy>(template, "AWS::S3::BucketPolicy");
  return resourcesOfType<Bucket>(template, "AWS::S3::Bucket").flatMap(({ id, properties }) => {
    const statements = policies
      .filter(({ properties: policy }) => policy.Bucket.Ref === id)
      .flatMap(({ properties: policy }) => policy.PolicyDocument.Statement);
    const origins = (properties.CorsConfiguration?.CorsRules ?? []).flatMap(
      ({ AllowedOrigins }) => AllowedOrigins,
    );
    return [
      ...publicAccessBlocks
        .filter((block) => properties.PublicAccessBlockConfiguration?.[block] !== true)
        .map((block) => `${id}: ${block} is not on`),
      ...(properties.BucketEncryption ? [] : [`${id}: not encrypted`]),
      ...(statements.some(refusesPlainHttp) ? [] : [`${id}: accepts plain HTTP`]),
      ...statements
        .filter((statement) => statement.Effect === "Allow" && !letsOneDistributionRead(statement))
        .map(() => `${id}: a policy allows other principals`),
      ...(origins.includes("*") ? [`${id}: open to every origin`] : []),
    ];
  });
}

/** The bucket and its objects are two resources, and both must be closed. */
function refusesPlainHttp({ Effect, Principal, Action, Resource, Condition }: BucketStatement): boolean {
  return (
    Effect === "Deny" &&
    Principal === "*" &&
    toList(Action).includes("s3:*") &&
    Resource.length === 2 &&
    String(Condition?.Bool?.["aws:SecureTransport"]) === "false"
  );
}

/** Without the condition every distribution of every account could read it. */
function letsOneDistributionRead({ Principal, Action, Condition }: BucketStatement): boolean {
  const source = JSON.stringify(Condition?.StringEquals?.["aws:SourceArn"] ?? "");
  return (
    JSON.stringify(Principal) === '{"Service":"cloudfront.amazonaws.com"}' &&
    toList(Action).every((action) => ["s3:GetObject", "s3:ListBucket"].includes(action)) &&
    /:distribution\/[^*]/.test(source)
  );
}

/** Settings of the files bucket beyond those that every bucket needs. */
export function filesBucketFindings(template: Template): string[] {
  const { OwnershipControls, LifecycleConfiguration } = resourceNamed(template, "FilesBucket").Properties;
  return [
    ...(JSON.stringify(OwnershipControls)?.includes("BucketOwnerEnforced")
      ? []
      : ["FilesBucket: access lists are enabled"]),
    ...(JSON.stringify(LifecycleConfiguration)?.includes("AbortIncompleteMultipartUpload")
      ? []
      : ["FilesBucket: keeps incomplete uploads"]),
  ];
}

interface Table {
  readonly BillingMode?: string;
  readonly TimeToLiveSpecification?: { readonly Enabled?: boolean };
  readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled?: boolean };
  readonly SSESpecification?: { readonly SSEEnabled?: boolean };
  readonly AttributeDefinitions: { readonly AttributeName: string }[];
  readonly KeySchema: { readonly AttributeName: string }[];
  readonly GlobalSecondaryIndexes?: { readonly KeySchema: { readonly AttributeName: string }[] }[];
}

/** Tables that are not on demand, can't be restored, are not encrypted, have no time to live, or whose keys and attributes differ. */
export function tableFindings(template: Template): string[] {
  return resourcesOfType<Table>(template, "AWS::DynamoDB::Table").flatMap(({ id, properties: table }) => {
    const keys = [table, ...(table.GlobalSecondaryIndexes ?? [])].flatMap(({ KeySchema }) =>
      KeySchema.map((key) => key.AttributeName),
    );
    const defined = table.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
    return [
      ...(table.BillingMode === "PAY_PER_REQUEST" ? [] : [`${id}: not on demand`]),
      ...(table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled
        ? []
        : [`${id}: no point-in-time recovery`]),
      ...(table.SSESpecification?.SSEEnabled ? [] : [`${id}: not encrypted with a key of the account`]),
      ...(table.TimeToLiveSpecification?.Enabled ? [] : [`${id}: no time to live`]),
      // DynamoDB requires exactly the key attributes.
      ...(sorted(keys) === sorted(defined)
        ? []
        : [`${id}: keys ${sorted(keys)}, attributes ${sorted(defined)}`]),
    ];
  });
}

const sorted = (names: string[]) => [...new Set(names)].sort().join(", ");

const stores = [
  "AWS::Cognito::UserPool",
  "AWS::Cognito::IdentityPool",
  "AWS::S3::Bucket",
  "AWS::DynamoDB::Table",
];

/**
 * Stores that the rollback of a failed first deployment can't delete: a protected store would make the rollback fail.
 */
const keptBy = (type: string): string =>
  type === "AWS::S3::Bucket" || type === "AWS::Cognito::IdentityPool" ? "RetainExceptOnCreate" : "Retain";

/** Buckets whose content a deployment can restore: archives, and the console's files. */
const WITHOUT_DATA = ["ServerlessDeploymentBucket", "ConsoleBucket"];

/** Stores of users' data that deleting or changing the stack would delete. */
export function retentionFindings(template: Template): string[] {
  return stores
    .flatMap((type) => resourcesOfType<Record<string, unknown>>(template, type))
    .filter(({ id }) => !WITHOUT_DATA.includes(id))
    .flatMap(({ id, resource, properties }) => [
      ...(resource.DeletionPolicy === keptBy(resource.Type)
        ? []
        : [`${id}: DeletionPolicy is not ${keptBy(resource.Type)}`]),
      ...(resource.UpdateReplacePolicy === "Retain" ? [] : [`${id}: UpdateReplacePolicy is not Retain`]),
      ...(isProtected(resource.Type, properties) ? [] : [`${id}: no deletion protection`]),
    ]);
}

function isProtected(type: string, properties: Record<string, unknown>): boolean {
  if (type === "AWS::Cognito::UserPool") return properties.DeletionProtection === "ACTIVE";
  if (type === "AWS::DynamoDB::Table") return properties.DeletionProtectionEnabled === true;
  return true; // a bucket that is not empty can't be deleted; an identity pool has no such protection
}
