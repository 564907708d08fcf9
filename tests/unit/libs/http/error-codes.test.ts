import { expect, test } from "@jest/globals";
import { describeError, ERROR_CODES, type ErrorCode } from "../../../../libs/http/error-codes.ts";

const entries = Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][];

test.each(entries)("%s has an error's status and a readable text", (code, { status, title, detail }) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
  expect(title).toMatch(/^[A-Z]/);
  expect(detail).toMatch(/\.$/);
});

test("every code keeps its status: clients rely on it", () => {
  const byStatus = Object.groupBy(entries, ([, { status }]) => status);
  const codes = Object.entries(byStatus).map(([status, found]) => [
    status,
    found?.map(([code]) => code).sort(),
  ]);
  expect(Object.fromEntries(codes)).toEqual({
    400: [
      "code_expired",
      "code_mismatch",
      "factor_not_available",
      "invalid_cursor",
      "invalid_parameter",
      "invalid_password",
      "malformed_json",
      "passkey_refused",
      "password_reused",
      "unsupported_token_type",
      "validation_failed",
    ],
    401: [
      "account_unavailable",
      "invalid_credentials",
      "invalid_refresh_token",
      "link_expired",
      "reauthentication_required",
      "session_expired",
      "session_revoked",
      "unauthorized",
    ],
    403: [
      "insufficient_scope",
      "invitation_for_other_address",
      "link_of_another_browser",
      "machine_not_allowed",
      "organization_role_required",
      "origin_not_allowed",
      "request_refused",
      "terms_not_accepted",
    ],
    404: ["invitation_not_valid", "not_found", "route_not_found"],
    405: ["method_not_allowed"],
    409: [
      "changed_meanwhile",
      "email_in_use",
      "factor_in_use",
      "federated_account",
      "group_exists",
      "group_protected",
      "last_admin",
      "last_owner",
      "organization_limit",
      "own_account",
      "quota_exceeded",
      "terms_outdated",
      "user_state_conflict",
    ],
    413: ["body_too_large", "file_too_large"],
    415: ["file_type_not_allowed", "unsupported_media_type"],
    429: ["too_many_requests"],
    500: ["internal_error"],
    503: ["code_delivery_failed", "service_unavailable"],
  });
});

test("a temporary error says when to try again", () => {
  const later = entries.filter(([, { status }]) => status === 429 || status === 503);
  const seconds = later.map(([code]) => [code, describeError(code).retryAfter]);
  expect(Object.fromEntries(seconds)).toEqual({
    too_many_requests: 60,
    code_delivery_failed: 60,
    service_unavailable: 5,
  });
});
