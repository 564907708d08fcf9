import { route } from "../../libs/http/route.ts";
import { FileParams } from "../../libs/schemas/files.ts";
import { Nothing } from "../../libs/schemas/nothing.ts";
import { fileStore } from "./file-store.ts";

/** Deletes one of the caller's files. */
export const deleteFile = route({
  operation: "deleteFile",
  summary: "Delete one of your files",
  errors: ["not_found"],
  method: "DELETE",
  path: "/v1/files/{id}",
  scope: "api/files",
  status: 204,
  params: FileParams,
  response: Nothing,
  run: async ({ params, principal }) => {
    await fileStore().delete(principal.sub, params.id);
    return undefined;
  },
});
