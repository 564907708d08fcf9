import {
  type CountedMethod,
  countQuietly,
  methodCounter,
  SECOND_FACTOR_COUNTER,
} from "../../libs/activity/sign-in-counters.ts";
import { Reply, type RequestOrigin } from "../../libs/http/route.ts";
import { readLinkToken } from "../../libs/otp/sign-in-link.ts";
import type { SignInAnswer, TokensAnswer } from "../../libs/schemas/auth.ts";
import type { ChallengeAnswer } from "../../libs/schemas/challenges.ts";
import { table } from "./activity.ts";
import { clientOf, type SignInClient } from "./ask-cognito.ts";
import { environment } from "./environment.ts";
import { rememberClient, renderKnownClientCookie } from "./known-client.ts";
import { tokensForOrganization } from "./new-tokens.ts";
import { checkOrigin, renderRefreshCookie } from "./refresh-cookie.ts";
import { pauseSeconds } from "./sent-code.ts";
import { signInOf } from "./token-claims.ts";

/** Where a refresh token goes. */
export type TokenMode = "body" | "cookie";

/** Challenges that complete a sign-in without a password. */
const WITHOUT_PASSWORD: Partial<Readonly<Record<ChallengeAnswer["challenge"], CountedMethod>>> = {
  WEB_AUTHN: "passkey",
  CUSTOM_CHALLENGE: "code",
  SMS_OTP: "code",
};

const SECOND_FACTORS: readonly (ChallengeAnswer["challenge"] | undefined)[] = [
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "MFA_SETUP",
];

/** The method that a sign-in is counted as, by its last step. Links and codes answer the same challenge. */
function countersOf({ challenge, answer }: SignInRequest["body"]): string[] {
  const isLink = challenge === "CUSTOM_CHALLENGE" && readLinkToken(answer ?? "") !== undefined;
  const method = isLink ? "link" : ((challenge && WITHOUT_PASSWORD[challenge]) ?? "password");
  return [methodCounter(method), ...(SECOND_FACTORS.includes(challenge) ? [SECOND_FACTOR_COUNTER] : [])];
}

/** Challenges for which Cognito has sent a code. A new code needs a new sign-in. */
const SENT_CHALLENGES: readonly string[] = ["SMS_MFA", "EMAIL_OTP", "SMS_OTP"];

const DAY_SECONDS = 24 * 60 * 60;

/**
 * The answer with the refresh token in a cookie instead. The cookie lasts as long as the token, which rotation does not extend.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function replyWithCookie(
  { tokens: { refreshToken, ...tokens } }: TokensAnswer,
  ...others: readonly string[]
) {
  const endsAt = signInOf(tokens.accessToken).authTime + environment().REFRESH_TOKEN_DAYS * DAY_SECONDS;
  const cookie = renderRefreshCookie(refreshToken, endsAt - Date.now() / 1000);
  return new Reply({ tokens }, { cookies: [cookie, ...others] });
}

interface SignInRequest {
  readonly query: { readonly tokens: TokenMode };
  readonly body: {
    readonly email: string;
    /** The answered challenge; missing if a password started and completed the sign-in. */
    readonly challenge?: ChallengeAnswer["challenge"];
    /** The code, or the token of a link, that answered a challenge of ours. */
    readonly answer?: string | undefined;
    readonly knownClient?: string | undefined;
    readonly deviceData?: string | undefined;
    /** The organization that the tokens are asked for. */
    readonly organization?: string | undefined;
  };
  readonly from: RequestOrigin;
}

/**
 * Answers a step of a sign-in as requested: with all tokens in the body, or with those that scripts must not read in cookies.
 * With the tokens the client becomes known.
 *
 * @param step does not start if the cookie may not be set: its tokens would be lost
 * @throws ApiError `origin_not_allowed`, whatever the step throws
 */
export async function answerSignIn(
  { query: { tokens: mode }, body, from }: SignInRequest,
  step: (client: SignInClient) => Promise<SignInAnswer>,
) {
  if (mode === "cookie") checkOrigin(from);
  const client = clientOf(body, from);
  const next = await step(client);
  if (!("tokens" in next)) {
    if (!SENT_CHALLENGES.includes(next.challenge)) return next;
    return { ...next, resendAfter: pauseSeconds() };
  }
  return replySignedIn({ query: { tokens: mode }, body, from }, next, client);
}

/** Answers the last step of a sign-in: with the tokens, and the client becomes known. */
export async function replySignedIn(
  { query: { tokens: mode }, body }: SignInRequest,
  issued: TokensAnswer,
  client: SignInClient,
) {
  const answer = await tokensForOrganization(issued, body.organization);
  const [known] = await Promise.all([
    rememberClient(answer, body.email, client.knownClient),
    countQuietly(table(), countersOf(body)),
  ]);
  if (mode === "cookie") {
    return replyWithCookie(answer, ...(known === undefined ? [] : [renderKnownClientCookie(known)]));
  }
  return known === undefined ? answer : { ...answer, knownClient: known };
}
