import document from "../../docs/api/openapi.json" with { type: "json" };
import { type HtmlPage, HtmlResponse } from "../../libs/http/html-page.ts";
import { route } from "../../libs/http/route.ts";
import { dereferenced } from "./reference/dereferenced.ts";
import { renderReference } from "./reference/render-reference.ts";

let page: Promise<HtmlPage> | undefined;

/** The API reference for people, from the same document as {@link getOpenapi}. Rendered once per process. */
export const getDocs = route({
  operation: "getDocs",
  summary: "This description of the API as a page",
  method: "GET",
  path: "/v1/docs",
  response: HtmlResponse,
  run: () => {
    page ??= renderReference(dereferenced(document));
    return page;
  },
});
