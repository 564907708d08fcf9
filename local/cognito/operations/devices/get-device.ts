import { operation } from "../../operation.ts";
import { describeOwnDevice } from "./describe-device.ts";
import { requireDevice } from "./user-devices.ts";

export const getDevice = operation("GetDevice", ({ DeviceKey }, context) => ({
  Device: describeOwnDevice(requireDevice(context, context.caller.user, DeviceKey)),
}));
