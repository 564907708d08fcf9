import { route } from "../../libs/http/route.ts";
import { FileListQuery, FileListResponse } from "../../libs/schemas/files.ts";
import { fileStore } from "./file-store.ts";

/** Own files, page by page, the newest first. */
export const listFiles = route({
  operation: "listFiles",
  summary: "Your files, page by page, the newest first; the first page also tells quota and limits",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/files",
  scope: "api/files",
  query: FileListQuery,
  response: FileListResponse,
  run: async ({ query, principal: { sub } }) => {
    // Once for all pages: it counts every file.
    const isFirst = query.cursor === undefined;
    const [page, room] = await Promise.all([
      fileStore().list(sub, query),
      isFirst ? fileStore().describeRoom(sub) : {},
    ]);
    return { ...page, ...room };
  },
});
