import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";

/**
 * One error for every code that is refused. Cognito distinguishes a wrong code, an expired one, too many wrong ones, no
 * account, and an account that waits for none. Each would tell a stranger who has an account: after a sign-up with another
 * person's address, a guess would be "wrong" for a new account and "expired" for an existing one.
 */
export const REFUSED_CODE: ExceptionOverrides = {
  CodeMismatchException: "code_mismatch",
  ExpiredCodeException: "code_mismatch",
  LimitExceededException: "code_mismatch",
  NotAuthorizedException: "code_mismatch",
  TooManyFailedAttemptsException: "code_mismatch",
  UserNotConfirmedException: "code_mismatch",
  UserNotFoundException: "code_mismatch",
};
