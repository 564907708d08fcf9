import { readDeviceSecret } from "../../domain/device.ts";
import { deviceKeyExists, deviceKeyNotIssued, deviceSecretInvalid } from "../../errors/device-errors.ts";
import { operation } from "../../operation.ts";

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html: the key is one that a
 * sign-in answered in `NewDeviceMetadata`, and the access token is of that sign-in.
 */
export const confirmDevice = operation("ConfirmDevice", (input, context) => {
  const { pool, user, claims } = context.caller;
  const { DeviceKey: key, DeviceSecretVerifierConfig: config, DeviceName: name = null } = input;
  if (context.devices.find(user, key) !== null) {
    throw deviceKeyExists();
  }
  const secret = readDeviceSecret(config?.Salt, config?.PasswordVerifier);
  if (secret === null) {
    throw deviceSecretInvalid();
  }
  const asksUser = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;
  const device =
    claims.device_key === key
      ? context.devices.confirm(user, key, { name, secret, isRemembered: !asksUser })
      : null;
  if (device === null) {
    throw deviceKeyNotIssued();
  }
  return { UserConfirmationNecessary: asksUser };
});
