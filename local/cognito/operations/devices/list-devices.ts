import { operation } from "../../operation.ts";
import { describeOwnDevice } from "./describe-device.ts";
import { listUserDevices } from "./user-devices.ts";

export const listDevices = operation("ListDevices", (input, context) => {
  const { items, nextToken } = listUserDevices(context, context.caller.user, input);
  return {
    Devices: items.map(describeOwnDevice),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});
