import { MODULE_PATIENCE } from "../../libs/aws/signed-request.ts";
import { checkSignInsEnded } from "../../libs/sessions/check-sign-ins-ended.ts";
import { endSignIns } from "../../libs/sessions/end-sign-ins.ts";
import { table } from "./administration.ts";
import { GONE } from "./call-on-user.ts";
import { environment } from "./environment.ts";

/**
 * Ends all sign-ins of a user, here and at Cognito; should one of the two fail, the other has ended, and the request can be
 * repeated.
 *
 * @throws ApiError `not_found`, `service_unavailable`
 */
export async function endSessions(user: { readonly sub: string; readonly username: string }): Promise<void> {
  const places = { table: table(), userPoolId: environment().USER_POOL_ID, patience: MODULE_PATIENCE };
  checkSignInsEnded(await endSignIns(user, places), GONE);
}
