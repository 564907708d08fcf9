import { operation } from "../../operation.ts";
import { describeDevice } from "./describe-device.ts";
import { requireOwner } from "./require-owner.ts";
import { requireDevice } from "./user-devices.ts";

export const adminGetDevice = operation("AdminGetDevice", (input, context) => {
  const { pool, user } = requireOwner(context, input);
  const device = requireDevice(context, user, input.DeviceKey);
  return { Device: describeDevice(context, { pool, user, device }) };
});
