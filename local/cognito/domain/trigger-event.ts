/**
 * The events Cognito sends to a pool's Lambda triggers
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html).
 */
import { OddResponse, type OnOdd, readOrTell } from "./odd-response.ts";

export interface TriggerEvent {
  /** "1", and "2" for the second version of PreTokenGeneration. */
  readonly version: string;
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

type Response = Readonly<Record<string, unknown>>;

/** The response members in a function's event, which it fills in. */
export const EMPTY_RESPONSES = {
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
} as const satisfies Readonly<Record<string, Response>>;

/** The user's attributes as triggers see them: `sub` and the status among them. */
export function triggerAttributes(user: {
  readonly sub: string;
  readonly status: string;
  readonly attributes: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  return { sub: user.sub, "cognito:user_status": user.status, ...user.attributes };
}

/** @throws OddResponse naming the member */
type Check = (value: unknown, member: string) => void;

const isText: Check = (value, member) => {
  if (value !== null && value !== undefined && typeof value !== "string") {
    throw new OddResponse(member, "a string, or null", value);
  }
};

const isFlag: Check = (value, member) => {
  if (value !== null && value !== undefined && typeof value !== "boolean") {
    throw new OddResponse(member, "true, false or null", value);
  }
};

const isTexts: Check = (value, member) => {
  if (value === null || value === undefined) return;
  if (!isObject(value)) throw new OddResponse(member, "an object of strings, or null", value);
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== "string") {
      throw new OddResponse(`${member}[${JSON.stringify(name)}]`, "a string", text);
    }
  }
};

const RESPONSE_MEMBERS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  PreSignUp: { autoConfirmUser: isFlag, autoVerifyEmail: isFlag, autoVerifyPhone: isFlag },
  DefineAuthChallenge: { challengeName: isText, issueTokens: isFlag, failAuthentication: isFlag },
  CreateAuthChallenge: {
    publicChallengeParameters: isTexts,
    privateChallengeParameters: isTexts,
    challengeMetadata: isText,
  },
  VerifyAuthChallengeResponse: { answerCorrect: isFlag },
  UserMigration: {
    userAttributes: isTexts,
    forceAliasCreation: isFlag,
    enableSMSMFA: isFlag,
    finalUserStatus: isText,
    messageAction: isText,
  },
  CustomMessage: { smsMessage: isText, emailMessage: isText, emailSubject: isText },
  InboundFederation: { userAttributesToMap: isTexts },
};

const IDENTITY_MEMBERS = ["version", "triggerSource", "region", "userPoolId", "userName"] as const;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The `response` of what a function returned; `null` where Cognito would say "Unrecognizable lambda output": it is not the
 * event that was sent with its response filled in, or a member is of the wrong type.
 */
export function readTriggerResponse(
  trigger: string,
  event: TriggerEvent,
  returned: unknown,
  onOdd: OnOdd = () => {},
): Response | null {
  return readOrTell(() => checkTriggerResponse(trigger, event, returned), onOdd);
}

/** @throws OddResponse */
function checkTriggerResponse(trigger: string, event: TriggerEvent, returned: unknown): Response {
  if (!isObject(returned)) {
    throw new OddResponse("what it returns", "the event, with its response filled in", returned);
  }
  for (const member of IDENTITY_MEMBERS) {
    if (returned[member] !== event[member]) {
      throw new OddResponse(
        `${member} of what it returns`,
        `${JSON.stringify(event[member])}, as in the event`,
        returned[member],
      );
    }
  }
  const response = returned.response ?? {};
  if (!isObject(response)) throw new OddResponse("response", "an object", response);
  for (const [member, check] of Object.entries(RESPONSE_MEMBERS[trigger] ?? {})) {
    check(response[member], `response.${member}`);
  }
  return response;
}
