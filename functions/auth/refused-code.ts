import type { ExceptionOverrides } from "../../libs/cognito/exception-codes.ts";

/**
 * One word for every code that is not taken. Cognito tells apart a wrong code, one that ran out, too many wrong ones, no
 * account, and an account that waits for none; passed on, each would tell a stranger who has an account: after a sign-up
 * with somebody's address, a guess would be "wrong" for a new account and "expired" for one that was there.
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
