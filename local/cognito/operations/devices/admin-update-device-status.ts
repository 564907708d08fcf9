import { operation } from "../../operation.ts";
import { setRememberedStatus } from "./user-devices.ts";

export const adminUpdateDeviceStatus = operation("AdminUpdateDeviceStatus", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  setRememberedStatus(context, context.users.require(pool, input.Username), input);
  return {};
});
