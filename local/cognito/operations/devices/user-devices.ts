/** What a user does with their devices, and an administrator for them. */
import { deviceNotFound } from "../../errors/device-errors.ts";
import type { OperationContext } from "../../operation-context.ts";
import { paginate } from "../../paginate.ts";
import type { Device } from "../../state/device-repository.ts";
import type { User } from "../../state/user-repository.ts";

/** @throws ServiceError ResourceNotFoundException */
export function requireDevice(
  { devices }: Pick<OperationContext, "devices">,
  user: User,
  key: string,
): Device {
  const device = devices.find(user, key);
  if (device === null) {
    throw deviceNotFound();
  }
  return device;
}

/** @throws ServiceError InvalidParameterException: a token of another list */
export function listUserDevices(
  context: Pick<OperationContext, "devices" | "secrets">,
  user: User,
  {
    Limit,
    PaginationToken,
  }: { readonly Limit?: number | undefined; readonly PaginationToken?: string | undefined },
) {
  return paginate(context, {
    scope: ["ListDevices", user.poolId, user.sub],
    limit: Limit,
    token: PaginationToken,
    load: (limit, after: number | null) => context.devices.list(user, { limit, after }),
    positionOf: ({ sequence }) => sequence,
  });
}

/**
 * The device is a stranger again, and what was signed in for on it ends.
 * @throws ServiceError ResourceNotFoundException
 */
export function forgetUserDevice(
  context: Pick<OperationContext, "atomically" | "devices" | "refreshTokens">,
  user: User,
  key: string,
): void {
  const device = requireDevice(context, user, key);
  context.atomically(() => {
    context.devices.delete(device);
    context.refreshTokens.revokeDevice(user, key);
  });
}

/** @throws ServiceError ResourceNotFoundException */
export function setRememberedStatus(
  context: Pick<OperationContext, "devices">,
  user: User,
  {
    DeviceKey,
    DeviceRememberedStatus,
  }: {
    readonly DeviceKey: string;
    readonly DeviceRememberedStatus?: "remembered" | "not_remembered" | undefined;
  },
): void {
  const device = requireDevice(context, user, DeviceKey);
  if (DeviceRememberedStatus !== undefined) {
    context.devices.update(device, { isRemembered: DeviceRememberedStatus === "remembered" });
  }
}
