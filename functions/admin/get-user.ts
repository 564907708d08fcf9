import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { UserDetail } from "../../libs/schemas/admin-users.ts";
import { loadUserDetail } from "./load-user-detail.ts";

/** One user, with groups, second factors, the last sign-in and the number of active sign-ins. */
export const getUser = route({
  operation: "getUser",
  summary: "One user, with groups, second factors and the last sign-in",
  errors: ["not_found"],
  method: "GET",
  path: "/v1/admin/users/{id}",
  scope: "api/users.read",
  callers: "users and machines",
  assurance: "recent",
  params: UserParams,
  response: UserDetail,
  run: ({ params: { id } }) => loadUserDetail(id),
});
