import type { Client } from "../../state/client-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type UserPoolClientType = NonNullable<CognitoOutput<"DescribeUserPoolClient">["UserPoolClient"]>;

/**
 * A client as AWS describes it, with the secret it was made with: whoever asks has AWS credentials. A secret that was added is
 * answered once, when it is made, and takes nobody's place here (floci-io/floci#345 measured that on AWS).
 */
export function describeClient(client: Client): UserPoolClientType {
  const original = client.secrets.find(({ isAdded }) => !isAdded);
  return {
    ...client.settings,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ...(original && { ClientSecret: original.value }),
    CreationDate: new Date(client.createdAt),
    LastModifiedDate: new Date(client.modifiedAt),
  };
}
