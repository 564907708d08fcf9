import { operation } from "../../operation.ts";
import { forgetUserDevice } from "./user-devices.ts";

export const adminForgetDevice = operation("AdminForgetDevice", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  forgetUserDevice(context, context.users.require(pool, input.Username), input.DeviceKey);
  return {};
});
