import { HtmlResponse } from "../../libs/http/html-page.ts";
import { route } from "../../libs/http/route.ts";
import { LinkQuery } from "./link-query.ts";
import { renderLinkPage } from "./render-link-page.ts";

/**
 * The page that confirms an account when the user has chosen a password and pressed the button: a mail scanner that follows the
 * link changes nothing.
 */
export const confirmPage = route({
  operation: "confirmPage",
  summary: "The page that confirms an account by the link in a mail",
  method: "GET",
  path: "/v1/links/confirm",
  query: LinkQuery,
  response: HtmlResponse,
  run: ({ query }) => renderLinkPage("confirm", query.lang),
});
