import type { SessionPlaces } from "../../libs/sessions/user-sessions.ts";
import { table } from "./administration.ts";
import { USER_GONE } from "./call-on-user.ts";
import { environment } from "./environment.ts";

/** Where the sign-ins of this module's users are kept. */
export const sessionPlaces = (): SessionPlaces => ({
  table: table(),
  userPoolId: environment().USER_POOL_ID,
  isTracked: environment().SESSION_TRACKING,
  overrides: USER_GONE,
});
