import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";
import { MODULE_CLIENT } from "../aws/client-defaults.ts";

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
