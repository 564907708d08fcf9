import type { OperationTable } from "../../operation-table.ts";
import { adminForgetDevice } from "./admin-forget-device.ts";
import { adminGetDevice } from "./admin-get-device.ts";
import { adminListDevices } from "./admin-list-devices.ts";
import { adminUpdateDeviceStatus } from "./admin-update-device-status.ts";
import { confirmDevice } from "./confirm-device.ts";
import { forgetDevice } from "./forget-device.ts";
import { getDevice } from "./get-device.ts";
import { listDevices } from "./list-devices.ts";
import { updateDeviceStatus } from "./update-device-status.ts";

export const deviceOperations = {
  ConfirmDevice: { access: "token", operation: confirmDevice },
  GetDevice: { access: "token", operation: getDevice },
  ListDevices: { access: "token", operation: listDevices },
  UpdateDeviceStatus: { access: "token", operation: updateDeviceStatus },
  ForgetDevice: { access: "token", operation: forgetDevice },
  AdminGetDevice: { access: "iam", operation: adminGetDevice },
  AdminListDevices: { access: "iam", operation: adminListDevices },
  AdminUpdateDeviceStatus: { access: "iam", operation: adminUpdateDeviceStatus },
  AdminForgetDevice: { access: "iam", operation: adminForgetDevice },
} satisfies OperationTable;
