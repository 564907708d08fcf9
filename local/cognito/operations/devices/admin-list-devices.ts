import { operation } from "../../operation.ts";
import { describeDevice } from "./describe-device.ts";
import { requireOwner } from "./require-owner.ts";
import { listUserDevices } from "./user-devices.ts";

export const adminListDevices = operation("AdminListDevices", (input, context) => {
  const { pool, user } = requireOwner(context, input);
  const { items, nextToken } = listUserDevices(context, user, input);
  return {
    Devices: items.map((device) => describeDevice(context, { pool, user, device })),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});
