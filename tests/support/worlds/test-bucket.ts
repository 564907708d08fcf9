import { S3Client } from "@aws-sdk/client-s3";
import type { CorsRule } from "../../../local/s3/cors.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

export interface TestBucket {
  readonly cloud: TestCloud;
  readonly s3: S3Client;
  readonly name: string;
  /** `http://127.0.0.1:…/bucket` */
  readonly url: string;
}

export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the local cloud gives to functions. */
export const functionCredentials: TestCredentials = { accessKeyId: "local", secretAccessKey: "local" };

/** A local cloud with one bucket, and a client as functions have it. It is closed when the test file is through. */
export async function startTestBucket(
  cors: readonly CorsRule[] = [],
  options: Parameters<typeof startTestCloud>[0] = {},
): Promise<TestBucket> {
  const cloud = closeAtEnd(await startTestCloud(options));
  const Properties = { BucketName: "files", CorsConfiguration: { CorsRules: cors } };
  await cloud.provision(
    { Resources: { Files: { Type: "AWS::S3::Bucket", Properties } } },
    { stackName: "test", apiUrl: "http://localhost:3000" },
  );
  const s3 = closeAtEnd(s3Client(cloud, functionCredentials));
  return {
    cloud,
    s3,
    name: "files",
    url: `http://127.0.0.1:${cloud.port}/files`,
  };
}

export function s3Client({ port }: TestCloud, credentials: TestCredentials): S3Client {
  return new S3Client({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
}
