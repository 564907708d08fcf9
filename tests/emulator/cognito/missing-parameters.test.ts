/** Required parameters that are missing in a request: the error names them, and nothing is used up. */
import {
  AdminCreateUserCommand,
  AdminRespondToAuthChallengeCommand,
  type ChallengeNameType,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { appWithTriggers, TRIGGER_ARN } from "../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  PASSWORD,
  passwordSignIn,
  refusal,
  signUpConfirmed,
} from "../../support/worlds/cognito-app.ts";

const USERNAME = "ada@example.com";
const Session = "x".repeat(40);
const claims = {
  PASSWORD_CLAIM_SIGNATURE: "c2lnbmF0dXJl",
  PASSWORD_CLAIM_SECRET_BLOCK: "YmxvY2s=",
  TIMESTAMP: "Thu Jan 15 12:00:00 UTC 2026",
};

/** API_RespondToAuthChallenge, `ChallengeResponses`; `Session` is not among the responses. */
const CHALLENGES = {
  SMS_MFA: { Session, USERNAME, SMS_MFA_CODE: "123456" },
  EMAIL_OTP: { Session, USERNAME, EMAIL_OTP_CODE: "123456" },
  SMS_OTP: { Session, USERNAME, SMS_OTP_CODE: "123456" },
  SOFTWARE_TOKEN_MFA: { Session, USERNAME, SOFTWARE_TOKEN_MFA_CODE: "123456" },
  SELECT_MFA_TYPE: { Session, USERNAME, ANSWER: "SMS_MFA" },
  SELECT_CHALLENGE: { Session, USERNAME, ANSWER: "PASSWORD" },
  PASSWORD: { Session, USERNAME, PASSWORD },
  PASSWORD_SRP: { Session, USERNAME, SRP_A: "abcdef" },
  WEB_AUTHN: { Session, USERNAME, CREDENTIAL: "{}" },
  MFA_SETUP: { Session, USERNAME },
  NEW_PASSWORD_REQUIRED: { Session, USERNAME, NEW_PASSWORD: PASSWORD },
  CUSTOM_CHALLENGE: { Session, USERNAME, ANSWER: "42" },
  DEVICE_SRP_AUTH: { Session, USERNAME, DEVICE_KEY: "us-east-1_0-0-0-0-0", SRP_A: "abcdef" },
  PASSWORD_VERIFIER: { USERNAME, ...claims },
  DEVICE_PASSWORD_VERIFIER: { USERNAME, DEVICE_KEY: "us-east-1_0-0-0-0-0", ...claims },
} satisfies Partial<Record<ChallengeNameType, object>>;

const FLOWS = {
  USER_PASSWORD_AUTH: { USERNAME, PASSWORD },
  USER_SRP_AUTH: { USERNAME, SRP_A: "abcdef" },
  REFRESH_TOKEN_AUTH: { REFRESH_TOKEN: "x" },
  REFRESH_TOKEN: { REFRESH_TOKEN: "x" },
  CUSTOM_AUTH: { USERNAME },
  USER_AUTH: { USERNAME },
} satisfies Partial<Record<NonNullable<InitiateAuthCommandInput["AuthFlow"]>, object>>;

/** One row for each parameter of each entry: its name, and the others. */
const lacking = <Name extends string>(all: Readonly<Record<Name, object>>) =>
  Object.entries<object>(all).flatMap(([name, members]) =>
    Object.keys(members).map(
      (missing) =>
        [
          name as Name,
          missing,
          Object.fromEntries(Object.entries(members).filter(([member]) => member !== missing)) as Record<
            string,
            string
          >,
        ] as const,
    ),
  );

let app: CognitoApp;
let events: readonly unknown[];
beforeAll(async () => {
  const triggers = { PreAuthentication: TRIGGER_ARN, UserMigration: TRIGGER_ARN };
  ({ app, events } = await appWithTriggers(triggers, (event) => event, {
    ExplicitAuthFlows: [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_USER_AUTH",
    ],
  }));
  await signUpConfirmed(app, USERNAME);
});

describe.each(lacking(CHALLENGES))("%s without %s", (ChallengeName, missing, { Session, ...rest }) => {
  const refused = `InvalidParameterException: Missing required parameter ${missing}`;
  const ChallengeResponses = rest;

  test("is refused and named, for clients and for administrators", async () => {
    const { clientId: ClientId, poolId: UserPoolId, server } = app;
    const input = { ClientId, ChallengeName, ChallengeResponses, Session };
    expect(await refusal(server.admin.send(new RespondToAuthChallengeCommand(input)))).toBe(refused);
    const asAdmin = new AdminRespondToAuthChallengeCommand({ ...input, UserPoolId });
    expect(await refusal(server.admin.send(asAdmin))).toBe(refused);
  });

  test("also if it is empty", async () => {
    const given = missing === "Session" ? rest : { ...rest, [missing]: "" };
    const input = { ClientId: app.clientId, ChallengeName, ChallengeResponses: given, Session };
    expect(await refusal(app.server.admin.send(new RespondToAuthChallengeCommand(input)))).toBe(refused);
  });
});

test.each(lacking(FLOWS))(
  "%s without %s is refused before any function runs",
  async (AuthFlow, missing, rest) => {
    const before = events.length;
    const command = new InitiateAuthCommand({ ClientId: app.clientId, AuthFlow, AuthParameters: rest });
    expect(await refusal(app.server.admin.send(command))).toBe(
      `InvalidParameterException: Missing required parameter ${missing}`,
    );
    expect(events).toHaveLength(before);
  },
);

test("an incomplete response does not use up the session", async () => {
  await app.server.admin.send(
    new AdminCreateUserCommand({
      UserPoolId: app.poolId,
      Username: "eve@example.com",
      TemporaryPassword: PASSWORD,
    }),
  );
  const { Session } = await passwordSignIn(app, "eve@example.com");
  const answer = (ChallengeResponses: Record<string, string>) =>
    app.server.admin.send(
      new RespondToAuthChallengeCommand({
        ClientId: app.clientId,
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session,
        ChallengeResponses,
      }),
    );
  const NEW_PASSWORD = "Another-Horse-1";
  expect(await refusal(answer({ NEW_PASSWORD }))).toMatch(/Missing required parameter USERNAME/);
  const { AuthenticationResult } = await answer({ USERNAME: "eve@example.com", NEW_PASSWORD });
  expect(AuthenticationResult?.AccessToken).toBeDefined();
});
