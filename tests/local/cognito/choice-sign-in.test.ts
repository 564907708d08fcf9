import {
  AdminInitiateAuthCommand,
  AdminUpdateUserAttributesCommand,
  type ChallengeNameType,
  GetUserAuthFactorsCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { g, power } from "../../../local/cognito/domain/srp-group.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  lastMessage,
  PASSWORD,
  refusal,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
  wrongCode,
} from "../../support/cognito-app.ts";
import { startPasswordlessApp } from "../../support/passwordless-app.ts";
import { answerChallenge } from "../../support/srp-client.ts";

const ADA = "ada@example.com";
const GHOST = "ghost@example.com";

async function appWithAda(): Promise<CognitoApp> {
  const app = await startPasswordlessApp();
  await signUpConfirmed(app, ADA);
  return app;
}

const begin = (app: CognitoApp, USERNAME: string, more: Record<string, string> = {}) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME, ...more },
    }),
  );

const respond = (
  app: CognitoApp,
  { Session }: Pick<InitiateAuthCommandOutput, "Session">,
  ChallengeName: ChallengeNameType,
  responses: Record<string, string>,
) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName,
      ChallengeResponses: { USERNAME: ADA, ...responses },
      Session,
    }),
  );

const wrong = "NotAuthorizedException: Incorrect username or password.";

describe("USER_AUTH without a preference", () => {
  test("offers what the user can begin with", async () => {
    const app = await appWithAda();
    const offer = await begin(app, ADA);
    expect(offer).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"],
    });
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        UserAttributes: [
          { Name: "phone_number", Value: "+12025550100" },
          { Name: "phone_number_verified", Value: "true" },
        ],
      }),
    );
    expect((await begin(app, ADA)).AvailableChallenges).toEqual([
      "PASSWORD",
      "PASSWORD_SRP",
      "EMAIL_OTP",
      "SMS_OTP",
    ]);
  });

  test("takes the choice, with a password along or later", async () => {
    const app = await appWithAda();
    const along = await respond(app, await begin(app, ADA), "SELECT_CHALLENGE", {
      ANSWER: "PASSWORD",
      PASSWORD,
    });
    expect(claimsOf(along.AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
    const later = await respond(app, await begin(app, ADA), "SELECT_CHALLENGE", { ANSWER: "PASSWORD" });
    expect(later.ChallengeName).toBe("PASSWORD");
    expect((await respond(app, later, "PASSWORD", { PASSWORD })).AuthenticationResult).toBeDefined();
  });

  test("lets choose again after a choice that was not offered", async () => {
    const app = await appWithAda();
    const offer = await begin(app, ADA);
    expect(await refusal(respond(app, offer, "SELECT_CHALLENGE", { ANSWER: "SMS_OTP" }))).toBe(
      "InvalidParameterException: Invalid challenge selected.",
    );
    const chosen = await respond(app, offer, "SELECT_CHALLENGE", { ANSWER: "EMAIL_OTP" });
    expect(chosen.ChallengeName).toBe("EMAIL_OTP");
  });

  test("offers a name that is nobody's the same", async () => {
    const app = await appWithAda();
    const offer = await begin(app, GHOST);
    expect(offer.AvailableChallenges).toEqual((await begin(app, ADA)).AvailableChallenges);
    const responses = { USERNAME: GHOST, ANSWER: "PASSWORD", PASSWORD };
    expect(await refusal(respond(app, offer, "SELECT_CHALLENGE", responses))).toBe(wrong);
  });
});

describe("USER_AUTH with a preference", () => {
  test.each([
    ["PASSWORD", PASSWORD, "not refused"],
    ["PASSWORD", "Wrong-Horse-9", wrong],
  ])("%s %s: %s", async (PREFERRED_CHALLENGE, password, outcome) => {
    const app = await appWithAda();
    expect(await refusal(begin(app, ADA, { PREFERRED_CHALLENGE, PASSWORD: password }))).toBe(outcome);
  });

  test("PASSWORD_SRP proves the password", async () => {
    const app = await appWithAda();
    const secret = Buffer.alloc(32, 9);
    const prove = (password: string, challenge: InitiateAuthCommandOutput) =>
      respond(
        app,
        challenge,
        "PASSWORD_VERIFIER",
        answerChallenge(app, secret, challenge.ChallengeParameters ?? {}, { password }),
      );
    const srp = { SRP_A: power(g, secret).toString(16) };
    const along = await begin(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD_SRP", ...srp });
    expect((await prove(PASSWORD, along)).AuthenticationResult).toBeDefined();
    const asked = await begin(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD_SRP" });
    expect(asked.ChallengeName).toBe("PASSWORD_SRP");
    expect(await refusal(prove("Wrong-Horse-9", await respond(app, asked, "PASSWORD_SRP", srp)))).toBe(wrong);
  });

  test("EMAIL_OTP needs no password: a code, good once, for a while", async () => {
    const app = await appWithAda();
    const challenge = await begin(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(challenge).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "a***@e***",
      },
    });
    expect(lastMessage(app, ADA)).toMatchObject({ source: "CustomMessage_Authentication" });
    const EMAIL_OTP_CODE = lastCode(app, ADA);
    const { AuthenticationResult } = await respond(app, challenge, "EMAIL_OTP", { EMAIL_OTP_CODE });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(respond(app, challenge, "EMAIL_OTP", { EMAIL_OTP_CODE }))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
    const late = await begin(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(respond(app, late, "EMAIL_OTP", { EMAIL_OTP_CODE: lastCode(app, ADA) }))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("a wrong code may be corrected, twice; nobody's code is always wrong, and nothing is sent", async () => {
    const app = await appWithAda();
    const guess = (challenge: InitiateAuthCommandOutput, USERNAME: string, EMAIL_OTP_CODE: string) =>
      refusal(respond(app, challenge, "EMAIL_OTP", { USERNAME, EMAIL_OTP_CODE }));
    const mismatch = "CodeMismatchException: Invalid code or auth state for the user.";
    const challenge = await begin(app, ADA, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const outcomes = [];
    for (let tries = 0; tries < 3; tries += 1)
      outcomes.push(await guess(challenge, ADA, wrongCode(app, ADA)));
    outcomes.push(await guess(challenge, ADA, lastCode(app, ADA)));
    const sent = app.server.outbox.length;
    const ghost = await begin(app, GHOST, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(app.server.outbox).toHaveLength(sent);
    expect(ghost).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: "g***@e***" },
    });
    expect(Object.keys(ghost.ChallengeParameters ?? {})).toEqual(
      Object.keys(challenge.ChallengeParameters ?? {}),
    );
    const ghosts = [];
    for (let tries = 0; tries < 4; tries += 1) ghosts.push(await guess(ghost, GHOST, "123456"));
    expect(outcomes).toEqual([
      mismatch,
      mismatch,
      mismatch,
      "NotAuthorizedException: Invalid session for the user.",
    ]);
    expect(ghosts).toEqual(outcomes);
  });

  test("sends so many codes an hour, to nobody too", async () => {
    const app = await appWithAda();
    for (const name of [ADA, GHOST]) {
      for (let sent = 0; sent < 20; sent += 1) await begin(app, name, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
      expect(await refusal(begin(app, name, { PREFERRED_CHALLENGE: "EMAIL_OTP" }))).toBe(
        "TooManyRequestsException: Attempt limit exceeded, please try after some time.",
      );
    }
  });

  test("what is not available is not begun: the choice is offered", async () => {
    const app = await appWithAda();
    await signUp(app, "new@example.com");
    expect(await begin(app, "new@example.com", { PREFERRED_CHALLENGE: "EMAIL_OTP" })).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD", "PASSWORD_SRP"],
    });
    expect((await begin(app, ADA, { PREFERRED_CHALLENGE: "WEB_AUTHN" })).ChallengeName).toBe(
      "SELECT_CHALLENGE",
    );
  });

  test("an unconfirmed user gets no further than the password", async () => {
    const app = await appWithAda();
    await signUp(app, "new@example.com");
    expect(await refusal(begin(app, "new@example.com", { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD }))).toBe(
      "UserNotConfirmedException: User is not confirmed.",
    );
  });
});

test("with a second factor required, codes are no first factor, and a password is followed by the second", async () => {
  const app = await appWithAda();
  await app.server.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: app.poolId,
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  expect((await begin(app, ADA)).AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP"]);
  expect((await begin(app, GHOST)).AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP"]);
  const { ChallengeName } = await begin(app, ADA, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
  expect(ChallengeName).toBe("MFA_SETUP");
});

test("an administrator begins it too; a client without leave does not", async () => {
  const app = await appWithAda();
  const offer = await app.server.admin.send(
    new AdminInitiateAuthCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: ADA },
    }),
  );
  expect(offer.ChallengeName).toBe("SELECT_CHALLENGE");
  expect(await refusal(begin(await startCognitoApp(), ADA))).toBe(
    "InvalidParameterException: USER_AUTH flow not enabled for this client",
  );
});

test("GetUserAuthFactors tells a signed-in user what there is", async () => {
  const app = await appWithAda();
  const { AccessToken } = await tokensOf(app, ADA);
  const factors = await app.server.admin.send(new GetUserAuthFactorsCommand({ AccessToken }));
  expect(factors).toMatchObject({ ConfiguredUserAuthFactors: ["PASSWORD", "EMAIL_OTP"] });
  expect(await refusal(app.server.admin.send(new GetUserAuthFactorsCommand({ AccessToken: "a.b.c" })))).toBe(
    "NotAuthorizedException: Invalid Access Token",
  );
});
