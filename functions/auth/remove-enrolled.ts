import {
  AdminForgetDeviceCommand,
  AdminGetUserAuthFactorsCommand,
  AdminListDevicesCommand,
  DeleteWebAuthnCredentialCommand,
  ListWebAuthnCredentialsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { factorNames } from "../../libs/account/factor-names.ts";
import { recoveryCodes } from "../../libs/account/recovery-codes.ts";
import { attemptCognito, callCognito } from "../../libs/cognito/call-cognito.ts";
import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import type { RequestOrigin } from "../../libs/http/route.ts";
import { orUnavailable, table } from "./activity.ts";
import { beginSignIn, clientOf } from "./ask-cognito.ts";
import { environment } from "./environment.ts";
import { attestNoGuess } from "./known-client.ts";
import type { RecoverableAccount } from "./load-recoverable-account.ts";
import { removeFactors } from "./remove-factors.ts";

/**
 * Cognito's maximum page size.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html
 */
const DEVICES_PER_PAGE = 60;

interface Owner {
  readonly account: RecoverableAccount;
  /** The account's current password. */
  readonly password: string;
  /** What it means if the account is gone, or no longer in the state that it was in a moment ago. */
  readonly gone: ExceptionOverrides;
  /** Where the request came from. */
  readonly from: RequestOrigin;
}

/** Each page is read after the devices of the one before were forgotten, so it is always the first one. */
async function forgetDevices({ account: { username }, gone }: Owner): Promise<void> {
  const user = { UserPoolId: environment().USER_POOL_ID, Username: username };
  for (;;) {
    const page = await attemptCognito(
      new AdminListDevicesCommand({ ...user, Limit: DEVICES_PER_PAGE }),
      // The pool does not remember devices.
      ["InvalidUserPoolConfigurationException"],
      gone,
    );
    const { Devices = [] } = page ?? {};
    for (const { DeviceKey } of Devices) {
      await attemptCognito(
        new AdminForgetDeviceCommand({ ...user, DeviceKey }),
        ["ResourceNotFoundException"],
        gone,
      );
    }
    if (Devices.length < DEVICES_PER_PAGE) return;
  }
}

/**
 * Only the owner can remove passkeys: there is no such operation for administrators. So if there are any, this signs in to the
 * account with its new password, and the caller ends that sign-in. Second factors must be off already.
 *
 * @throws ApiError `service_unavailable` if that sign-in ends with a challenge, as in a pool that requires a factor
 */
async function removePasskeys({ account, password, gone, from }: Owner): Promise<boolean> {
  const { username } = account;
  const UserPoolId = environment().USER_POOL_ID;
  const factors = await callCognito(
    new AdminGetUserAuthFactorsCommand({ UserPoolId, Username: username }),
    gone,
  );
  if (!factors.ConfiguredUserAuthFactors?.includes("WEB_AUTHN")) return false;
  const { AuthenticationResult } = await beginSignIn(
    clientOf({}, from),
    {
      flow: "ADMIN_USER_PASSWORD_AUTH",
      parameters: { USERNAME: username, PASSWORD: password },
      // The password is known to be right, so guesses of strangers must not delay it.
      metadata: await attestNoGuess(account.verifiedEmail ?? username),
    },
    gone,
  );
  const AccessToken = AuthenticationResult?.AccessToken;
  if (AccessToken === undefined) throw new ApiError("service_unavailable");
  const { Credentials = [] } = await callCognito(
    new ListWebAuthnCredentialsCommand({ AccessToken, MaxResults: 20 }),
    gone,
  );
  for (const { CredentialId } of Credentials) {
    await attemptCognito(
      new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }),
      ["ResourceNotFoundException"],
      gone,
    );
  }
  return true;
}

/**
 * Removes what a stranger may have enrolled before the mailbox was verified: second factors, recovery codes, remembered devices
 * and passkeys.
 *
 * @returns whether it needed a sign-in, which must now be ended
 * @throws ApiError
 */
export async function removeEnrolled(owner: Owner): Promise<boolean> {
  const { account, gone } = owner;
  if (account.factors.length > 0) await removeFactors(account, gone);
  await orUnavailable(recoveryCodes(table()).remove(account.sub));
  await factorNames(table()).forgetAuthenticator(account.sub);
  await forgetDevices(owner);
  return removePasskeys(owner);
}
