import {
  type CognitoIdentityClient,
  type Credentials,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from "@aws-sdk/client-cognito-identity";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { closeAtEnd } from "../worlds/close-at-end.ts";

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Gets an identity and credentials for an ID token, like a browser. */
export async function credentialsOf(
  identity: CognitoIdentityClient,
  IdentityPoolId: string,
  Logins?: Record<string, string>,
): Promise<SessionCredentials & { readonly identityId: string }> {
  const { IdentityId = "" } = await identity.send(new GetIdCommand({ IdentityPoolId, Logins }));
  const { Credentials } = await identity.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  return { ...toSession(Credentials), identityId: IdentityId };
}

const toSession = ({ AccessKeyId = "", SecretKey = "", SessionToken = "" }: Credentials = {}) => ({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretKey,
  sessionToken: SessionToken,
});

const settingsOf = (endpoint: string, credentials: SessionCredentials) => ({
  endpoint,
  region: "us-east-1",
  credentials,
  maxAttempts: 1,
});

export const s3As = (endpoint: string, credentials: SessionCredentials): S3Client =>
  closeAtEnd(new S3Client({ ...settingsOf(endpoint, credentials), forcePathStyle: true }));

export const dynamoDbAs = (endpoint: string, credentials: SessionCredentials): DynamoDBClient =>
  closeAtEnd(new DynamoDBClient(settingsOf(endpoint, credentials)));

export const stsAs = (endpoint: string, credentials: SessionCredentials): STSClient =>
  closeAtEnd(new STSClient(settingsOf(endpoint, credentials)));

/** The account itself. */
export const ADMINISTRATOR: SessionCredentials = { accessKeyId: "local", secretAccessKey: "local" };
