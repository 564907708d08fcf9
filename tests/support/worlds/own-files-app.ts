import {
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
} from "@aws-sdk/client-cognito-identity";
import type { Resource } from "../../../cloudformation/template.ts";
import { ADMINISTRATOR, credentialsOf, type SessionCredentials } from "../clients/session-clients.ts";
import { claimsOf } from "./cognito-app.ts";
import { document, role, trustOf } from "./iam-resources.ts";
import { type IdentityApp, startIdentityApp } from "./identity-app.ts";

const FILES = "arn:aws:s3:::files";
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/things";
const USER_SUB = "$" + "{aws:PrincipalTag/userSub}";
const ownFiles = `${FILES}/users/${USER_SUB}/*`;

const keys = (name: string, type: "HASH" | "RANGE") => ({ AttributeName: name, KeyType: type });

/** What the template has, in small: a folder and a partition for each user, and roles for readers and writers. */
export const ownFilesResources = (identityPoolId: string): Record<string, Resource> => ({
  Files: { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } },
  Others: { Type: "AWS::S3::Bucket", Properties: { BucketName: "others" } },
  FilesPolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: "files",
      PolicyDocument: document(
        {
          Sid: "RefusePlainHttp",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [FILES, `${FILES}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "RefuseOldTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [FILES, `${FILES}/*`],
          Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
        },
        { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${FILES}/users/*/sealed` },
      ),
    },
  },
  Table: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      TableName: "things",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["PK", "SK"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [keys("PK", "HASH"), keys("SK", "RANGE")],
    },
  },
  readers: role("readers", trustOf(identityPoolId), [
    { Effect: "Allow", Action: ["s3:GetObject"], Resource: ownFiles },
    {
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: FILES,
      Condition: { StringLike: { "s3:prefix": `users/${USER_SUB}/*` } },
    },
  ]),
  writers: role("writers", trustOf(identityPoolId), [
    { Effect: "Allow", Action: ["s3:PutObject", "s3:DeleteObject"], Resource: ownFiles },
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:BatchWriteItem"],
      Resource: TABLE,
      Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [`USER#${USER_SUB}`] } },
    },
  ]),
});

export interface Person {
  readonly sub: string;
  readonly idToken: string;
  readonly credentials: SessionCredentials & { readonly identityId: string };
}

export interface OwnFilesApp extends IdentityApp {
  /** A new user in those groups, with credentials. */
  person(...groups: string[]): Promise<Person>;
  readonly administrator: SessionCredentials;
}

/** The roles come from the token's groups, and a user in none gets none. The clock stands at the machine's time. */
export async function startOwnFilesApp(): Promise<OwnFilesApp> {
  const app = await startIdentityApp({}, ownFilesResources);
  const { identity, IdentityPoolId, provider, clientId, cloud } = app;
  cloud.clock.advance(Date.now() - cloud.clock.now());
  await identity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { authenticated: "arn:aws:iam::000000000000:role/authenticated" },
      RoleMappings: {
        [`${provider}:${clientId}`]: { Type: "Token", AmbiguousRoleResolution: "Deny" },
      },
    }),
  );
  await identity.send(
    new SetPrincipalTagAttributeMapCommand({
      IdentityPoolId,
      IdentityProviderName: provider,
      UseDefaults: false,
      PrincipalTags: { userSub: "sub" },
    }),
  );
  let people = 0;
  return {
    ...app,
    administrator: ADMINISTRATOR,
    async person(...groups) {
      people += 1;
      const idToken = await app.signIn(`person-${people}@example.com`, groups);
      const credentials = await credentialsOf(identity, IdentityPoolId, { [provider]: idToken });
      return { idToken, credentials, sub: String(claimsOf(idToken).sub) };
    },
  };
}
