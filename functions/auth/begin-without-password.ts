import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import type { Challenge } from "../../libs/schemas/asked-challenges.ts";
import { beginSignIn, respondToChallenge, type SignInClient } from "./ask-cognito.ts";
import { attestNoGuess } from "./known-client.ts";
import { passwordlessName } from "./sign-in-name.ts";

type CustomChallenge = Extract<Challenge, { readonly challenge: "CUSTOM_CHALLENGE" }>;

/** Nothing is verified yet, so the state of an account must not be disclosed. */
const REFUSALS = {
  MFAMethodNotFoundException: "session_expired",
  NotAuthorizedException: "session_expired",
  PasswordResetRequiredException: "session_expired",
  UserNotConfirmedException: "session_expired",
  UserNotFoundException: "session_expired",
} as const;

/** The errors of a route that starts such a sign-in. */
export const BEGIN_ERRORS = ["request_refused", "session_expired", "invalid_parameter"] as const;

interface Wish {
  readonly email: string;
  readonly channel: "email" | "sms" | "link";
  /** Passed to the trigger that sends. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Starts a sign-in by code or link, and has it sent if there is an account that may have one; the challenge does not tell.
 *
 * @throws ApiError one of {@link BEGIN_ERRORS}
 */
export async function beginWithoutPassword(
  { email, channel, metadata }: Wish,
  client: SignInClient,
): Promise<CustomChallenge> {
  const name = await passwordlessName(email);
  const begun = await beginSignIn(
    client,
    {
      flow: "CUSTOM_AUTH",
      // Without SRP_A no password can follow. Codes and links have limits of their own.
      parameters: { USERNAME: name },
      metadata: await attestNoGuess(name),
    },
    REFUSALS,
  );
  const asked = describeAuthentication(
    await respondToChallenge(
      client,
      {
        challenge: "CUSTOM_CHALLENGE",
        session: begun.Session,
        responses: { USERNAME: name, ANSWER: JSON.stringify({ channel }) },
        metadata,
      },
      REFUSALS,
    ),
  );
  if ("challenge" in asked && asked.challenge === "CUSTOM_CHALLENGE") return asked;
  throw new ApiError("internal_error", {
    cause: new Fault("Cognito asked for something other than a code or link"),
  });
}
