import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { type Conversation, converse, type Question } from "../../../support/clients/conversation.ts";
import {
  appWithTriggers,
  TRIGGER_ARN,
  type TriggerEvent,
} from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  PASSWORD,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import {
  ADA,
  authenticator,
  configureMfa,
  givePhone,
  OWN_SENDER,
  on,
  PHONE,
  prefer,
  SMS_CONFIGURATION,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

/** Each client's names for the steps. */
const words = {
  "amazon-cognito-identity-js": {
    setUp: "mfaSetup",
    totp: "totpRequired",
    sms: "mfaRequired",
    select: "selectMFAType",
    selectSms: "SMS_MFA",
    custom: "customChallenge",
  },
  "aws-amplify": {
    setUp: "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
    totp: "CONFIRM_SIGN_IN_WITH_TOTP_CODE",
    sms: "CONFIRM_SIGN_IN_WITH_SMS_CODE",
    select: "CONTINUE_SIGN_IN_WITH_MFA_SELECTION",
    selectSms: "SMS",
    custom: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
  },
} as const;

/** These clients use the machine's clock. */
const liveNow = ({ server }: CognitoApp) => server.clock.advance(Date.now() - server.clock.now());

const requestOf = ({ server, poolId, clientId }: CognitoApp): Conversation => ({
  endpoint: server.endpoint,
  poolId,
  clientId,
  username: ADA,
  password: PASSWORD,
});

describe.each(["amazon-cognito-identity-js", "aws-amplify"] as const)("%s", (client) => {
  const word = words[client];

  test("sets up an authenticator app if required, and signs in with it", async () => {
    const app = await startMfaApp("ON", { without: ["SMS", "EMAIL"] });
    liveNow(app);
    let secret: string | undefined;
    const first = await converse(client, requestOf(app), ({ detail }) => {
      secret = detail;
      return authenticator(app, secret).code();
    });
    expect(first).toEqual({ steps: [word.setUp], accessToken: expect.any(String) });

    app.server.clock.advance(60_000);
    const second = await converse(client, requestOf(app), () => authenticator(app, secret).code());
    expect(second).toEqual({ steps: [word.totp], accessToken: expect.any(String) });
    app.server.clock.advance(60_000);
    const wrong = await converse(client, requestOf(app), () => authenticator(app, secret).wrongCode());
    expect(wrong.error).toMatch(/^CodeMismatchException/);
  });

  test("signs in by USER_PASSWORD_AUTH, and is refused with another password", async () => {
    const app = await startCognitoApp();
    const sub = await signUpConfirmed(app, ADA);
    liveNow(app);
    const request = { ...requestOf(app), flow: "USER_PASSWORD_AUTH" } as const;
    const nothing = () => "";
    const { accessToken, steps } = await converse(client, request, nothing);
    expect([claimsOf(accessToken).sub, steps]).toEqual([sub, []]);
    expect(await converse(client, { ...request, password: "Wrong-Horse-9" }, nothing)).toEqual({
      steps: [],
      error: "NotAuthorizedException: Incorrect username or password.",
    });
  });

  test("signs in with a text message, and with the chosen factor", async () => {
    const app = await startMfaApp("OPTIONAL");
    await givePhone(app);
    await setUpTotp(app, (await tokensOf(app, ADA)).AccessToken);
    await prefer(app, { SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
    liveNow(app);
    const bySms = await converse(client, requestOf(app), () => lastCode(app, PHONE));
    expect(bySms).toEqual({ steps: [word.sms], accessToken: expect.any(String) });

    await prefer(app, {
      SMSMfaSettings: { Enabled: true, PreferredMfa: false },
      SoftwareTokenMfaSettings: on,
    });
    const answers = ({ step }: Question) => (step === word.select ? word.selectSms : lastCode(app, PHONE));
    const chosen = await converse(client, requestOf(app), answers);
    expect(chosen).toEqual({ steps: [word.select, word.sms], accessToken: expect.any(String) });
  });

  test.each(["CUSTOM_WITHOUT_SRP", "CUSTOM_WITH_SRP"] as const)("signs in by %s", async (flow) => {
    const { app } = await appWithTriggers(
      {
        DefineAuthChallenge: TRIGGER_ARN,
        CreateAuthChallenge: TRIGGER_ARN,
        VerifyAuthChallengeResponse: TRIGGER_ARN,
      },
      magicWord,
      { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    );
    const sub = await signUpConfirmed(app, ADA);
    liveNow(app);
    const { password, ...passwordless } = requestOf(app);
    const request = flow === "CUSTOM_WITH_SRP" ? { ...passwordless, password: PASSWORD } : passwordless;
    const details: unknown[] = [];
    const result = await converse(client, { ...request, flow }, ({ detail }) => {
      details.push(detail);
      return "please";
    });
    expect(result).toEqual({ steps: [word.custom], accessToken: expect.any(String) });
    expect(details).toEqual(["the magic word"]);
    expect(claimsOf(result.accessToken)).toMatchObject({ sub });
  });
});

describe("aws-amplify only", () => {
  const setUp = "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION";
  const giveEmail = "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP";
  const byEmail = "CONFIRM_SIGN_IN_WITH_EMAIL_CODE";

  test("signs in with a code by e-mail as second factor", async () => {
    const app = await startMfaApp("OPTIONAL");
    await prefer(app, { EmailMfaSettings: on });
    liveNow(app);
    const result = await converse("aws-amplify", requestOf(app), () => lastCode(app, ADA));
    expect(result).toEqual({ steps: [byEmail], accessToken: expect.any(String) });
  });

  test("chooses which second factor to set up, and sets an address up", async () => {
    const app = await startCognitoApp({
      pool: { UsernameAttributes: undefined, AutoVerifiedAttributes: [], EmailConfiguration: OWN_SENDER },
    });
    const user = { UserPoolId: app.poolId, Username: "ada" };
    const { admin } = app.server;
    await admin.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
    await admin.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
    await configureMfa(app, "ON", ["SMS"]);
    liveNow(app);
    const answers: Record<string, () => string> = {
      [setUp]: () => "EMAIL",
      [giveEmail]: () => ADA,
      [byEmail]: () => lastCode(app, ADA),
    };
    const request = { ...requestOf(app), username: "ada" };
    const first = await converse("aws-amplify", request, ({ step }) => answers[step]?.() ?? "");
    expect(first).toEqual({ steps: [setUp, giveEmail, byEmail], accessToken: expect.any(String) });
    const second = await converse("aws-amplify", request, () => lastCode(app, ADA));
    expect(second).toEqual({ steps: [byEmail], accessToken: expect.any(String) });
  });

  test("starts with a code by text message", async () => {
    const app = await startPasswordlessApp(undefined, { pool: { SmsConfiguration: SMS_CONFIGURATION } });
    const sub = await signUpConfirmed(app, ADA);
    await givePhone(app);
    liveNow(app);
    const { password, ...passwordless } = requestOf(app);
    const request = { ...passwordless, flow: "USER_AUTH", preferredChallenge: "SMS_OTP" } as const;
    const { accessToken, steps } = await converse("aws-amplify", request, () => lastCode(app, PHONE));
    expect([claimsOf(accessToken).sub, steps]).toEqual([sub, ["CONFIRM_SIGN_IN_WITH_SMS_CODE"]]);
  });
});

/** One custom challenge, after the password if the flow has one. */
function magicWord(event: TriggerEvent): unknown {
  const session = (event.request.session ?? []) as readonly {
    challengeName: string;
    challengeResult: boolean;
  }[];
  const last = session.at(-1);
  const responses: Record<string, Record<string, unknown>> = {
    DefineAuthChallenge_Authentication:
      last?.challengeName === "SRP_A"
        ? { challengeName: "PASSWORD_VERIFIER" }
        : last?.challengeName === "CUSTOM_CHALLENGE"
          ? { issueTokens: last.challengeResult, failAuthentication: !last.challengeResult }
          : { challengeName: "CUSTOM_CHALLENGE" },
    CreateAuthChallenge_Authentication: {
      publicChallengeParameters: { question: "the magic word" },
      privateChallengeParameters: { answer: "please" },
    },
    VerifyAuthChallengeResponse_Authentication: {
      answerCorrect: event.request.challengeAnswer === "please",
    },
  };
  return { ...event, response: { ...event.response, ...responses[event.triggerSource] } };
}
