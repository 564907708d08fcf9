import {
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { authenticatorOf } from "../clients/authenticator-app.ts";
import { OTP_PASSWORD, type OtpApp } from "./otp-app.ts";

/** Signs in with the password and sets up an authenticator app. Its codes are new a minute later. */
export async function turnOnAuthenticator({ cloud, admin, clientId, advance }: OtpApp, username: string) {
  const { AuthenticationResult } = await admin.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: username, PASSWORD: OTP_PASSWORD },
    }),
  );
  const AccessToken = AuthenticationResult?.AccessToken;
  const { SecretCode = "" } = await admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const phone = authenticatorOf(SecretCode, () => cloud.clock.now());
  await admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: phone.code() }));
  await admin.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
  advance(60_000);
  return phone;
}

/** From now on text messages to this number are the user's second factor. */
export async function turnOnTextMessages({ admin, poolId }: OtpApp, Username: string, number: string) {
  const user = { UserPoolId: poolId, Username };
  await admin.send(
    new AdminUpdateUserAttributesCommand({
      ...user,
      UserAttributes: [
        { Name: "phone_number", Value: number },
        { Name: "phone_number_verified", Value: "true" },
      ],
    }),
  );
  await admin.send(
    new AdminSetUserMFAPreferenceCommand({
      ...user,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
}
