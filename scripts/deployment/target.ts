/** Where a script works: a stage, and behind it AWS or the local cloud. */
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

export interface Target {
  readonly stage: string;
  readonly region: string;
  /** `null` for AWS itself. */
  readonly endpoint: string | null;
}

const SERVICE = "serverless-auth";

export const stackNameOf = (stage: string): string => `${SERVICE}-${stage}`;

/**
 * @param endpoint used instead of AWS; the stage `local` uses the local cloud's, on `CLOUD_PORT`
 * @param region see region.ts
 */
export function createTarget(options: {
  readonly stage: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
}): Target {
  const { stage, region, endpoint } = options;
  const local = stage === "local" ? `http://localhost:${process.env.CLOUD_PORT ?? 4566}` : null;
  return { stage, region, endpoint: endpoint ?? local };
}

const LOOPBACK = /^https?:\/\/(localhost|127\.|\[::1\])/;

function clientSettings({ region, endpoint }: Target) {
  const isLocal = endpoint !== null && LOOPBACK.test(endpoint);
  return {
    region,
    // Throttled calls are retried after a random, growing delay (the SDK's "standard" mode).
    maxAttempts: 8,
    ...(endpoint === null ? {} : { endpoint }),
    // The local cloud accepts any credentials, and yours should not be sent there.
    ...(isLocal ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
  };
}

export const cognitoClient = (target: Target): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient(clientSettings(target));

export const cloudFormationClient = (target: Target): CloudFormationClient =>
  new CloudFormationClient({ ...clientSettings(target), maxAttempts: 3 });
