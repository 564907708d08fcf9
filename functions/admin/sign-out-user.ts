import { endSessions } from "./end-sessions.ts";
import { userAction } from "./user-action.ts";

/** Ends all sign-ins of an account, here and at Cognito. */
export const signOutUser = userAction({
  operation: "signOutUser",
  summary: "End all sign-ins of an account",
  action: "sign-out",
  event: "user_signed_out",
  onOwnAccount: "allowed",
  run: endSessions,
});
