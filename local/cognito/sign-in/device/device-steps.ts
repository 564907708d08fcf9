/**
 * The device that a user signs in on: its own password is checked after the user's, and a remembered one stands in for the
 * second factor (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html).
 */
import { reaches } from "../../domain/authentication-level.ts";
import { deviceIdentity } from "../../domain/device.ts";
import { decideFactor } from "../../domain/second-factor.ts";
import { isProof } from "../../domain/srp.ts";
import { credentialsWrong, sessionInvalid } from "../../errors/sign-in-errors.ts";
import type { Device } from "../../state/device-repository.ts";
import { openSession, resumeSignIn } from "../challenge-session.ts";
import { poolFactors, userFactors } from "../mfa/user-factors.ts";
import {
  type AuthenticatedSignIn,
  answer,
  next,
  onceAuthenticated,
  type Progress,
  type SignIn,
} from "../sign-in.ts";
import { openSrpChallenge, takeSrpResponse } from "../srp-challenge.ts";
import { checkDeviceKey } from "./check-device-key.ts";

const DEVICE_SRP_AUTH = "DEVICE_SRP_AUTH";
const DEVICE_PASSWORD_VERIFIER = "DEVICE_PASSWORD_VERIFIER";

/** @throws ServiceError ResourceNotFoundException */
const claimedDevice = ({ context, user, memory }: SignIn): Device | null =>
  checkDeviceKey(context, user, memory.deviceKey);

/** The session names the device: one device's challenge must not be answered by another. */
function challengeDevice(signIn: SignIn, { key }: Device): Progress {
  return answer({
    ChallengeName: DEVICE_SRP_AUTH,
    Session: openSession(signIn, { step: DEVICE_SRP_AUTH, state: { deviceKey: key } }),
    ChallengeParameters: {},
  });
}

/** A device stands in for text messages and authenticator apps, not for e-mail (API_DeviceConfigurationType). */
function replacesFactor({ context, pool, user }: AuthenticatedSignIn): boolean {
  const decision = decideFactor(poolFactors(pool), userFactors(context, user));
  switch (decision.kind) {
    case "ask":
      return decision.factor !== "EMAIL_OTP";
    case "select":
      return !decision.factors.includes("EMAIL_OTP");
    default:
      return false;
  }
}

/**
 * Before a second factor is asked for: a remembered device will do instead, where the pool says so
 * (`ChallengeRequiredOnNewDevice`). Not in a custom sign-in, which has its functions to ask before a device may end it.
 *
 * @throws ServiceError ResourceNotFoundException
 */
export const trustRememberedDevice = onceAuthenticated((signIn) => {
  const { completed, flow, target } = signIn.memory;
  if (flow === "CUSTOM_AUTH") return next(signIn);
  // A device is not one of the factors that satisfy a level.
  if (target !== null && !reaches(completed, target)) return next(signIn);
  const device = claimedDevice(signIn);
  const isTrusted = signIn.pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true;
  return device?.isRemembered && isTrusted && replacesFactor(signIn)
    ? challengeDevice(signIn, device)
    : next(signIn);
});

/**
 * After the user is authenticated: a device that is named must authenticate too, remembered or not.
 * @throws ServiceError ResourceNotFoundException
 */
export const authenticateDevice = onceAuthenticated((signIn) => {
  const device = claimedDevice(signIn);
  return device === null ? next(signIn) : challengeDevice(signIn, device);
});

/**
 * Takes the response to DEVICE_SRP_AUTH.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, ResourceNotFoundException
 */
export function startDeviceSrp(signIn: SignIn): Progress {
  const { signIn: resumed, state } = resumeSignIn(signIn, { step: DEVICE_SRP_AUTH });
  const device = requireDevice(resumed, state.deviceKey);
  return openSrpChallenge(resumed, {
    name: DEVICE_PASSWORD_VERIFIER,
    identity: deviceIdentity(device),
    kept: device.secret,
    parameters: { USERNAME: resumed.user?.username ?? resumed.username, DEVICE_KEY: device.key },
  });
}

/**
 * Takes the response to DEVICE_PASSWORD_VERIFIER.
 * @throws ServiceError NotAuthorizedException, InvalidParameterException, ResourceNotFoundException
 */
export function checkDeviceProof(signIn: SignIn): Progress {
  const { signIn: resumed, challenged, exchange, claim } = takeSrpResponse(signIn, DEVICE_PASSWORD_VERIFIER);
  const device = requireDevice(resumed, challenged);
  if (!isProof(deviceIdentity(device), exchange, device.secret, claim)) throw credentialsWrong();
  resumed.context.devices.touch(device);
  return next({ ...resumed, device, tokenSource: "TokenGeneration_AuthenticateDevice" });
}

/** @throws ServiceError NotAuthorizedException: another device; ResourceNotFoundException: forgotten since the challenge */
function requireDevice(signIn: SignIn, challenged: string): Device {
  const device = claimedDevice(signIn);
  if (device === null || device.key !== challenged) throw sessionInvalid();
  return device;
}
