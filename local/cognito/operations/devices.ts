/** Remembered devices, for users and for administrators. */

import { paginate } from "../../protocol/paginate.ts";
import { invalidParameter, ServiceError } from "../../protocol/service-error.ts";
import { readDeviceSecret } from "../domain/device.ts";
import { deviceNotFound } from "../errors/sign-in-errors.ts";
import { operation } from "../operation.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Device } from "../state/device-repository.ts";
import type { Pool } from "../state/pool-repository.ts";
import type { User } from "../state/user-repository.ts";

const deviceKeyExists = (): ServiceError =>
  new ServiceError("DeviceKeyExistsException", "Device already exists.");

const deviceKeyNotIssued = (): ServiceError => invalidParameter("Invalid device key given.");

const deviceSecretInvalid = (): ServiceError => invalidParameter("Invalid device secret verifier config.");

const ownerNotFound = (): ServiceError =>
  new ServiceError("ResourceNotFoundException", "User does not exist.");

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html: the key is one that a
 * sign-in answered in `NewDeviceMetadata`, and the access token is of that sign-in.
 */
export const confirmDevice = operation("ConfirmDevice", (input, context) => {
  const { pool, user, claims } = context.caller;
  const { DeviceKey: key, DeviceSecretVerifierConfig: config, DeviceName: name = null } = input;
  if (context.devices.find(user, key) !== null) throw deviceKeyExists();
  const secret = readDeviceSecret(config?.Salt, config?.PasswordVerifier);
  if (secret === null) throw deviceSecretInvalid();
  const asksUser = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;
  const device =
    claims.device_key === key
      ? context.devices.confirm(user, key, { name, secret, isRemembered: !asksUser })
      : null;
  if (device === null) throw deviceKeyNotIssued();
  return { UserConfirmationNecessary: asksUser };
});

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

const attributesOf = ({ name }: Device): readonly Attribute[] => [
  { Name: "device_status", Value: "valid" },
  ...(name === null ? [] : [{ Name: "device_name", Value: name }]),
  // The local cloud listens on loopback alone.
  { Name: "last_ip_used", Value: "127.0.0.1" },
];

const describe = (device: Device, attributes: readonly Attribute[]) => ({
  DeviceKey: device.key,
  DeviceAttributes: attributes,
  DeviceCreateDate: new Date(device.createdAt),
  DeviceLastModifiedDate: new Date(device.modifiedAt),
  DeviceLastAuthenticatedDate: new Date(device.authenticatedAt),
});

/** A device as its user sees it (API_DeviceType). */
const describeOwnDevice = (device: Device) => describe(device, attributesOf(device));

/** A device as an administrator sees it: with the attributes that begin with `dev:`. */
function describeDevice(
  { accountId }: { readonly accountId: string },
  { pool, user, device }: { readonly pool: Pool; readonly user: User; readonly device: Device },
) {
  const owner = `${user.username}.${pool.id}`;
  return describe(device, [
    ...attributesOf(device),
    {
      Name: "dev:device_arn",
      Value: `arn:aws:cognito-idp:${pool.region}:${accountId}:owner/${owner}/device/${device.key}`,
    },
    { Name: "dev:device_owner", Value: owner },
    { Name: "dev:device_remembered_status", Value: device.isRemembered ? "remembered" : "not_remembered" },
  ]);
}

/** @throws ServiceError ResourceNotFoundException */
function requireDevice({ devices }: Pick<OperationContext, "devices">, user: User, key: string): Device {
  const device = devices.find(user, key);
  if (device === null) throw deviceNotFound();
  return device;
}

/** @throws ServiceError InvalidParameterException: a token of another list */
function listUserDevices(
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
 * Forgets the device, and ends the sign-ins on it.
 * @throws ServiceError ResourceNotFoundException
 */
function forgetUserDevice(
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
function setRememberedStatus(
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

export const getDevice = operation("GetDevice", ({ DeviceKey }, context) => ({
  Device: describeOwnDevice(requireDevice(context, context.caller.user, DeviceKey)),
}));

export const listDevices = operation("ListDevices", (input, context) => {
  const { items, nextToken } = listUserDevices(context, context.caller.user, input);
  return {
    Devices: items.map(describeOwnDevice),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});

export const updateDeviceStatus = operation("UpdateDeviceStatus", (input, context) => {
  setRememberedStatus(context, context.caller.user, input);
  return {};
});

export const forgetDevice = operation("ForgetDevice", ({ DeviceKey }, context) => {
  forgetUserDevice(context, context.caller.user, DeviceKey);
  return {};
});

/**
 * Whose devices AdminGetDevice and AdminListDevices show. Neither lists UserNotFoundException among its errors.
 * @throws ServiceError ResourceNotFoundException
 */
function requireOwner(
  { pools, users }: Pick<OperationContext, "pools" | "users">,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
): { readonly pool: Pool; readonly user: User } {
  const pool = pools.require(UserPoolId);
  const user = users.find(pool, Username);
  if (user === null) throw ownerNotFound();
  return { pool, user };
}

export const adminGetDevice = operation("AdminGetDevice", (input, context) => {
  const { pool, user } = requireOwner(context, input);
  const device = requireDevice(context, user, input.DeviceKey);
  return { Device: describeDevice(context, { pool, user, device }) };
});

export const adminListDevices = operation("AdminListDevices", (input, context) => {
  const { pool, user } = requireOwner(context, input);
  const { items, nextToken } = listUserDevices(context, user, input);
  return {
    Devices: items.map((device) => describeDevice(context, { pool, user, device })),
    ...(nextToken !== undefined && { PaginationToken: nextToken }),
  };
});

export const adminUpdateDeviceStatus = operation("AdminUpdateDeviceStatus", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  setRememberedStatus(context, context.users.require(pool, input.Username), input);
  return {};
});

export const adminForgetDevice = operation("AdminForgetDevice", (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  forgetUserDevice(context, context.users.require(pool, input.Username), input.DeviceKey);
  return {};
});
