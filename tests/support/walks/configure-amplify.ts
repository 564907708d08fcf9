import { ApiClient } from "../clients/api-client.ts";
import type { StackAddress } from "../stacks/shared-stack.ts";

/**
 * Configures Amplify like an app, with the data of `GET /v1/auth/config`. Amplify keeps one configuration per process, so each
 * walk has its own process.
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
