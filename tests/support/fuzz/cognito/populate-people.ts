import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { authenticatorOf } from "../../clients/authenticator-app.ts";
import { createSoftwareAuthenticator } from "../../clients/software-authenticator.ts";
import { proofOf, srpTimestamp, verifierFor } from "../../clients/srp-client.ts";
import type { CloudUnderFuzz } from "./cloud-under-fuzz.ts";
import type { PoolUnderFuzz } from "./populate-pool.ts";
import { type Knowledge, recordingCalls } from "./population.ts";

const PASSWORD = "Correct-Horse-9";
const NEW_PASSWORD = "Another-Horse-9";
const CODES_AN_HOUR = 20;
const emailOf = (name: string) => `${name}@example.com`;

/**
 * Ada has a device, a passkey and pending codes, Mia has an authenticator app, Bob is unconfirmed, Eve must change her password,
 * Max gets no more codes in this hour. There is a sign-in at every challenge.
 */
export async function populatePeople(
  cloud: CloudUnderFuzz,
  pool: PoolUnderFuzz,
): Promise<Knowledge & { readonly idToken: string }> {
  const { UserPoolId, ClientId } = pool;
  const { call, examples } = recordingCalls(cloud.cognito);
  const codeTo = (name: string) => cloud.outbox.findLast(({ to }) => to === emailOf(name))?.code ?? "";
  const begin = (
    AuthFlow: "USER_PASSWORD_AUTH" | "USER_AUTH" | "USER_SRP_AUTH",
    given: Record<string, string>,
  ) => call("InitiateAuth", { ClientId, AuthFlow, AuthParameters: given });
  const withPassword = (USERNAME: string) => begin("USER_PASSWORD_AUTH", { USERNAME, PASSWORD });
  const signUp = (name: string) =>
    call("SignUp", {
      ClientId,
      Username: name,
      Password: PASSWORD,
      UserAttributes: [{ Name: "email", Value: emailOf(name) }],
    });
  const join = async (name: string) => {
    await signUp(name);
    await call("ConfirmSignUp", { ClientId, Username: name, ConfirmationCode: codeTo(name) });
    return (await withPassword(name)).AuthenticationResult ?? {};
  };

  const { AccessToken = "", IdToken, RefreshToken, NewDeviceMetadata } = await join("ada");
  const DeviceKey = String(NewDeviceMetadata?.DeviceKey);
  const salt = Buffer.alloc(16, 7);
  const device = {
    group: String(NewDeviceMetadata?.DeviceGroupKey),
    name: DeviceKey,
    password: "the device's",
  };
  const verifierConfig = {
    Salt: salt.toString("base64"),
    PasswordVerifier: verifierFor(device, salt).toString("base64"),
  };
  await call("ConfirmDevice", { AccessToken, DeviceKey, DeviceSecretVerifierConfig: verifierConfig });
  const { AuthenticationResult: other } = await withPassword("ada");

  const page = { rpId: "localhost", origin: "http://localhost:5173" };
  const makePasskey = async () => {
    const { CredentialCreationOptions } = await call("StartWebAuthnRegistration", { AccessToken });
    const { challenge } = CredentialCreationOptions as { readonly challenge: string };
    return createSoftwareAuthenticator().create({ ...page, challenge });
  };
  const passkey = await makePasskey();
  await call("CompleteWebAuthnRegistration", { AccessToken, Credential: passkey as never });
  const nextPasskey = await makePasskey();

  const mia = { AccessToken: (await join("mia")).AccessToken ?? "" };
  const codeOf = async (token: { readonly AccessToken: string }) => {
    const { SecretCode = "" } = await call("AssociateSoftwareToken", token);
    return authenticatorOf(SecretCode, () => cloud.now()).code();
  };
  await call("VerifySoftwareToken", { ...mia, UserCode: await codeOf(mia) });
  await call("SetUserMFAPreference", {
    ...mia,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  const totp = await withPassword("mia");
  await call("AdminCreateUser", { UserPoolId, Username: "eve", TemporaryPassword: PASSWORD });
  const mustChange = await withPassword("eve");
  await signUp("bob");
  const signUpCode = codeTo("bob");
  await call("ForgotPassword", { ClientId, Username: "ada" });
  const resetCode = codeTo("ada");
  await call("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
  const attributeCode = codeTo("ada");
  const adaTotp = await codeOf({ AccessToken });

  // Not recorded: forty similar examples would crowd out the others.
  const max = { AccessToken: (await join("max")).AccessToken ?? "" };
  for (let sent = 0; sent < CODES_AN_HOUR; sent += 1) {
    await cloud.cognito.call("GetUserAttributeVerificationCode", { ...max, AttributeName: "email" });
    await cloud.cognito.call("ForgotPassword", { ClientId, Username: "max" });
  }

  const choice = await begin("USER_AUTH", { USERNAME: "ada" });
  const secret = Buffer.alloc(32, 3);
  const SRP_A = power(g, secret).toString(16);
  const srp = await begin("USER_SRP_AUTH", { USERNAME: "ada", SRP_A });
  const byCode = await begin("USER_AUTH", { USERNAME: "ada", PREFERRED_CHALLENGE: "EMAIL_OTP" });
  const signInCode = codeTo("ada");
  const { Sessions = [] } = await call("ListUserSessions", { AccessToken });
  const { SessionId } = Sessions.find(({ IsCurrentSession }) => !IsCurrentSession) ?? {};
  const { AuthEvents = [] } = await call("AdminListUserAuthEvents", { UserPoolId, Username: "ada" });

  const { SECRET_BLOCK = "", USER_ID_FOR_SRP = "" } = srp.ChallengeParameters ?? {};
  const TIMESTAMP = srpTimestamp(cloud.now());
  const proof = proofOf(
    { group: UserPoolId.split("_")[1] ?? "", name: USER_ID_FOR_SRP, password: PASSWORD },
    srp.ChallengeParameters ?? {},
    { secret, timestamp: TIMESTAMP },
  );
  const answers = [
    ["SELECT_CHALLENGE", choice.Session, { USERNAME: "ada", ANSWER: "PASSWORD", PASSWORD }],
    ["SELECT_CHALLENGE", choice.Session, { USERNAME: "ada", ANSWER: "EMAIL_OTP" }],
    ["EMAIL_OTP", byCode.Session, { USERNAME: "ada", EMAIL_OTP_CODE: signInCode }],
    ["NEW_PASSWORD_REQUIRED", mustChange.Session, { USERNAME: "eve", NEW_PASSWORD }],
    ["SOFTWARE_TOKEN_MFA", totp.Session, { USERNAME: "mia", SOFTWARE_TOKEN_MFA_CODE: "000000" }],
    [
      "PASSWORD_VERIFIER",
      undefined,
      {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: proof,
        TIMESTAMP,
      },
    ],
  ] as const;
  const responses = answers.map(([ChallengeName, Session, ChallengeResponses]) => ({
    ClientId,
    ChallengeName,
    ChallengeResponses,
    ...(Session === undefined ? {} : { Session }),
  }));
  const beginnings = [
    ...(examples.InitiateAuth ?? []),
    { ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: RefreshToken } },
    {
      ClientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: DeviceKey },
    },
    { ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: "ada" } },
  ];
  return {
    idToken: String(IdToken),
    known: {
      Username: ["ada", "bob", "eve", "mia", "max", emailOf("ada"), "nobody"],
      USERNAME: ["ada", "bob", "eve", "mia", emailOf("ada"), "nobody", USER_ID_FOR_SRP],
      Password: [PASSWORD, NEW_PASSWORD],
      PreviousPassword: [PASSWORD],
      ProposedPassword: [NEW_PASSWORD, PASSWORD],
      TemporaryPassword: [PASSWORD],
      PASSWORD: [PASSWORD, NEW_PASSWORD],
      NEW_PASSWORD: [NEW_PASSWORD, PASSWORD],
      AccessToken: [AccessToken, mia.AccessToken, max.AccessToken, other?.AccessToken, IdToken],
      Token: [RefreshToken, AccessToken, IdToken],
      RefreshToken: [RefreshToken, other?.RefreshToken, AccessToken],
      REFRESH_TOKEN: [RefreshToken, AccessToken],
      FeedbackToken: [AccessToken],
      Session: [choice.Session, byCode.Session, mustChange.Session, totp.Session],
      ConfirmationCode: [signUpCode, resetCode, "000000"],
      Code: [attributeCode, "000000"],
      UserCode: [adaTotp, "000000"],
      EMAIL_OTP_CODE: [signInCode, "00000000"],
      ANSWER: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN", "PASSWORD_SRP", "please"],
      PREFERRED_CHALLENGE: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN", "PASSWORD_SRP", "SMS_OTP"],
      SRP_A: [SRP_A, "0", "xyz"],
      PASSWORD_CLAIM_SECRET_BLOCK: [SECRET_BLOCK],
      PASSWORD_CLAIM_SIGNATURE: [proof, "x"],
      TIMESTAMP: [TIMESTAMP, "yesterday"],
      SOFTWARE_TOKEN_MFA_CODE: ["000000"],
      SMS_MFA_CODE: ["000000"],
      SMS_OTP_CODE: ["00000000"],
      CREDENTIAL: [JSON.stringify(passkey), "{}", "null", "["],
      "userAttributes.email": [emailOf("eve")],
      DeviceKey: [DeviceKey, other?.NewDeviceMetadata?.DeviceKey, `us-east-1_${"0".repeat(8)}`],
      DEVICE_KEY: [DeviceKey],
      DeviceSecretVerifierConfig: [verifierConfig],
      Credential: [nextPasskey, passkey, { ...nextPasskey, response: null }],
      CredentialId: [passkey.id],
      SessionId: [SessionId, Sessions.find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId],
      EventId: [AuthEvents[0]?.EventId],
      AuthParameters: ["USERNAME", "PASSWORD", "SRP_A", "REFRESH_TOKEN", "SECRET_HASH", "DEVICE_KEY"],
      ChallengeResponses: [
        "USERNAME",
        "ANSWER",
        "PASSWORD",
        "DEVICE_KEY",
        "SRP_A",
        "CREDENTIAL",
        "SECRET_HASH",
      ],
      Name: [
        "email",
        "phone_number",
        "name",
        "custom:team",
        "custom:level",
        "email_verified",
        "sub",
        "team2",
      ],
      Value: [emailOf("eve"), "+12025550100", "true", "5", "blue"],
      AttributeName: ["email", "phone_number", "custom:team"],
      UserAttributeNames: ["name", "email", "custom:team", "sub"],
      AttributesToGet: ["email", "sub", "custom:team"],
      Filter: ['email ^= "a"', 'username = "ada"', 'status = "Enabled"', "email = ada", '"sub" ^= ""'],
    },
    examples: {
      ...examples,
      InitiateAuth: beginnings,
      AdminInitiateAuth: [
        ...beginnings.map((request) => ({ UserPoolId, ...request })),
        {
          UserPoolId,
          ClientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ada", PASSWORD },
        },
      ],
      RespondToAuthChallenge: responses,
      AdminRespondToAuthChallenge: responses.map((request) => ({ UserPoolId, ...request })),
      ConfirmSignUp: [{ ClientId, Username: "bob", ConfirmationCode: signUpCode }],
      UpdateUserAttributes: [{ ...max, UserAttributes: [{ Name: "email", Value: emailOf("maximilian") }] }],
      AdminResetUserPassword: [{ UserPoolId, Username: "max" }],
      AdminConfirmSignUp: [{ UserPoolId, Username: "bob" }],
      ResendConfirmationCode: [{ ClientId, Username: "bob" }],
      SignUp: [{ ClientId, Username: "dan", Password: PASSWORD }],
      ConfirmForgotPassword: [
        { ClientId, Username: "ada", ConfirmationCode: resetCode, Password: NEW_PASSWORD },
      ],
      VerifySoftwareToken: [{ AccessToken, UserCode: adaTotp }],
      VerifyUserAttribute: [{ AccessToken, AttributeName: "email", Code: attributeCode }],
      AdminListUserSessions: [{ UserPoolId, Username: "ada" }],
      AdminRevokeUserSession: [{ UserPoolId, Username: "ada", SessionId }],
      RevokeUserSession: [{ AccessToken, SessionId }],
      ConfirmDevice: [
        {
          AccessToken: other?.AccessToken,
          DeviceKey: other?.NewDeviceMetadata?.DeviceKey,
          DeviceSecretVerifierConfig: verifierConfig,
        },
      ],
    },
  };
}
