import type { AdminInitiateAuthCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { Challenge } from "../../libs/schemas/asked-challenges.ts";
import { PasskeySignInRequest } from "../../libs/schemas/auth.ts";
import { countRefusals } from "./activity.ts";
import { beginSignIn, clientOf, type SignInClient } from "./ask-cognito.ts";
import { attestNoGuess, knownClientMetadata } from "./known-client.ts";
import { passwordlessName } from "./sign-in-name.ts";

/** Nothing is verified yet, so the state of an account must not be disclosed. */
const REFUSALS = {
  MFAMethodNotFoundException: "passkey_refused",
  NotAuthorizedException: "passkey_refused",
  PasswordResetRequiredException: "passkey_refused",
  UserNotConfirmedException: "passkey_refused",
  UserNotFoundException: "passkey_refused",
} as const;

/**
 * Asks for a passkey, as an attempt that is not counted: a passkey can't be guessed. If Cognito answers with another challenge,
 * whose session could go on with a password, it is dropped and the sign-in starts again as one that counts.
 */
async function begin(name: string, client: SignInClient): Promise<AdminInitiateAuthCommandOutput> {
  const ask = (metadata: Readonly<Record<string, string>>) =>
    beginSignIn(
      client,
      { flow: "USER_AUTH", parameters: { USERNAME: name, PREFERRED_CHALLENGE: "WEB_AUTHN" }, metadata },
      REFUSALS,
    );
  const begun = await ask(await attestNoGuess(name));
  return begun.ChallengeName === "WEB_AUTHN" ? begun : ask(knownClientMetadata(client.knownClient));
}

/**
 * Starts a sign-in with a passkey: WEB_AUTHN with the input of `navigator.credentials.get()`. Accounts without a passkey and
 * unknown users get SELECT_CHALLENGE alike, so the answer does not tell whether such an account exists. An account with a
 * passkey can be told by the id of its credential, as in any sign-in that starts with a name.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export const passkey = route({
  operation: "passkey",
  summary: "Start a sign-in with a passkey",
  errors: ["passkey_refused", "invalid_parameter", "request_refused"],
  method: "POST",
  path: "/v1/auth/passkey",
  answersAlike: "always",
  counts: "credentials",
  body: PasskeySignInRequest,
  response: Challenge,
  run: async ({ body, from }) => {
    const begun = countRefusals("passkey", begin(await passwordlessName(body.email), clientOf(body, from)));
    const asked = describeAuthentication(await begun);
    if (!("challenge" in asked)) {
      throw new ApiError("internal_error", {
        cause: new Fault("Cognito gave tokens before anything was verified"),
      });
    }
    return asked;
  },
});
