import {
  AdminInitiateAuthCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  type WebAuthnConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type CognitoApp, signUpConfirmed, tokensOf } from "./cognito-app.ts";
import type { ClientSettings, PoolSettings } from "./cognito-pool.ts";
import { ADA, OWN_SENDER, on, prefer, SMS_CONFIGURATION, setUpTotp } from "./mfa-app.ts";
import { startPasswordlessApp } from "./passwordless-app.ts";

/** The default name of a level. */
export const loa = (level: number): string => `urn:cognito:loa:${level}`;

/** An app whose users may have every first and second factor, and Ada in it with her password. */
export async function startStepUpApp({
  pool = {},
  client = {},
}: {
  readonly pool?: PoolSettings;
  readonly client?: ClientSettings;
} = {}): Promise<CognitoApp> {
  const passkeys: WebAuthnConfigurationType = { RelyingPartyId: "localhost", UserVerification: "required" };
  const app = await startPasswordlessApp(passkeys, {
    pool: { EmailConfiguration: OWN_SENDER, ...pool },
    client: {
      ExplicitAuthFlows: [
        "ALLOW_USER_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
      ...client,
    },
  });
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: on,
      SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION },
      EmailMfaConfiguration: {},
      WebAuthnConfiguration: passkeys,
    }),
  );
  await signUpConfirmed(app, ADA);
  return app;
}

/** Begins USER_AUTH, as Ada unless said otherwise. */
export const stepUp = (app: CognitoApp, parameters: Record<string, string>, ClientId = app.clientId) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: ADA, ...parameters },
    }),
  );

/** The same by an administrator. */
export const stepUpAsAdmin = (app: CognitoApp, parameters: Record<string, string>) =>
  app.server.admin.send(
    new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: ADA, ...parameters },
    }),
  );

/** Moves the pool to the plan without step-up, which has none of its factors either. */
export async function moveToLite({ server, poolId: UserPoolId }: CognitoApp): Promise<void> {
  await server.admin.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: "OFF" }));
  await server.admin.send(new UpdateUserPoolCommand({ UserPoolId, UserPoolTier: "LITE" }));
}

/** Ada signs in with her password, and sets an authenticator app up after that: her tokens are of level 1. */
export async function withAuthenticatorApp(app: CognitoApp) {
  const tokens = await tokensOf(app, ADA);
  const phone = await setUpTotp(app, tokens.AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: on });
  return { ...tokens, phone };
}
