import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";
import { MODULE_CLIENT } from "../aws/client-defaults.ts";

let client: CognitoIdentityProviderClient | undefined;

/**
 * The process's Cognito client: made on the first call, kept for its warm connections.
 *
 * @param settings how it waits and retries; those of the first call count.
 */
export function cognitoClient(
  settings: CognitoIdentityProviderClientConfig = MODULE_CLIENT,
): CognitoIdentityProviderClient {
  client ??= new CognitoIdentityProviderClient(settings);
  return client;
}
