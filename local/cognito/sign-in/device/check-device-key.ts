import { deviceNotFound } from "../../errors/sign-in-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import type { Device } from "../../state/device-repository.ts";
import type { User } from "../../state/user-repository.ts";

/**
 * The device that a client names with `DEVICE_KEY`; `null` if it names none.
 * @throws ServiceError ResourceNotFoundException: the user does not have this device, or is unknown
 */
export function checkDeviceKey(
  { devices }: Pick<OperationContext, "devices">,
  user: User | null,
  key: string | null | undefined,
): Device | null {
  if (key === null || key === undefined) return null;
  const device = user === null ? null : devices.find(user, key);
  if (device === null) throw deviceNotFound();
  return device;
}
