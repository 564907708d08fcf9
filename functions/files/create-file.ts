import { route } from "../../libs/http/route.ts";
import { FileCreateRequest, FileCreateResponse } from "../../libs/schemas/files.ts";
import { fileStore } from "./file-store.ts";

/** Names a new file and signs its upload; the file is there once it is uploaded. */
export const createFile = route({
  operation: "createFile",
  summary: "Name a new file and get a form to upload it with",
  errors: ["file_too_large", "file_type_not_allowed", "quota_exceeded"],
  method: "POST",
  path: "/v1/files",
  scope: "api/files",
  status: 201,
  body: FileCreateRequest,
  response: FileCreateResponse,
  run: ({ body, principal }) => fileStore().create(principal.sub, body),
});
