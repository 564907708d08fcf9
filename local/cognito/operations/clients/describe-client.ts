import type { Client } from "../../state/client-repository.ts";
import type { CognitoOutput } from "../../wire-types.ts";

type UserPoolClientType = NonNullable<CognitoOutput<"DescribeUserPoolClient">["UserPoolClient"]>;

/** A client as AWS describes it, secret and all: whoever asks has AWS credentials. */
export function describeClient(client: Client): UserPoolClientType {
  const newest = client.secrets.at(-1);
  return {
    ...client.settings,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    // The newest of two: what an app is to be given.
    ...(newest && { ClientSecret: newest.value }),
    CreationDate: new Date(client.createdAt),
    LastModifiedDate: new Date(client.modifiedAt),
  };
}
