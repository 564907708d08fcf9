/**
 * Common names for the resources of the service: every stack has one pool, one table and one bucket, each with its own id.
 */
export const REGION = "us-east-1";
export const ACCOUNT = "000000000000";
export const BUCKET = "files-bucket";
export const POOL_ARN = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_Pool`;
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/activity`;
