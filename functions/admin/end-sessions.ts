import { endEverySignIn } from "../../libs/sessions/end-every-sign-in.ts";
import { sessionPlaces } from "./session-places.ts";

/** {@link endEverySignIn}, in this module's pool. @throws ApiError `not_found`, `service_unavailable` */
export async function endSessions(user: { readonly sub: string; readonly username: string }): Promise<void> {
  await endEverySignIn(user, sessionPlaces());
}
