import { ResendConfirmationCodeCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attemptCognito } from "../../libs/cognito/call-cognito.ts";
import { ACCOUNT_DEPENDENT } from "../../libs/cognito/exception-codes.ts";
import { attributesOf } from "../../libs/cognito/profile-attributes.ts";
import { randomPassword } from "../../libs/cognito/random-password.ts";
import { route } from "../../libs/http/route.ts";
import { SignUpRequest, SignUpResponse } from "../../libs/schemas/auth.ts";
import { environment } from "./environment.ts";
import { signUpMetadata, takeMailTo } from "./mail-allowance.ts";
import { sentTo } from "./sent-code.ts";

/**
 * Creates an account. The answer for an address that has an account is the same: only the mailbox learns the difference, and no
 * id is disclosed. An account that was never confirmed gets a new code, since its owner may be asking again.
 *
 * There is no password yet: anyone can sign up with any address. The user who confirms chooses it. Until then the account has a
 * random one, because Cognito requires one.
 */
export const signUp = route({
  operation: "signUp",
  summary: "Create an account; the answer is the same for an address that has one",
  errors: ["invalid_parameter", "request_refused"],
  method: "POST",
  path: "/v1/auth/sign-up",
  answersAlike: "always",
  counts: "mail",
  status: 201,
  body: SignUpRequest,
  response: SignUpResponse,
  run: async ({ body: { email, profile = {} } }) => {
    const client = { ClientId: environment().USER_POOL_CLIENT_ID, Username: email };
    const sent = sentTo(email);
    // The mailbox has used up its mails for this hour: no account, no mail, and the usual answer.
    if (!(await takeMailTo("confirm", email))) return { confirmed: false, ...sent };
    const created = await attemptCognito(
      new SignUpCommand({
        ...client,
        Password: randomPassword(),
        UserAttributes: [{ Name: "email", Value: email }, ...attributesOf(profile)],
        ClientMetadata: await signUpMetadata(email),
      }),
      // A failed delivery is ignored too: it happens only if there is no account yet, so the error would tell.
      ["UsernameExistsException", "CodeDeliveryFailureException", "LimitExceededException"],
      // The pool lets only administrators create accounts.
      { NotAuthorizedException: "request_refused" },
    );
    if (created === undefined) {
      await attemptCognito(new ResendConfirmationCodeCommand(client), ACCOUNT_DEPENDENT);
    }
    return {
      confirmed: created?.UserConfirmed ?? false,
      ...sent,
    };
  },
});
