import { authenticatorOf } from "../../clients/authenticator-app.ts";
import { ROLE } from "../../fuzz/cognito/cloud-under-fuzz.ts";
import { firstOf, PASSWORD, type Tour } from "./tour.ts";

/** What a user's attributes, devices, events and passkeys look like. */
export async function tourUsers({ call, known }: Tour): Promise<void> {
  const first = firstOf(known);
  const UserPoolId = first("UserPoolId");
  const ClientId = first("ClientId");
  const ada = { UserPoolId, Username: "ada" };
  const mia = { UserPoolId, Username: "mia" };
  const [adaToken, miaToken] = known.AccessToken as readonly string[];
  const AccessToken = String(adaToken);
  const ofMia = { AccessToken: String(miaToken) };

  await call("AdminGetUser", mia);
  await call("AdminGetUserAuthFactors", mia);
  await call("GetUser", ofMia);
  await call("GetUserAuthFactors", ofMia);
  await call("AdminUpdateUserAttributes", {
    ...ada,
    UserAttributes: [{ Name: "phone_number", Value: "+12025550100" }],
  });
  await call("AdminListDevices", { ...ada, Limit: 1 });
  await call("AdminListUserSessions", ada);
  await call("GetUserPoolSessionConfiguration", { UserPoolId });
  await call("GetUserPoolClientSessionConfiguration", { UserPoolId, ClientId });
  const DeviceKey = first("DeviceKey");
  await call("AdminGetDevice", { ...ada, DeviceKey });
  await call("GetDevice", { AccessToken, DeviceKey });
  await call("ListDevices", { AccessToken, Limit: 1 });
  await call("ListWebAuthnCredentials", { AccessToken });
  await call("AdminListUserAuthEvents", { ...ada, MaxResults: 1 });
  const EventId = first("EventId");
  await call("AdminUpdateAuthEventFeedback", { ...ada, EventId, FeedbackValue: "Valid" });
  const ContextData = {
    ...{ IpAddress: "192.0.2.1", ServerName: "example.com", ServerPath: "/", EncodedData: "data" },
    HttpHeaders: [{ headerName: "User-Agent", headerValue: "a browser" }],
  };
  const signInAsAda = { AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ContextData } as const;
  const { AuthenticationResult: newDevice } = await call("AdminInitiateAuth", {
    ...{ UserPoolId, ClientId, ...signInAsAda },
    AuthParameters: { USERNAME: "ada", PASSWORD: first("PASSWORD") },
  });
  await call("AdminListUserAuthEvents", ada);
  await call("ConfirmDevice", {
    AccessToken: String(newDevice?.AccessToken),
    DeviceKey: String(newDevice?.NewDeviceMetadata?.DeviceKey),
    DeviceSecretVerifierConfig: known.DeviceSecretVerifierConfig?.[0] as object,
  });
  await call("AdminListDevices", { ...ada, Limit: 1 });
  await call("ListDevices", { AccessToken, Limit: 1 });
  await call("CompleteWebAuthnRegistration", { AccessToken, Credential: known.Credential?.[0] as never });
  await call("ListWebAuthnCredentials", { AccessToken, MaxResults: 1 });
  await call("UpdateUserAttributes", {
    AccessToken,
    UserAttributes: [{ Name: "email", Value: "countess@example.com" }],
  });
  await call("ResendConfirmationCode", { ClientId, Username: "bob" });
}

/** Sign-ins with each kind of answer. */
export async function tourSignIns({ call, known }: Tour): Promise<void> {
  const first = firstOf(known);
  const UserPoolId = first("UserPoolId");
  const ClientId = first("ClientId");
  const server = { UserPoolId, ClientId };
  const withPassword = { AuthFlow: "ADMIN_USER_PASSWORD_AUTH" } as const;
  const signIn = (USERNAME: string) =>
    call("AdminInitiateAuth", {
      ...server,
      ...withPassword,
      AuthParameters: { USERNAME, PASSWORD: first("PASSWORD") },
    });
  await signIn("ada");
  const challenge = await signIn("eve");
  const { ChallengeName, Session } = challenge;
  await call("AdminRespondToAuthChallenge", {
    ...server,
    ChallengeName: String(ChallengeName) as "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses: { USERNAME: "eve", NEW_PASSWORD: PASSWORD },
  });
  const choice = { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "ada" } } as const;
  const offered = await call("AdminInitiateAuth", { ...server, ...choice });
  const answer = { USERNAME: "ada", ANSWER: "EMAIL_OTP" };
  await call("AdminRespondToAuthChallenge", {
    ...server,
    ChallengeName: "SELECT_CHALLENGE",
    Session: offered.Session,
    ChallengeResponses: answer,
  });
  const again = await call("InitiateAuth", { ClientId, ...choice });
  await call("RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "SELECT_CHALLENGE",
    Session: again.Session,
    ChallengeResponses: answer,
  });
  const once = await call("InitiateAuth", { ClientId, ...choice });
  await call("RespondToAuthChallenge", {
    ClientId,
    ChallengeName: "SELECT_CHALLENGE",
    Session: once.Session,
    ChallengeResponses: { USERNAME: "ada", ANSWER: "PASSWORD", PASSWORD: first("PASSWORD") },
  });
  const rotating = await call("CreateUserPoolClient", {
    UserPoolId,
    ClientName: "rotating",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED" },
  });
  const rotated = { ClientId: String(rotating.UserPoolClient?.ClientId) };
  const { AuthenticationResult: tokens } = await call("InitiateAuth", {
    ...rotated,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "ada", PASSWORD: first("PASSWORD") },
  });
  await call("GetTokensFromRefreshToken", {
    ...rotated,
    RefreshToken: String(tokens?.RefreshToken),
    DeviceKey: tokens?.NewDeviceMetadata?.DeviceKey,
  });
}

/** What only users of text messages, and those who must set up a factor, are told. */
export async function tourFactors({ call, now }: Tour): Promise<void> {
  const newUser = async (PoolName: string) => {
    const { UserPool } = await call("CreateUserPool", {
      PoolName,
      SmsConfiguration: { SnsCallerArn: ROLE },
    });
    const UserPoolId = String(UserPool?.Id);
    const { UserPoolClient } = await call("CreateUserPoolClient", {
      UserPoolId,
      ClientName: "spa",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    const user = { UserPoolId, Username: "lin" };
    const UserAttributes = [{ Name: "phone_number", Value: "+12025550100" }];
    await call("AdminCreateUser", { ...user, MessageAction: "SUPPRESS", UserAttributes });
    await call("AdminSetUserPassword", { ...user, Password: PASSWORD, Permanent: true });
    const signIn = () =>
      call("InitiateAuth", {
        ClientId: String(UserPoolClient?.ClientId),
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "lin", PASSWORD },
      });
    return { user, signIn };
  };

  const texted = await newUser("texted");
  const { AuthenticationResult } = await texted.signIn();
  const MFAOptions = [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const];
  await call("AdminSetUserSettings", { ...texted.user, MFAOptions });
  await call("AdminGetUser", texted.user);
  await call("GetUser", { AccessToken: String(AuthenticationResult?.AccessToken) });

  const required = await newUser("required");
  const { UserPoolId } = required.user;
  await call("AdminDeleteUserAttributes", { ...required.user, UserAttributeNames: ["phone_number"] });
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await call("SetUserPoolMfaConfig", { UserPoolId, MfaConfiguration: "ON", SoftwareTokenMfaConfiguration });
  const { Session } = await required.signIn();
  const associated = await call("AssociateSoftwareToken", { Session });
  const UserCode = authenticatorOf(String(associated.SecretCode), now).code();
  await call("VerifySoftwareToken", { Session: associated.Session, UserCode });
}
