import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  type AdminSetUserMFAPreferenceCommandInput,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { authenticatorOf } from "../clients/authenticator-app.ts";
import { TRIGGER_ARN, type TriggerEvent } from "./app-with-triggers.ts";
import { type CognitoApp, signUpConfirmed, startCognitoApp } from "./cognito-app.ts";
import type { ClientSettings, PoolSettings } from "./cognito-pool.ts";

export const ADA = "ada@example.com";
export const PHONE = "+12025550100";

export const SMS_CONFIGURATION = { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" };
/** What a pool needs to send codes by e-mail. */
export const OWN_SENDER = {
  EmailSendingAccount: "DEVELOPER",
  SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
} as const;

type Factor = "SMS" | "TOTP" | "EMAIL";

/** An app with second factors, all of them unless said otherwise, and Ada in it. */
export async function startMfaApp(
  MfaConfiguration: "ON" | "OPTIONAL" | "OFF",
  {
    without = [],
    pool = {},
    client = {},
    trigger,
  }: {
    readonly without?: readonly Factor[];
    readonly pool?: PoolSettings;
    readonly client?: ClientSettings;
    /** The function behind {@link TRIGGER_ARN}. */
    readonly trigger?: (event: TriggerEvent) => unknown;
  } = {},
): Promise<CognitoApp> {
  const app = await startCognitoApp({ pool: { EmailConfiguration: OWN_SENDER, ...pool }, client });
  if (trigger) app.server.lambdas.set(TRIGGER_ARN, trigger);
  await signUpConfirmed(app, ADA);
  if (MfaConfiguration !== "OFF") await configureMfa(app, MfaConfiguration, without);
  return app;
}

export async function configureMfa(
  app: CognitoApp,
  MfaConfiguration: "ON" | "OPTIONAL",
  without: readonly Factor[] = [],
): Promise<void> {
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration,
      SoftwareTokenMfaConfiguration: { Enabled: !without.includes("TOTP") },
      ...(!without.includes("SMS") && { SmsMfaConfiguration: { SmsConfiguration: SMS_CONFIGURATION } }),
      ...(!without.includes("EMAIL") && { EmailMfaConfiguration: {} }),
    }),
  );
}

/** Ada, as an administrator's operations name her. */
export const ada = ({ poolId }: CognitoApp) => ({ UserPoolId: poolId, Username: ADA });

export const describeAda = (app: CognitoApp) => app.server.admin.send(new AdminGetUserCommand(ada(app)));

export const givePhone = (app: CognitoApp, verified = "true") =>
  app.server.admin.send(
    new AdminUpdateUserAttributesCommand({
      ...ada(app),
      UserAttributes: [
        { Name: "phone_number", Value: PHONE },
        { Name: "phone_number_verified", Value: verified },
      ],
    }),
  );

export const on = { Enabled: true };

/** Sets what Ada is asked for. */
export const prefer = (
  app: CognitoApp,
  settings: Omit<AdminSetUserMFAPreferenceCommandInput, "UserPoolId" | "Username">,
) => app.server.admin.send(new AdminSetUserMFAPreferenceCommand({ ...ada(app), ...settings }));

/** Responds to a challenge, as Ada unless said otherwise. */
export const respond = (
  app: CognitoApp,
  { Session }: { readonly Session?: string | undefined },
  ChallengeName: ChallengeNameType,
  responses: Record<string, string> = {},
) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName,
      ChallengeResponses: { USERNAME: ADA, ...responses },
      Session,
    }),
  );

/** An authenticator app that has scanned the secret, by the server's clock. */
export const authenticator = ({ server }: CognitoApp, secretCode: string | undefined) =>
  authenticatorOf(secretCode ?? "", () => server.clock.now());

/** Sets an authenticator app up for a signed-in user. Its codes are new a minute later. */
export async function setUpTotp(app: CognitoApp, AccessToken: string) {
  const { server } = app;
  const { SecretCode } = await server.admin.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const phone = authenticator(app, SecretCode);
  await server.admin.send(
    new VerifySoftwareTokenCommand({ AccessToken, UserCode: phone.code(), FriendlyDeviceName: "my phone" }),
  );
  server.clock.advance(60_000);
  return phone;
}
