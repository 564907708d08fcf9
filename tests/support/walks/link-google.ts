import { randomUUID } from "node:crypto";
import { AdminLinkProviderForUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { ApiClient } from "../clients/api-client.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { poolIdOf } from "../worlds/staff.ts";

/** Links an identity at Google to an account, as the pre-sign-up trigger does. */
export async function linkGoogle(api: ApiClient, sub: string): Promise<void> {
  await cognitoClient(api.cloudUrl).send(
    new AdminLinkProviderForUserCommand({
      UserPoolId: await poolIdOf(api),
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: sub },
      SourceUser: {
        ProviderName: "Google",
        ProviderAttributeName: "Cognito_Subject",
        ProviderAttributeValue: randomUUID(),
      },
    }),
  );
}
