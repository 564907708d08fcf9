import { endEverySignIn } from "../../libs/sessions/end-every-sign-in.ts";
import { table } from "./administration.ts";
import { USER_GONE } from "./call-on-user.ts";
import { environment } from "./environment.ts";

/** {@link endEverySignIn}, in this module's pool. @throws ApiError `not_found`, `service_unavailable` */
export async function endSessions(user: { readonly sub: string; readonly username: string }): Promise<void> {
  const userPoolId = environment().USER_POOL_ID;
  await endEverySignIn(user, { table: table(), userPoolId, overrides: USER_GONE });
}
