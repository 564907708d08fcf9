import { provesClient } from "../../check-client.ts";
import { clientSecretWrong } from "../../errors/client-errors.ts";
import { operation } from "../../operation.ts";
import { refreshTokens } from "../../sign-in/refresh-tokens.ts";

export const getTokensFromRefreshToken = operation("GetTokensFromRefreshToken", async (input, context) => {
  const client = context.clients.require(input.ClientId);
  if (!provesClient(client, input.ClientSecret)) {
    throw clientSecretWrong();
  }
  const { RefreshToken: token, ClientMetadata: clientMetadata, DeviceKey: deviceKey } = input;
  const request = { client, token, clientMetadata, deviceKey };
  return { AuthenticationResult: await refreshTokens(context, request) };
});
