import { isUnavailable } from "../aws/is-unavailable.ts";
import { ApiError } from "../http/api-error.ts";
import { describeError, type ErrorCode } from "../http/error-codes.ts";
import type { RefusalReason } from "../http/refusal-reasons.ts";
import { findRefusal, REFUSALS, type RefusalName } from "../messages/refusals.ts";
import { withoutUndefined } from "../without-undefined.ts";

/**
 * Every exception of Cognito's and its default meaning for a caller. `internal_error` stands for mistakes of the deployment,
 * which no caller can fix. A test compares the list with AWS's service model.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
 */
export const EXCEPTION_CODES = {
  AccessDeniedException: "internal_error",
  AliasExistsException: "email_in_use",
  CodeDeliveryFailureException: "code_delivery_failed",
  CodeMismatchException: "code_mismatch",
  ConcurrentModificationException: "service_unavailable",
  DeviceKeyExistsException: "invalid_parameter",
  DuplicateProviderException: "internal_error",
  EnableSoftwareTokenMFAException: "code_mismatch",
  ExpiredCodeException: "code_expired",
  FeatureUnavailableInTierException: "internal_error",
  // AWS WAF in front of the pool.
  ForbiddenException: "request_refused",
  GroupExistsException: "group_exists",
  InternalErrorException: "service_unavailable",
  InternalServerException: "service_unavailable",
  InvalidEmailRoleAccessPolicyException: "internal_error",
  InvalidLambdaResponseException: "internal_error",
  InvalidOAuthFlowException: "internal_error",
  InvalidParameterException: "invalid_parameter",
  InvalidPasswordException: "invalid_password",
  InvalidSmsRoleAccessPolicyException: "internal_error",
  InvalidSmsRoleTrustRelationshipException: "internal_error",
  InvalidUserPoolConfigurationException: "internal_error",
  LimitExceededException: "too_many_requests",
  MFAMethodNotFoundException: "factor_not_available",
  ManagedLoginBrandingExistsException: "internal_error",
  // Only the route knows who is not authorized, and for what.
  NotAuthorizedException: "internal_error",
  OperationNotEnabledException: "internal_error",
  PasswordHistoryPolicyViolationException: "password_reused",
  // The state of an account, like its absence, must not be disclosed. Routes that may meet it answer something better.
  PasswordResetRequiredException: "account_unavailable",
  PreconditionNotMetException: "internal_error",
  RefreshTokenReuseException: "invalid_refresh_token",
  ResourceNotFoundException: "internal_error",
  ScopeDoesNotExistException: "internal_error",
  ServiceQuotaExceededException: "internal_error",
  SoftwareTokenMFANotFoundException: "factor_not_available",
  TermsExistsException: "internal_error",
  TierChangeNotAllowedException: "internal_error",
  TooManyFailedAttemptsException: "too_many_requests",
  TooManyRequestsException: "too_many_requests",
  UnauthorizedException: "internal_error",
  // A trigger crashed or was late. Cognito has called it three times.
  UnexpectedLambdaException: "service_unavailable",
  UnsupportedIdentityProviderException: "internal_error",
  UnsupportedOperationException: "internal_error",
  UnsupportedTokenTypeException: "unsupported_token_type",
  UnsupportedUserStateException: "user_state_conflict",
  UserImportInProgressException: "service_unavailable",
  UserLambdaValidationException: "request_refused",
  UserNotConfirmedException: "account_unavailable",
  UserNotFoundException: "account_unavailable",
  UserPoolAddOnNotEnabledException: "internal_error",
  UserPoolTaggingException: "internal_error",
  UsernameExistsException: "internal_error",
  WebAuthnChallengeNotFoundException: "passkey_refused",
  WebAuthnClientMismatchException: "passkey_refused",
  WebAuthnConfigurationMissingException: "factor_not_available",
  WebAuthnCredentialNotSupportedException: "passkey_refused",
  WebAuthnNotEnabledException: "factor_not_available",
  WebAuthnOriginNotAllowedException: "passkey_refused",
  WebAuthnRelyingPartyMismatchException: "passkey_refused",
} as const satisfies Record<string, ErrorCode>;

export type CognitoException = keyof typeof EXCEPTION_CODES;

/**
 * What Cognito says only if an account exists, or only if none does. A route that must not tell the two apart tolerates them
 * all. The limit is among them: it counts per account, and a stranger never exceeds it.
 */
export const ACCOUNT_DEPENDENT: readonly CognitoException[] = [
  "CodeDeliveryFailureException",
  "InvalidLambdaResponseException",
  "InvalidParameterException",
  "LimitExceededException",
  "NotAuthorizedException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
  "UserNotFoundException",
];

/**
 * Refusals of a request, or because of an account's state, without a default meaning: a route that meets them says what they
 * mean. A route that tolerates one expects it, so it is not a fault of the deployment.
 */
const EXPECTED: ReadonlySet<CognitoException> = new Set([
  "GroupExistsException",
  "NotAuthorizedException",
  "RefreshTokenReuseException",
  "ResourceNotFoundException",
  "UnauthorizedException",
  "UserNotFoundException",
  "UsernameExistsException",
]);

/** Whether a tolerated exception means a mistake of the deployment or an outage, which the operator must see. */
export const isFault = (name: CognitoException): boolean =>
  !EXPECTED.has(name) && describeError(EXCEPTION_CODES[name]).status >= 500;

/** What an exception means on one route, if it differs from {@link EXCEPTION_CODES}. */
export type ExceptionOverrides = Partial<Readonly<Record<CognitoException, ErrorCode>>>;

/** The exception's name, if the routes know it. */
export function exceptionName(error: unknown): CognitoException | undefined {
  if (!(error instanceof Error) || !Object.hasOwn(EXCEPTION_CODES, error.name)) return undefined;
  return error.name as CognitoException;
}

/**
 * The texts that a caller may read: the broken rule of the password policy, and the refusals of our own triggers. Everything
 * else that Cognito says may name accounts, pools or code, and stays in the log.
 */
function publicDetail(name: CognitoException, message: string): string | undefined {
  if (name === "InvalidPasswordException") {
    return message.replace(/^Password did not conform with policy: /, "");
  }
  if (name !== "UserLambdaValidationException") return undefined;
  const refusal = findRefusal(message);
  return refusal === undefined ? undefined : REFUSALS[refusal];
}

/** Refusals of our triggers with a code of their own. */
const REFUSAL_CODES: Partial<Readonly<Record<RefusalName, ErrorCode>>> = {
  codesUnavailable: "service_unavailable",
  signInOver: "session_expired",
  tooManyMails: "too_many_requests",
  tooManySignIns: "too_many_requests",
  unavailable: "service_unavailable",
};

/** Why our triggers refuse, for clients to decide by, if the code is `request_refused`. */
const REFUSAL_REASON: Partial<Readonly<Record<RefusalName, RefusalReason>>> = {
  accountUnavailable: "account_unavailable",
  emailDomain: "email_domain_not_allowed",
  emailMissing: "email_missing",
  emailUnverified: "email_not_verified",
  invitationMissing: "invitation_required",
};

function refusalReason(name: CognitoException, message: string): RefusalReason {
  if (name === "ForbiddenException") return "firewall";
  // Only sign-up treats it as a refused request: in this pool only administrators create accounts.
  if (name === "NotAuthorizedException") return "sign_up_closed";
  const refusal = findRefusal(message);
  return (refusal && REFUSAL_REASON[refusal]) ?? "trigger";
}

function refusalCode(name: CognitoException, message: string): ErrorCode | undefined {
  const refusal = name === "UserLambdaValidationException" ? findRefusal(message) : undefined;
  return refusal === undefined ? undefined : REFUSAL_CODES[refusal];
}

/** The API's error for a failed call of Cognito. */
export function fromCognito(error: unknown, overrides: ExceptionOverrides = {}): ApiError {
  const name = exceptionName(error);
  if (name === undefined || !(error instanceof Error)) {
    return new ApiError(isUnavailable(error) ? "service_unavailable" : "internal_error", { cause: error });
  }
  const detail = publicDetail(name, error.message);
  const code = refusalCode(name, error.message) ?? overrides[name] ?? EXCEPTION_CODES[name];
  return new ApiError(code, {
    cause: error,
    ...withoutUndefined({
      reason: code === "request_refused" ? refusalReason(name, error.message) : undefined,
      detail,
    }),
  });
}
