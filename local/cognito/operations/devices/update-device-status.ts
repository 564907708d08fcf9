import { operation } from "../../operation.ts";
import { setRememberedStatus } from "./user-devices.ts";

export const updateDeviceStatus = operation("UpdateDeviceStatus", (input, context) => {
  setRememberedStatus(context, context.caller.user, input);
  return {};
});
