import type { Device } from "../../state/device-repository.ts";
import type { Pool } from "../../state/pool-repository.ts";
import type { User } from "../../state/user-repository.ts";

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

/** A device as its user is shown it (API_DeviceType). */
export const describeOwnDevice = (device: Device) => describe(device, attributesOf(device));

/** A device as an administrator is shown it: with what begins with `dev:`. */
export function describeDevice(
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
