import { S3Client } from "@aws-sdk/client-s3";
import { hasGivenEndpoint } from "../aws/endpoint.ts";

/** In milliseconds. Three tries and the pauses between them fit into a module's ten seconds. */
const PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
};

let client: S3Client | undefined;

/**
 * The process's S3 client: created on the first call, kept for its warm connections. Region, credentials and endpoint come from
 * the runtime's environment. At AWS the bucket has its own host, as S3 recommends; at another endpoint it is in the path, since
 * host names may not be set up there. There are no checksums by default, because clients of presigned requests do not send them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function s3Client(): S3Client {
  client ??= new S3Client({
    ...PATIENCE,
    forcePathStyle: hasGivenEndpoint("s3"),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return client;
}
