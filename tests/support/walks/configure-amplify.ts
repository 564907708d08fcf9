import { ApiClient } from "../clients/api-client.ts";
import type { StackAddress } from "../stacks/shared-stack.ts";

/**
 * Amplify as an app configures it, by what `GET /v1/auth/config` tells. It keeps one configuration per process, so whoever
 * walks with it does so in a process of its own.
 */
export async function configureAmplify(stack: StackAddress): Promise<ApiClient> {
  const { Amplify } = await import("aws-amplify");
  const api = new ApiClient(stack);
  const { userPoolId, userPoolClientId } = (await api.get("/v1/auth/config")).body;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: String(userPoolId),
        userPoolClientId: String(userPoolClientId),
        userPoolEndpoint: stack.cloudUrl,
      },
    },
  });
  return api;
}
