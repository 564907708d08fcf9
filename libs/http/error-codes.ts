/** What a caller learns of an error: everything but the cause, which stays in the log. */
interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Seconds until another try makes sense, for `retry-after` (RFC 9110 §10.2.3). */
  readonly retryAfter?: number;
}

/**
 * The closed list of errors. Clients decide by the code, so a code is never renamed; titles and details are for people. No text
 * here may tell whether an account exists.
 */
export const ERROR_CODES = {
  validation_failed: {
    status: 400,
    title: "Validation failed",
    detail: "The request does not have the expected form; see errors.",
  },
  malformed_json: { status: 400, title: "Malformed JSON", detail: "The body is not valid JSON." },
  invalid_parameter: {
    status: 400,
    title: "Invalid parameter",
    detail: "A value in the request was refused.",
  },
  invalid_cursor: {
    status: 400,
    title: "Invalid cursor",
    detail: "The cursor was not issued by this list; start again without it.",
  },
  invalid_password: {
    status: 400,
    title: "Password refused",
    detail: "The password does not meet the password policy.",
  },
  password_reused: {
    status: 400,
    title: "Password used before",
    detail: "The password was used before; choose another one.",
  },
  code_mismatch: {
    status: 400,
    title: "Wrong code",
    detail: "The code is wrong or no longer valid; try again, or ask for a new one.",
  },
  code_expired: {
    status: 400,
    title: "Code expired",
    detail: "The code is no longer valid; ask for a new one.",
  },
  unsupported_token_type: {
    status: 400,
    title: "Unsupported token type",
    detail: "Only a refresh token can be revoked.",
  },
  passkey_refused: {
    status: 400,
    title: "Passkey refused",
    detail: "The passkey was not accepted; start again.",
  },
  factor_not_available: {
    status: 400,
    title: "Factor not available",
    detail: "The account has no such second factor.",
  },

  unauthorized: { status: 401, title: "Unauthorized", detail: "A valid access token is needed." },
  invalid_credentials: {
    status: 401,
    title: "Invalid credentials",
    detail: "The e-mail address or the password is wrong.",
  },
  session_expired: {
    status: 401,
    title: "Session expired",
    detail: "The sign-in took too long or was answered already; start again.",
  },
  link_expired: {
    status: 401,
    title: "Link no longer valid",
    detail: "The link was used, is too old or is not complete; ask for a new one.",
  },
  invalid_refresh_token: {
    status: 401,
    title: "Invalid refresh token",
    detail: "The refresh token is no longer valid; sign in again.",
  },
  session_revoked: {
    status: 401,
    title: "Session revoked",
    detail: "This sign-in was ended; sign in again.",
  },
  reauthentication_required: {
    status: 401,
    title: "Sign in again",
    detail: "This needs a recent sign-in: sign in again, then repeat it.",
  },
  account_unavailable: {
    status: 401,
    title: "Account unavailable",
    detail: "The account was disabled or deleted.",
  },

  insufficient_scope: {
    status: 403,
    title: "Insufficient scope",
    detail: "The access token does not hold the scope that this route requires.",
  },
  machine_not_allowed: {
    status: 403,
    title: "User required",
    detail: "This route takes tokens of users only, and this token is a machine's.",
  },
  origin_not_allowed: {
    status: 403,
    title: "Origin not allowed",
    detail: "Only pages of the allowed web origins may set and use cookies.",
  },
  terms_not_accepted: {
    status: 403,
    title: "Terms not accepted",
    detail: "The user must accept the current terms first: GET and POST /v1/me/consents.",
  },
  organization_role_required: {
    status: 403,
    title: "Role required",
    detail: "Your role in the organization does not allow this.",
  },
  invitation_for_other_address: {
    status: 403,
    title: "For another address",
    detail: "The invitation is for an address that your account has not verified.",
  },
  link_of_another_browser: {
    status: 403,
    title: "Link of another browser",
    detail: "The link only works in the browser that asked for it: open it there, or ask for a link here.",
  },
  request_refused: { status: 403, title: "Request refused", detail: "The request was refused." },

  not_found: { status: 404, title: "Not found", detail: "There is no such resource." },
  invitation_not_valid: {
    status: 404,
    title: "Invitation not valid",
    detail: "The invitation is wrong, expired, withdrawn or used.",
  },
  route_not_found: { status: 404, title: "Route not found", detail: "There is no such route." },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "The route does not take this method.",
  },
  email_in_use: {
    status: 409,
    title: "Address in use",
    detail: "Another account has verified this address.",
  },
  changed_meanwhile: {
    status: 409,
    title: "Changed meanwhile",
    detail: "Another person has changed it since you read it: read it again, then repeat the change.",
  },
  factor_in_use: {
    status: 409,
    title: "Factor in use",
    detail: "The phone number is a second factor: turn that off first.",
  },
  federated_account: {
    status: 409,
    title: "Account of an identity provider",
    detail:
      "The account signs in with an identity provider, which has its password and its second factors: change them there.",
  },
  group_exists: { status: 409, title: "Group exists", detail: "There is a group of that name." },
  group_protected: {
    status: 409,
    title: "Group protected",
    detail: "The group is part of the deployment: it can't be changed or deleted here.",
  },
  terms_outdated: {
    status: 409,
    title: "Terms outdated",
    detail: "This is not the current version of the terms; read the current one.",
  },
  last_admin: {
    status: 409,
    title: "Last administrator",
    detail: "No other administrator who can sign in would be left; appoint another one first.",
  },
  last_owner: {
    status: 409,
    title: "Last owner",
    detail: "The organization would have no owner; make another member an owner first, or delete it.",
  },
  organization_limit: {
    status: 409,
    title: "Limit reached",
    detail:
      "The organization or the account has the maximum number of members, invitations or organizations.",
  },
  own_account: {
    status: 409,
    title: "Own account",
    detail: "Another administrator has to do this to your account.",
  },
  quota_exceeded: {
    status: 409,
    title: "Quota exceeded",
    detail: "The files would exceed the quota of the account; delete some.",
  },
  user_state_conflict: {
    status: 409,
    title: "Not in this state",
    detail: "The account is not in a state that allows this.",
  },
  body_too_large: { status: 413, title: "Body too large", detail: "The body must not exceed 64 KB." },
  file_too_large: { status: 413, title: "File too large", detail: "The file exceeds the maximum size." },
  file_type_not_allowed: {
    status: 415,
    title: "File type not allowed",
    detail: "Files of this type are not accepted.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    detail: "The body must be application/json.",
  },
  too_many_requests: {
    status: 429,
    title: "Too many requests",
    detail: "Too many attempts; wait before trying again.",
    retryAfter: 60,
  },

  internal_error: { status: 500, title: "Internal error", detail: "Something went wrong on our side." },
  code_delivery_failed: {
    status: 503,
    title: "Code not delivered",
    detail: "The code could not be sent; try again later.",
    retryAfter: 60,
  },
  service_unavailable: {
    status: 503,
    title: "Service unavailable",
    detail: "The service cannot answer now; try again.",
    retryAfter: 5,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function describeError(code: ErrorCode): ErrorEntry {
  return ERROR_CODES[code];
}
