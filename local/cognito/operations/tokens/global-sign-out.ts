import { operation } from "../../operation.ts";
import { signOutEverywhere } from "../../sign-in/sign-out-everywhere.ts";

export const globalSignOut = operation("GlobalSignOut", (_input, context) => {
  signOutEverywhere(context, context.caller);
  return {};
});
