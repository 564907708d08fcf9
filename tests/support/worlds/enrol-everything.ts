import {
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CompleteWebAuthnRegistrationCommand,
  ConfirmDeviceCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { authenticatorOf } from "../clients/authenticator-app.ts";
import { createSoftwareAuthenticator } from "../clients/software-authenticator.ts";
import type { World } from "./world.ts";

/** Enrols everything that an account can have in a pool: a passkey for localhost, an app as second factor, and the sign-in's device. */
export async function enrolEverything(
  { admin, cloud }: World,
  { AccessToken, NewDeviceMetadata }: AuthenticationResultType = {},
): Promise<void> {
  const { CredentialCreationOptions } = await admin.send(
    new StartWebAuthnRegistrationCommand({ AccessToken }),
  );
  const { challenge } = CredentialCreationOptions as { challenge: string };
  const page = { rpId: "localhost", origin: "http://localhost:5173" };
  const Credential = createSoftwareAuthenticator().create({ ...page, challenge });
  await admin.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as never }));
  const { SecretCode = "" } = await admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = authenticatorOf(SecretCode, () => cloud.clock.now()).code();
  await admin.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  await admin.send(
    new SetUserMFAPreferenceCommand({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
  await admin.send(
    new ConfirmDeviceCommand({
      AccessToken,
      DeviceKey: NewDeviceMetadata?.DeviceKey,
      DeviceSecretVerifierConfig: { PasswordVerifier: "dmVyaWZpZXI=", Salt: "c2FsdA==" },
    }),
  );
}
