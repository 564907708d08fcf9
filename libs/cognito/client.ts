import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";

/**
 * How long the client waits, in milliseconds. The module's own time-out (10 s) is the outer limit; within it a lost
 * connection is noticed at once, and a slow answer leaves time for another try. Cognito itself may take seconds, because it
 * waits for the pool's triggers. Region, credentials and endpoints come from the runtime's environment.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
const MODULE_CLIENT = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 7000, throwOnRequestTimeout: true },
};

let client: CognitoIdentityProviderClient | undefined;

/**
 * The SDK takes LimitExceededException for throttling and tries again, in seconds. Cognito means an account that is over its
 * limit for the hour: another try fails as well, and the wait would tell that there is an account.
 */
function answerLimitsAtOnce({ config }: CognitoIdentityProviderClient): void {
  const sdkStrategy = config.retryStrategy;
  config.retryStrategy = async () => {
    const strategy = await sdkStrategy();
    if (!("refreshRetryTokenForRetry" in strategy)) return strategy;
    return {
      acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
      recordSuccess: (token) => strategy.recordSuccess(token),
      refreshRetryTokenForRetry: async (token, info) => {
        if (info.error instanceof Error && info.error.name === "LimitExceededException") throw info.error;
        return strategy.refreshRetryTokenForRetry(token, info);
      },
    };
  };
}

/**
 * The process's Cognito client: created on the first call, kept for its warm connections.
 *
 * @param settings how it waits and retries; those of the first call count
 */
export function cognitoClient(
  settings: CognitoIdentityProviderClientConfig = MODULE_CLIENT,
): CognitoIdentityProviderClient {
  if (client === undefined) {
    client = new CognitoIdentityProviderClient(settings);
    answerLimitsAtOnce(client);
  }
  return client;
}
