import * as z from "zod/mini";
import document from "../../docs/api/openapi.json" with { type: "json" };
import { route } from "../../libs/http/route.ts";

/** The API's own description, as `npm run docs:api` wrote it from the routes. */
export const getOpenapi = route({
  operation: "getOpenapi",
  summary: "This description of the API, OpenAPI 3.1",
  method: "GET",
  path: "/v1/openapi.json",
  response: z.looseObject({ openapi: z.string() }),
  run: () => document,
});
