import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** The real SDK client, pointed at a local cloud. Any credentials do there; one attempt, so that a refusal is seen as it came. */
export function cognitoClient(endpoint: string, region = "us-east-1"): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}
