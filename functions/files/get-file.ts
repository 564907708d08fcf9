import { route } from "../../libs/http/route.ts";
import { FileParams, FileResponse } from "../../libs/schemas/files.ts";
import { fileStore } from "./file-store.ts";

/** One of the caller's files, with a URL to download it from. */
export const getFile = route({
  operation: "getFile",
  summary: "One of your files, with a URL to download it from",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/files/{id}",
  scope: "api/files",
  params: FileParams,
  response: FileResponse,
  run: ({ params, principal }) => fileStore().get(principal.sub, params.id),
});
