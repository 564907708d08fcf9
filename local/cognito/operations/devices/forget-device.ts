import { operation } from "../../operation.ts";
import { forgetUserDevice } from "./user-devices.ts";

export const forgetDevice = operation("ForgetDevice", ({ DeviceKey }, context) => {
  forgetUserDevice(context, context.caller.user, DeviceKey);
  return {};
});
