import { checkSecretHash } from "../check-client.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { answer, type Progress, requireParameter, type SignIn } from "./sign-in.ts";

/**
 * The one step of REFRESH_TOKEN_AUTH.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, what the PreTokenGeneration trigger makes of it
 */
export async function exchangeRefreshToken(signIn: SignIn): Promise<Progress> {
  const { context, client, parameters } = signIn;
  const token = requireParameter(signIn, "REFRESH_TOKEN");
  const owner = context.refreshTokens.find(token)?.family.userKey;
  const user = owner === undefined ? null : context.users.byKey(owner);
  checkSecretHash(client, parameters.SECRET_HASH, user === null ? [] : [user.username, user.sub]);
  // InitiateAuth's ClientMetadata does not reach the token trigger.
  const tokens = await refreshTokens(context, {
    client,
    token,
    clientMetadata: undefined,
    deviceKey: parameters.DEVICE_KEY,
  });
  return answer({ AuthenticationResult: tokens, ChallengeParameters: {} });
}
