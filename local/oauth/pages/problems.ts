/** The message for a user when the service refuses: plain words for the service's error. */

import {
  credentialsWrong,
  factorNotAvailable,
  passwordAttemptsExceeded,
  sessionExpired,
  sessionInvalid,
  temporaryPasswordExpired,
  userDisabled,
} from "../../cognito/errors/sign-in-errors.ts";
import {
  invalidEmail,
  invalidPhoneNumber,
  noRecoveryChannel,
  passwordNotResettable,
  signUpNotPermitted,
  usernameIsAlias,
  usernameNotAnAttribute,
} from "../../cognito/errors/user-errors.ts";
import { levelOutOfReach } from "../../cognito/sign-in/choice/step-up.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { withoutUndefined } from "../../without-undefined.ts";
import type { ProblemKey } from "./texts/page-texts.ts";

export interface Problem {
  readonly key: ProblemKey;
  /** The form's field with the problem. */
  readonly field?: string;
  /** A trigger's message, which is written for the user. */
  readonly detail?: string;
  /** The sign-in can't continue, because its progress is gone. */
  readonly isOver?: boolean;
}

/** A refusal by a page itself. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: Problem;

  constructor(key: ProblemKey, field?: string) {
    super(key);
    this.problem = { key, ...withoutUndefined({ field }) };
  }
}

/** Errors with the same code are distinguished by the message of the function that creates them. */
const BY_MESSAGE: ReadonlyMap<string, Problem> = new Map(
  (
    [
      [credentialsWrong, { key: "credentials", field: "password" }],
      [passwordAttemptsExceeded, { key: "tooManyPasswords" }],
      [sessionInvalid, { key: "expired", isOver: true }],
      [sessionExpired, { key: "expired", isOver: true }],
      [userDisabled, { key: "disabled" }],
      [temporaryPasswordExpired, { key: "temporaryPasswordExpired" }],
      [signUpNotPermitted, { key: "signUpOff" }],
      [passwordNotResettable, { key: "notResettable" }],
      [noRecoveryChannel, { key: "noRecovery" }],
      [invalidEmail, { key: "email", field: "email" }],
      [invalidPhoneNumber, { key: "phone", field: "phone_number" }],
      [factorNotAvailable, { key: "choice" }],
      [levelOutOfReach, { key: "levelOutOfReach" }],
      [() => usernameNotAnAttribute(["email"]), { key: "email", field: "username" }],
      [() => usernameNotAnAttribute(["phone_number"]), { key: "phone", field: "username" }],
      [() => usernameNotAnAttribute(["email", "phone_number"]), { key: "username", field: "username" }],
      [() => usernameIsAlias("email"), { key: "username", field: "username" }],
      [() => usernameIsAlias("phone number"), { key: "username", field: "username" }],
    ] as const
  ).map(([make, problem]) => [make().message, problem]),
);

const BY_CODE: Readonly<Record<string, Problem>> = {
  UserNotFoundException: { key: "unknownUser", field: "username" },
  UserNotConfirmedException: { key: "notConfirmed" },
  PasswordResetRequiredException: { key: "resetRequired" },
  CodeMismatchException: { key: "wrongCode", field: "code" },
  EnableSoftwareTokenMFAException: { key: "wrongCode", field: "code" },
  ExpiredCodeException: { key: "expiredCode", field: "code" },
  LimitExceededException: { key: "tooMany" },
  TooManyRequestsException: { key: "tooMany" },
  TooManyFailedAttemptsException: { key: "tooMany" },
  PasswordHistoryPolicyViolationException: { key: "passwordReused", field: "password" },
  UsernameExistsException: { key: "userExists", field: "username" },
  AliasExistsException: { key: "addressTaken" },
};

/** The password rules, by the texts of their refusals. */
const BY_RULE: readonly (readonly [RegExp, ProblemKey])[] = [
  [/not long enough/, "passwordShort"],
  [/white space/, "passwordSpace"],
  [/uppercase/, "passwordUpper"],
  [/lowercase/, "passwordLower"],
  [/numeric/, "passwordDigit"],
  [/symbol/, "passwordSymbol"],
];

function passwordProblem(message: string): Problem {
  const [, key = "passwordRefused"] = BY_RULE.find(([pattern]) => pattern.test(message)) ?? [];
  return { key, field: "password" };
}

/** The model's message about a field (`Value at 'username' failed to satisfy constraint`). */
const BY_MEMBER: Readonly<Record<string, Problem>> = {
  username: { key: "username", field: "username" },
  password: { key: "passwordRefused", field: "password" },
  confirmationCode: { key: "wrongCode", field: "code" },
};

/** `email: The attribute is required` and similar, after "Attributes did not conform to the schema". */
function attributeProblem(message: string): Problem | null {
  const [, member = ""] = /Value at '(\w+)' failed/.exec(message) ?? [];
  if (BY_MEMBER[member] !== undefined) return BY_MEMBER[member];
  const [, name] = /schema: (?:user\.)?([\w:]+): /.exec(message) ?? [];
  if (name === undefined) return null;
  return { key: /required/.test(message) ? "missing" : "value", field: `userAttributes.${name}` };
}

export function problemOf(error: ServiceError | Refused): Problem {
  if (error instanceof Refused) return error.problem;
  const { code, message } = error;
  if (code === "InvalidPasswordException") return passwordProblem(message);
  if (code.startsWith("WebAuthn")) return { key: "passkey" };
  if (code === "UserLambdaValidationException") return { key: "unexpected", detail: message };
  return BY_MESSAGE.get(message) ?? BY_CODE[code] ?? attributeProblem(message) ?? { key: "unexpected" };
}

/** Whether the service refused for this. */
export const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof ServiceError && error.code === code;
