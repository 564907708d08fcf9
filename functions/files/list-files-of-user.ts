import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { FilesOfUserQuery, FilesOfUserResponse } from "../../libs/schemas/files.ts";
import { withoutUndefined } from "../../libs/without-undefined.ts";
import { fileStore } from "./file-store.ts";

/**
 * What a user has stored, for administrators: names, sizes and dates, but no link to the bytes and no digest. It is a route of
 * this module because reading a name takes the right to read the file, which the role of the admin module does not have.
 */
export const listFilesOfUser = route({
  operation: "listFilesOfUser",
  summary: "The files of a user: names, sizes and dates; the first page also tells the quota",
  errors: ["invalid_cursor"],
  method: "GET",
  path: "/v1/admin/users/{id}/files",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  params: UserParams,
  query: FilesOfUserQuery,
  response: FilesOfUserResponse,
  run: async ({ params: { id }, query }) => {
    const isFirst = query.cursor === undefined;
    const [page, room] = await Promise.all([
      fileStore().list(id, query),
      isFirst ? fileStore().describeRoom(id) : undefined,
    ]);
    return {
      ...page,
      items: page.items.map(({ sha256: _, ...file }) => file),
      ...withoutUndefined({ quota: room?.quota }),
    };
  },
});
