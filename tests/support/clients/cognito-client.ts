import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** The real SDK client, for a local cloud, which accepts any credentials. It makes one attempt, so that a test sees each refusal. */
export function cognitoClient(endpoint: string, region = "us-east-1"): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}
