/**
 * The AWS services that are called without their SDK clients: one client is larger than a trigger's bundle may be, and a
 * trigger needs up to three of them (docs/adr/0013).
 */
const SERVICES = {
  "cognito-idp": { host: "cognito-idp", endpointVariable: "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER" },
  dynamodb: { host: "dynamodb", endpointVariable: "AWS_ENDPOINT_URL_DYNAMODB" },
  s3: { host: "s3", endpointVariable: "AWS_ENDPOINT_URL_S3" },
  secretsmanager: { host: "secretsmanager", endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER" },
  ses: { host: "email", endpointVariable: "AWS_ENDPOINT_URL_SESV2" },
  sns: { host: "sns", endpointVariable: "AWS_ENDPOINT_URL_SNS" },
} as const;

export type AwsService = keyof typeof SERVICES;

/** Whether a service has another endpoint than that of AWS. */
export const hasGivenEndpoint = (service: AwsService): boolean => givenEndpoint(service) !== undefined;

function givenEndpoint(service: AwsService): string | undefined {
  return process.env[SERVICES[service].endpointVariable] || process.env.AWS_ENDPOINT_URL || undefined;
}

/**
 * The endpoint of a service: from the SDK's own variables, or AWS's host for the region.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(service: AwsService): string {
  const { host } = SERVICES[service];
  return givenEndpoint(service) ?? `https://${host}.${process.env.AWS_REGION}.amazonaws.com`;
}
