import { describe, expect, test } from "@jest/globals";
import {
  EMPTY_RESPONSES,
  readTriggerResponse,
  type TriggerEvent,
  triggerAttributes,
} from "../../../../../local/cognito/domain/trigger-event.ts";

const event: TriggerEvent = {
  version: "1",
  triggerSource: "PreSignUp_SignUp",
  region: "us-east-1",
  userPoolId: "us-east-1_Ab12Cd34E",
  userName: "ada",
  callerContext: { awsSdkVersion: "x", clientId: "client" },
  request: {},
  response: {},
};

const read = (trigger: string, response: unknown, more: object = {}) =>
  readTriggerResponse(trigger, event, { ...event, response, ...more });

test("the attributes for triggers include the id and the status", () => {
  const attributes = { email: "ada@example.com" };
  expect(triggerAttributes({ sub: "s", status: "CONFIRMED", attributes })).toEqual({
    sub: "s",
    "cognito:user_status": "CONFIRMED",
    email: "ada@example.com",
  });
});

/** The members of each trigger's response, according to AWS's pages. */
test("a function gets the members that it may fill in", () => {
  expect(EMPTY_RESPONSES).toEqual({
    PreSignUp: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    PostConfirmation: {},
    PreAuthentication: {},
    PostAuthentication: {},
    CustomMessage: { smsMessage: null, emailMessage: null, emailSubject: null },
    DefineAuthChallenge: { challengeName: null, issueTokens: null, failAuthentication: null },
    CreateAuthChallenge: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
    VerifyAuthChallengeResponse: { answerCorrect: null },
    UserMigration: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
    InboundFederation: { userAttributesToMap: {} },
    PreTokenGeneration: { claimsOverrideDetails: null },
    PreTokenGenerationV2: { claimsAndScopeOverrideDetails: null },
  });
});

describe("a response", () => {
  test("is read from the returned event", () => {
    expect(read("PreSignUp", { autoConfirmUser: true })).toEqual({ autoConfirmUser: true });
    expect(read("PostConfirmation", { anything: 1 })).toEqual({ anything: 1 });
    for (const none of [undefined, null]) expect(read("PreSignUp", none)).toEqual({});
  });

  test.each([undefined, null, "text", 7, [], [event]])("is not in %j", (returned) => {
    expect(readTriggerResponse("PostConfirmation", event, returned)).toBeNull();
  });

  test.each(["text", 7, true, []])("is not %j", (response) => {
    expect(read("PostConfirmation", response)).toBeNull();
  });

  test.each(["version", "triggerSource", "region", "userPoolId", "userName"])(
    "is refused if the event has another %s",
    (member) => {
      expect(read("PostConfirmation", {}, { [member]: "other" })).toBeNull();
      expect(read("PostConfirmation", {}, { [member]: undefined })).toBeNull();
    },
  );

  const flags = [
    ["PreSignUp", "autoConfirmUser"],
    ["PreSignUp", "autoVerifyEmail"],
    ["PreSignUp", "autoVerifyPhone"],
    ["DefineAuthChallenge", "issueTokens"],
    ["DefineAuthChallenge", "failAuthentication"],
    ["VerifyAuthChallengeResponse", "answerCorrect"],
    ["UserMigration", "forceAliasCreation"],
    ["UserMigration", "enableSMSMFA"],
  ] as const;
  const texts = [
    ["DefineAuthChallenge", "challengeName"],
    ["CreateAuthChallenge", "challengeMetadata"],
    ["UserMigration", "finalUserStatus"],
    ["UserMigration", "messageAction"],
    ["CustomMessage", "smsMessage"],
    ["CustomMessage", "emailMessage"],
    ["CustomMessage", "emailSubject"],
  ] as const;
  const dictionaries = [
    ["CreateAuthChallenge", "publicChallengeParameters"],
    ["CreateAuthChallenge", "privateChallengeParameters"],
    ["UserMigration", "userAttributes"],
    ["InboundFederation", "userAttributesToMap"],
  ] as const;
  const samples = { flag: true, text: "x", dictionary: { a: "x" } };

  test.each([
    ...flags.map(([trigger, member]) => ["flag", trigger, member] as const),
    ...texts.map(([trigger, member]) => ["text", trigger, member] as const),
    ...dictionaries.map(([trigger, member]) => ["dictionary", trigger, member] as const),
  ])("has a %s, or nothing: %s %s", (kind, trigger, member) => {
    for (const value of [samples[kind], null, undefined]) {
      expect(read(trigger, { [member]: value })).toEqual({ [member]: value });
    }
    const { [kind]: _right, ...others } = samples;
    for (const value of [...Object.values(others), 7, [], ["x"], { a: 1 }, { a: "x", b: null }]) {
      expect(read(trigger, { [member]: value })).toBeNull();
    }
  });
});

/** For the developer at the terminal: Cognito itself only says that it can't read the answer. */
describe("an invalid answer is explained in a sentence:", () => {
  const problem = (trigger: string, returned: unknown) => {
    const told: string[] = [];
    expect(readTriggerResponse(trigger, event, returned, (sentence) => told.push(sentence))).toBeNull();
    return told;
  };

  test.each([
    [undefined, "missing"],
    [null, "null"],
    [[event], "a list"],
    [7, "the number 7"],
    [true, "the boolean true"],
    ["x".repeat(58), `the string "${"x".repeat(58)}"`],
    ["x".repeat(59), `the string "${"x".repeat(59)}…`],
  ])("all of it is %j", (returned, given) => {
    expect(problem("PreSignUp", returned)).toEqual([
      `what it returns must be the event, with its response filled in, and is ${given}`,
    ]);
  });

  test.each([
    [
      "PreSignUp",
      { version: "2" },
      'version of what it returns must be "1", as in the event, and is the string "2"',
    ],
    [
      "PreSignUp",
      { userName: null },
      'userName of what it returns must be "ada", as in the event, and is null',
    ],
    ["PreSignUp", { response: [] }, "response must be an object, and is a list"],
    ["PreSignUp", { response: 1 }, "response must be an object, and is the number 1"],
    [
      "PreSignUp",
      { response: { autoConfirmUser: "yes" } },
      'response.autoConfirmUser must be true, false or null, and is the string "yes"',
    ],
    [
      "CustomMessage",
      { response: { emailSubject: {} } },
      "response.emailSubject must be a string, or null, and is an object",
    ],
    [
      "UserMigration",
      { response: { userAttributes: "email" } },
      'response.userAttributes must be an object of strings, or null, and is the string "email"',
    ],
    [
      "UserMigration",
      { response: { userAttributes: { "custom:age": 36 } } },
      'response.userAttributes["custom:age"] must be a string, and is the number 36',
    ],
  ])("%s %j", (trigger, change, sentence) => {
    expect(problem(trigger, { ...event, response: {}, ...change })).toEqual([sentence]);
  });

  test("any other error is thrown", () => {
    const broken = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError("no answer");
        },
      },
    );
    expect(() => readTriggerResponse("PreSignUp", event, broken)).toThrow(TypeError);
  });
});
