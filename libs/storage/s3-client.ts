import { S3Client } from "@aws-sdk/client-s3";
import { hasGivenEndpoint } from "../aws/endpoint.ts";

/** Milliseconds; three tries and the pauses between them fit into a module's ten seconds. */
const PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
};

let client: S3Client | undefined;

/**
 * The process's S3 client: made on the first call, kept for its warm connections. Region, credentials and endpoint come from the
 * runtime's environment.
 *
 * A bucket has a host of its own at AWS, which is what S3 recommends; at an endpoint that was given, whose names nobody need have
 * set up, a path. Checksums only where they are asked for: what is presigned is used by clients that know nothing of them.
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
