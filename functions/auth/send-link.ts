import { ApiError } from "../../libs/http/api-error.ts";
import { Reply, route } from "../../libs/http/route.ts";
import { Fault } from "../../libs/observability/describe-cause.ts";
import { LinkRequest, LinkResponse, TokensQuery } from "../../libs/schemas/auth.ts";
import { pendingLinkStore } from "../../libs/sign-in-links/pending-link-store.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { orUnavailable, table } from "./activity.ts";
import { BEGIN_ERRORS, beginWithoutPassword } from "./begin-without-password.ts";
import { checkLinksAreOn, linkBrowserOf, renderLinkCookie } from "./link-cookie.ts";
import { checkOrigin } from "./refresh-cookie.ts";
import { deliveryTo, secondsToNextOtp } from "./sent-code.ts";

/**
 * Mails a link to sign in with, if there is an account that may have one; the answer does not tell. The link only works in the
 * browser that asked, which gets a cookie (`tokens=cookie`), or in the app that asked, which gets the session of the challenge.
 */
export const sendLink = route({
  operation: "sendLink",
  summary: "Mail a link to sign in with, for the browser or app that asks",
  errors: [...BEGIN_ERRORS, "origin_not_allowed"],
  method: "POST",
  path: "/v1/auth/link",
  answersAlike: "always",
  counts: "mail",
  query: TokensQuery,
  body: LinkRequest,
  response: LinkResponse,
  run: async ({ query, body: { email, deviceData }, from }) => {
    checkLinksAreOn();
    if (query.tokens === "cookie") checkOrigin(from);
    const { origin } = from;
    const asked = await beginWithoutPassword(
      { email, channel: "link", metadata: withoutUndefined({ origin }) },
      { from, deviceData, knownClient: undefined },
    );
    const { session, parameters } = asked;
    if (parameters.challenge !== "SIGN_IN_LINK") {
      throw new ApiError("internal_error", {
        cause: new Fault("the triggers asked for something other than a link"),
      });
    }
    const sent = { delivery: deliveryTo(email), resendAfter: await secondsToNextOtp(email, from) };
    if (query.tokens === "body") return { ...asked, parameters, ...sent };
    const { linkId, expiresAt } = parameters;
    const browser = linkBrowserOf(from);
    await orUnavailable(pendingLinkStore(table()).keep(browser, linkId, { email, session }, Date.now()));
    return new Reply({ ...sent, expiresAt }, { cookies: [renderLinkCookie(browser)] });
  },
});
