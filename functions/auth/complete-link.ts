import { describeAuthentication } from "../../libs/cognito/describe-authentication.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { type RequestOrigin, route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { challengeIdOf } from "../../libs/otp/sign-in-link.ts";
import { LinkCompletion, SignedInResponse, type TokensAnswer, TokensQuery } from "../../libs/schemas/auth.ts";
import { type PendingLink, pendingLinkStore } from "../../libs/sign-in-links/pending-link-store.ts";
import { countRefusals, orUnavailable, table } from "./activity.ts";
import { clientOf, respondToChallenge, type SignInClient } from "./ask-cognito.ts";
import { checkLinksAreOn, readLinkBrowser } from "./link-cookie.ts";
import { checkOrigin } from "./refresh-cookie.ts";
import { replySignedIn } from "./reply-with-tokens.ts";
import { passwordlessName } from "./sign-in-name.ts";

/** A link that was used, is late, or whose user may not sign in any more: the answer does not tell which. */
const REFUSALS = {
  NotAuthorizedException: "link_expired",
  PasswordResetRequiredException: "link_expired",
  UserNotConfirmedException: "link_expired",
  UserNotFoundException: "link_expired",
} as const;

interface OwnLink extends PendingLink {
  readonly browser: string;
  readonly linkId: string;
  readonly token: string;
}

/** @throws ApiError `link_of_another_browser` */
async function findOwn(token: string, from: RequestOrigin): Promise<OwnLink> {
  const [browser, linkId] = [readLinkBrowser(from), challengeIdOf(token)];
  if (browser === undefined || linkId === undefined) throw new ApiError("link_of_another_browser");
  const pending = await orUnavailable(pendingLinkStore(table()).find(browser, linkId, Date.now()));
  if (pending === undefined) throw new ApiError("link_of_another_browser");
  return { ...pending, browser, linkId, token };
}

/**
 * Answers the sign-in's challenge with the token. A changed token costs a try; the sign-in then has another session, which is
 * kept for the right token.
 *
 * @throws ApiError `link_expired`
 */
async function answerWith(link: OwnLink, client: SignInClient): Promise<TokensAnswer> {
  const { email, session, browser, linkId, token } = link;
  const name = await passwordlessName(email);
  const next = describeAuthentication(
    await respondToChallenge(
      client,
      { challenge: "CUSTOM_CHALLENGE", session, responses: { USERNAME: name, ANSWER: token } },
      REFUSALS,
    ),
  );
  if ("tokens" in next) return next;
  if (next.challenge !== "CUSTOM_CHALLENGE") {
    throw new ApiError("internal_error", { cause: new Fault("Cognito asked for more than the link") });
  }
  const pending = { email, session: next.session };
  await orUnavailable(pendingLinkStore(table()).keep(browser, linkId, pending, Date.now()));
  throw new ApiError("link_expired");
}

/**
 * Signs in with a link's token, in the browser that asked for the link. Only a page of an allowed origin may post it, so that no
 * other page can sign its visitors in.
 */
export const completeLink = route({
  operation: "completeLink",
  summary: "Sign in with the token of a link, in the browser that asked for it",
  errors: [
    "link_expired",
    "link_of_another_browser",
    "origin_not_allowed",
    "invalid_parameter",
    "request_refused",
  ],
  method: "POST",
  path: "/v1/auth/link/complete",
  answersAlike: { unless: "tokens" },
  counts: "credentials",
  query: TokensQuery,
  body: LinkCompletion,
  response: SignedInResponse,
  run: async ({ query, body: { token, ...fields }, from }) => {
    checkLinksAreOn();
    checkOrigin(from);
    const link = await countRefusals("link", findOwn(token, from));
    const body = { ...fields, email: link.email, challenge: "CUSTOM_CHALLENGE", answer: token } as const;
    const client = clientOf(body, from);
    const tokens = await countRefusals("link", answerWith(link, client));
    return replySignedIn({ query, body, from }, tokens, client);
  },
});
