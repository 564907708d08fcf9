import {
  bucketFindings,
  filesBucketFindings,
  retentionFindings,
  tableFindings,
} from "../../../../../scripts/template/storage-findings.ts";
import { type Mistake, remove, set, unset } from "../mistake.ts";

/** Mistakes in buckets and tables. */
export const storageMistakes: readonly Mistake[] = [
  {
    mistake: "a public bucket",
    check: bucketFindings,
    make: set("FilesBucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", false),
    finding: "FilesBucket: BlockPublicPolicy is not on",
  },
  {
    mistake: "an unencrypted bucket",
    check: bucketFindings,
    make: set("FilesBucket", "BucketEncryption", undefined),
    finding: "FilesBucket: not encrypted",
  },
  {
    mistake: "a bucket over plain HTTP",
    check: bucketFindings,
    make: remove("FilesBucketPolicy"),
    finding: "FilesBucket: accepts plain HTTP",
  },
  {
    mistake: "a bucket with access lists",
    check: filesBucketFindings,
    make: set("FilesBucket", "OwnershipControls", undefined),
    finding: "FilesBucket: access lists are enabled",
  },
  {
    mistake: "a table without point-in-time recovery",
    check: tableFindings,
    make: set("ActivityTable", "PointInTimeRecoverySpecification", undefined),
    finding: "ActivityTable: no point-in-time recovery",
  },
  {
    mistake: "an index on an attribute that is not defined",
    check: tableFindings,
    make: set("ActivityTable", "GlobalSecondaryIndexes", undefined),
    finding: "ActivityTable: keys PK, SK, attributes GSI1PK",
  },
  {
    mistake: "a pool that is deleted with the stack",
    check: retentionFindings,
    make: unset("CognitoUserPoolMain", "DeletionPolicy"),
    finding: "CognitoUserPoolMain: DeletionPolicy is not Retain",
  },
  {
    mistake: "a table without deletion protection",
    check: retentionFindings,
    make: set("ActivityTable", "DeletionProtectionEnabled", false),
    finding: "ActivityTable: no deletion protection",
  },
];

/** Mistakes in buckets and tables, in a template with everything on. */
export const optionalStorageMistakes: readonly Mistake[] = [
  {
    mistake: "an identity pool that is deleted with the stack",
    check: retentionFindings,
    make: (template) => {
      delete template.Resources.IdentityPool?.DeletionPolicy;
    },
    finding: "IdentityPool: DeletionPolicy is not RetainExceptOnCreate",
  },
];
