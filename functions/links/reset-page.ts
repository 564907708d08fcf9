import { HtmlResponse } from "../../libs/http/html-page.ts";
import { route } from "../../libs/http/route.ts";
import { LinkQuery } from "./link-query.ts";
import { renderLinkPage } from "./render-link-page.ts";

/** The page that sets a new password. */
export const resetPage = route({
  operation: "resetPage",
  summary: "The page that sets a new password by the link in a mail",
  method: "GET",
  path: "/v1/links/reset",
  query: LinkQuery,
  response: HtmlResponse,
  run: ({ query }) => renderLinkPage("reset", query.lang),
});
