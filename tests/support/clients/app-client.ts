import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";

/** An app client of a pool, by its name, with its secret. */
export async function describeClientNamed(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  name: string,
): Promise<UserPoolClientType> {
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === name)?.ClientId;
  const { UserPoolClient = {} } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  return UserPoolClient;
}

/** As the snippets of the docs take them from the environment. */
export const credentialsOf = ({ ClientId = "", ClientSecret = "" }: UserPoolClientType) => ({
  CLIENT_ID: ClientId,
  CLIENT_SECRET: ClientSecret,
});
