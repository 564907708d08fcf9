import {
  type AuthFactorType,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  type WebAuthnConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoApp, startCognitoApp } from "./cognito-app.ts";
import type { ClientSettings, PoolSettings } from "./cognito-pool.ts";

/** An app whose users begin as they like: with a password, a code, a passkey of `localhost`. */
export async function startPasswordlessApp(
  passkeys: WebAuthnConfigurationType = { RelyingPartyId: "localhost", UserVerification: "required" },
  {
    factors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"],
    pool = {},
    client = {},
  }: {
    readonly factors?: AuthFactorType[];
    readonly pool?: PoolSettings;
    readonly client?: ClientSettings;
  } = {},
): Promise<CognitoApp> {
  const app = await startCognitoApp({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } }, ...pool },
    client: {
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      ...client,
    },
  });
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: app.poolId, WebAuthnConfiguration: passkeys }),
  );
  return app;
}

/** Begins a sign-in in which the user chooses the first factor. */
export const beginChoice = (app: CognitoApp, USERNAME: string, more: Readonly<Record<string, string>> = {}) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME, ...more },
    }),
  );
