import { route } from "../../libs/http/route.ts";
import { FileListQuery, FileListResponse } from "../../libs/schemas/files.ts";
import { fileStore } from "./file-store.ts";

/** Own files, page by page. */
export const listFiles = route({
  operation: "listFiles",
  summary: "Own files, page by page",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/files",
  scope: "api/files",
  query: FileListQuery,
  response: FileListResponse,
  run: ({ query, principal }) => fileStore().list(principal.sub, query),
});
