import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { g, power } from "../../../../local/cognito/domain/srp-group.ts";
import { answerChallenge } from "../../../support/clients/srp-client.ts";
import {
  appWithTriggers,
  TRIGGER_ARN,
  type TriggerEvent,
} from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  refusal,
  signUp,
  signUpConfirmed,
} from "../../../support/worlds/cognito-app.ts";
import { Outcome } from "../../../support/worlds/in-process-lambdas.ts";

const ADA = "ada@example.com";

const triggers = {
  DefineAuthChallenge: TRIGGER_ARN,
  CreateAuthChallenge: TRIGGER_ARN,
  VerifyAuthChallengeResponse: TRIGGER_ARN,
};

interface Answered {
  readonly challengeName: string;
  readonly challengeResult: boolean;
}

/** The usual script: one right answer signs in, three wrong ones fail; a password comes first if the client starts with SRP. */
function defineChallenge({ request }: TriggerEvent): Record<string, unknown> {
  const session = request.session as readonly Answered[];
  const last = session.at(-1);
  if (last?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
  if (last?.challengeName === "CUSTOM_CHALLENGE" && last.challengeResult) return { issueTokens: true };
  const wrong = session.filter(({ challengeResult }) => !challengeResult).length;
  return wrong >= 3 ? { failAuthentication: true } : { challengeName: "CUSTOM_CHALLENGE" };
}

const script = (event: TriggerEvent): unknown => {
  const responses: Record<string, () => Record<string, unknown>> = {
    DefineAuthChallenge_Authentication: () => defineChallenge(event),
    CreateAuthChallenge_Authentication: () => ({
      publicChallengeParameters: { question: "the magic word" },
      privateChallengeParameters: { answer: "please" },
      challengeMetadata: "MAGIC_WORD",
    }),
    VerifyAuthChallengeResponse_Authentication: () => ({
      answerCorrect:
        event.request.challengeAnswer ===
        (event.request.privateChallengeParameters as Record<string, string>).answer,
    }),
  };
  return { ...event, response: { ...event.response, ...responses[event.triggerSource]?.() } };
};

async function customApp(run: (event: TriggerEvent) => unknown = script, client = {}) {
  const { app, events } = await appWithTriggers(triggers, run, {
    ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    ...client,
  });
  await signUpConfirmed(app, ADA);
  return { app, events };
}

const begin = (app: CognitoApp, USERNAME: string, more: Record<string, string> = {}) =>
  app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "CUSTOM_AUTH",
      AuthParameters: { USERNAME, ...more },
      ClientMetadata: { from: "initiate" },
    }),
  );

const answer = (app: CognitoApp, USERNAME: string, Session: string | undefined, ANSWER: string) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeResponses: { USERNAME, ANSWER },
      ClientMetadata: { from: "respond" },
      Session,
    }),
  );

describe("CUSTOM_AUTH", () => {
  test("asks the functions' challenges, and issues tokens when they say so", async () => {
    const { app } = await customApp();
    const challenge = await begin(app, ADA);
    expect(challenge).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { question: "the magic word", USERNAME: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    expect(challenge.ChallengeParameters).not.toHaveProperty("answer");
    const { AuthenticationResult } = await answer(app, ADA, challenge.Session, "please");
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
  });

  test("shows each function the event that AWS documents", async () => {
    const { app, events } = await customApp();
    const { Session } = await begin(app, ADA);
    await answer(app, ADA, Session, "please");
    const common = {
      userAttributes: expect.objectContaining({ email: ADA, "cognito:user_status": "CONFIRMED" }),
      userNotFound: false,
    };
    const answered = {
      challengeName: "CUSTOM_CHALLENGE",
      challengeResult: true,
      challengeMetadata: "MAGIC_WORD",
    };
    expect(events.map(({ triggerSource, request, response }) => [triggerSource, request, response])).toEqual([
      [
        "DefineAuthChallenge_Authentication",
        { ...common, session: [] },
        { challengeName: null, issueTokens: null, failAuthentication: null },
      ],
      [
        "CreateAuthChallenge_Authentication",
        { ...common, challengeName: "CUSTOM_CHALLENGE", session: [] },
        { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
      ],
      [
        "VerifyAuthChallengeResponse_Authentication",
        {
          ...common,
          privateChallengeParameters: { answer: "please" },
          challengeAnswer: "please",
          clientMetadata: { from: "respond" },
        },
        { answerCorrect: null },
      ],
      [
        "DefineAuthChallenge_Authentication",
        { ...common, session: [answered], clientMetadata: { from: "respond" } },
        { challengeName: null, issueTokens: null, failAuthentication: null },
      ],
    ]);
  });

  test("asks again after a wrong answer, with a new session, until the functions end it", async () => {
    const { app, events } = await customApp();
    let { Session } = await begin(app, ADA);
    for (const guess of ["now", "quickly"]) {
      const next = await answer(app, ADA, Session, guess);
      expect(next).toMatchObject({ ChallengeName: "CUSTOM_CHALLENGE" });
      expect(next.Session).not.toBe(Session);
      Session = next.Session;
    }
    expect(await refusal(answer(app, ADA, Session, "or else"))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    expect(events.at(-1)?.request.session).toMatchObject([
      { challengeResult: false },
      { challengeResult: false },
      { challengeResult: false },
    ]);
  });

  test("accepts an answer once, for its own user, until the session expires", async () => {
    const { app } = await customApp();
    await signUpConfirmed(app, "eve@example.com");
    const invalid = "NotAuthorizedException: Invalid session for the user.";
    const first = await begin(app, ADA);
    const race = await Promise.all(
      ["please", "please"].map((word) => refusal(answer(app, ADA, first.Session, word))),
    );
    expect(race.sort()).toEqual([invalid, "not refused"]);

    const second = await begin(app, ADA);
    expect(await refusal(answer(app, "eve@example.com", second.Session, "please"))).toBe(invalid);
    const third = await begin(app, ADA);
    app.server.clock.advance(3 * 60 * 1000);
    expect(await refusal(answer(app, ADA, third.Session, "please"))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("asks an unknown user the same, and never issues tokens", async () => {
    const { app, events } = await customApp();
    const challenge = await begin(app, "ghost@example.com");
    expect(challenge).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { question: "the magic word" },
    });
    expect(challenge.ChallengeParameters?.USERNAME).toMatch(/^[0-9a-f-]{36}$/);
    expect(events[0]?.request).toMatchObject({ userAttributes: {}, userNotFound: true });
    await expect(answer(app, "ghost@example.com", challenge.Session, "please")).resolves.toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
    });
  });

  test("does not issue tokens for an unknown user, whatever the functions say", async () => {
    const { app } = await customApp((event) => ({ ...event, response: { issueTokens: true } }));
    expect(await refusal(begin(app, "ghost@example.com"))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    expect((await begin(app, ADA)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("reports an unknown user if the client does not hide them", async () => {
    const { app } = await customApp(script, { PreventUserExistenceErrors: "LEGACY" });
    expect(await refusal(begin(app, "ghost@example.com"))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });

  test("refuses unconfirmed and disabled users before any function of the challenge runs", async () => {
    const { app, events } = await customApp();
    await signUp(app, "new@example.com");
    expect(await refusal(begin(app, "new@example.com"))).toBe(
      "UserNotConfirmedException: User is not confirmed.",
    );
    await app.server.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: ADA }));
    expect(await refusal(begin(app, ADA))).toBe("NotAuthorizedException: User is disabled.");
    expect(events).toEqual([]);
  });

  test("refuses a user who was disabled between the challenge and its answer", async () => {
    const { app } = await customApp();
    const begun = await begin(app, ADA);
    await app.server.admin.send(new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: ADA }));
    expect(await refusal(answer(app, ADA, begun.Session, "please"))).toMatch(/^NotAuthorizedException: /);
  });

  test("starts with SRP if the client asks for it", async () => {
    const { app, events } = await customApp();
    const secret = Buffer.alloc(32, 7);
    const begun = await begin(app, ADA, {
      CHALLENGE_NAME: "SRP_A",
      SRP_A: power(g, secret).toString(16),
    });
    expect(begun.ChallengeName).toBe("PASSWORD_VERIFIER");
    const respond = (password: string, challenge = begun) =>
      app.server.admin.send(
        new RespondToAuthChallengeCommand({
          ClientId: app.clientId,
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeResponses: answerChallenge(app, secret, challenge.ChallengeParameters ?? {}, { password }),
        }),
      );
    const custom = await respond(PASSWORD);
    expect(custom.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect(custom.AuthenticationResult).toBeUndefined();
    expect(events.at(-1)?.request.session).toEqual([
      { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null },
      { challengeName: "PASSWORD_VERIFIER", challengeResult: true, challengeMetadata: null },
    ]);
    const { AuthenticationResult } = await answer(app, ADA, custom.Session, "please");
    expect(AuthenticationResult?.AccessToken).toBeDefined();

    const again = await begin(app, ADA, { CHALLENGE_NAME: "SRP_A", SRP_A: power(g, secret).toString(16) });
    expect(await refusal(respond("Wrong-Horse-9", again))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    expect(await refusal(begin(app, ADA, { CHALLENGE_NAME: "SRP_A" }))).toBe(
      "InvalidParameterException: Missing required parameter SRP_A",
    );
  });

  test("works for an administrator", async () => {
    const { app } = await customApp();
    const call = { UserPoolId: app.poolId, ClientId: app.clientId };
    const { Session } = await app.server.admin.send(
      new AdminInitiateAuthCommand({ ...call, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: ADA } }),
    );
    const { AuthenticationResult } = await app.server.admin.send(
      new AdminRespondToAuthChallengeCommand({
        ...call,
        ChallengeName: "CUSTOM_CHALLENGE",
        ChallengeResponses: { USERNAME: ADA, ANSWER: "please" },
        Session,
      }),
    );
    expect(AuthenticationResult?.RefreshToken).toBeDefined();
  });

  test("needs the client's permission, the functions, and an answer", async () => {
    const { app } = await customApp(script, { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
    expect(await refusal(begin(app, ADA))).toBe(
      "InvalidParameterException: CUSTOM_AUTH flow not enabled for this client",
    );
    const without = await appWithTriggers({}, script, { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] });
    expect(await refusal(begin(without.app, ADA))).toBe(
      "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.",
    );
    const { app: whole } = await customApp();
    const { Session } = await begin(whole, ADA);
    expect(await refusal(answer(whole, ADA, Session, ""))).toBe(
      "InvalidParameterException: Missing required parameter ANSWER",
    );
  });

  test.each([
    ["DefineAuthChallenge", { issueTokens: "yes" }, "issueTokens must be true, false or null"],
    [
      "DefineAuthChallenge",
      { challengeName: "RIDDLE" },
      'challengeName must be "CUSTOM_CHALLENGE", "SRP_A" or',
    ],
    ["DefineAuthChallenge", {}, 'challengeName must be "CUSTOM_CHALLENGE", "SRP_A" or'],
    [
      "CreateAuthChallenge",
      { publicChallengeParameters: { number: 1 } },
      'publicChallengeParameters["number"] must be a string, and is the number 1',
    ],
    [
      "CreateAuthChallenge",
      { privateChallengeParameters: "please" },
      "privateChallengeParameters must be an object of strings, or null",
    ],
    ["VerifyAuthChallengeResponse", { answerCorrect: "true" }, "answerCorrect must be true, false or null"],
  ])("refuses an invalid answer of %s: %j", async (trigger, response, problem) => {
    const { app } = await customApp((event) =>
      event.triggerSource.startsWith(trigger) ? { ...event, response } : script(event),
    );
    const signIn = async () => answer(app, ADA, (await begin(app, ADA)).Session, "please");
    expect(await refusal(signIn())).toBe("InvalidLambdaResponseException: Unrecognizable lambda output");
    expect(app.server.oddResponses).toEqual([expect.stringContaining(`${trigger}: response.${problem}`)]);
  });

  test("passes on a function's error message", async () => {
    const { app } = await customApp((event) => {
      if (event.triggerSource.startsWith("CreateAuthChallenge")) throw new Error("no mail today");
      return script(event);
    });
    expect(await refusal(begin(app, ADA))).toBe(
      "UserLambdaValidationException: CreateAuthChallenge failed with error no mail today.",
    );
    const late = await customApp(() => new Outcome({ kind: "timed-out" }));
    expect(await refusal(begin(late.app, ADA))).toMatch(/^UnexpectedLambdaException: DefineAuthChallenge/);
  });
});
