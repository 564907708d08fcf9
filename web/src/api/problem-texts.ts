import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { formatTime } from "../i18n/format.ts";
import type { ApiFailure, FailureCode } from "./problem.ts";

interface ProblemText {
  readonly title: string;
  readonly text: string;
}

type Descriptors = readonly [title: MessageDescriptor, text: MessageDescriptor];

const REJECTED: Descriptors = [msg`Not accepted`, msg`Check what you entered, then try again.`];
const SIGN_IN: Descriptors = [msg`Signed out`, msg`Your sign-in has ended. Sign in again to go on.`];
const INTERNAL_ERROR: Descriptors = [
  msg`Something went wrong on our side`,
  msg`The error was logged. Try again in a moment; if it stays, pass on the request id.`,
];

/** What happened and what to do, by the API's code, for every view. A view may have better words of its own for a code. */
const TEXTS: Readonly<Record<FailureCode, Descriptors>> = {
  account_unavailable: [msg`Account not available`, msg`This account was disabled or deleted.`],
  body_too_large: [msg`Too large`, msg`Send less at once.`],
  changed_meanwhile: [
    msg`Changed meanwhile`,
    msg`Another person changed this while you had it open. Reload it, then repeat your change.`,
  ],
  code_delivery_failed: [
    msg`Code not sent`,
    msg`The code could not be sent. Try again in a minute, or choose another way.`,
  ],
  code_expired: [msg`Code expired`, msg`Ask for a new code.`],
  code_mismatch: [
    msg`Wrong code`,
    msg`The code is not right or no longer valid. Check it, or ask for a new one.`,
  ],
  email_in_use: [msg`Address in use`, msg`Another account uses this address.`],
  factor_in_use: [msg`Number in use`, msg`This number is your second step at sign-in. Turn that off first.`],
  factor_not_available: [
    msg`Not available`,
    msg`This second step is not set up for this account. Choose another one.`,
  ],
  federated_account: [
    msg`Managed elsewhere`,
    msg`This account signs in with an identity provider. Change it there.`,
  ],
  file_too_large: [msg`File too large`, msg`Choose a smaller file.`],
  file_type_not_allowed: [msg`File type not allowed`, msg`Choose a file of another type.`],
  group_exists: [msg`Group exists`, msg`A group with this name exists. Choose another name.`],
  group_protected: [
    msg`Protected group`,
    msg`This group is part of the deployment. It can't be changed here.`,
  ],
  insufficient_scope: [msg`Not allowed`, msg`Your account may not do this. Ask an administrator.`],
  internal_error: INTERNAL_ERROR,
  invalid_credentials: [msg`Wrong address or password`, msg`The address or the password is not right.`],
  invalid_cursor: [msg`List changed`, msg`Load the list again from the start.`],
  invalid_parameter: REJECTED,
  invalid_password: [msg`Password not accepted`, msg`Choose a password that meets the rule.`],
  invalid_refresh_token: SIGN_IN,
  terms_not_accepted: [msg`Terms not accepted`, msg`Accept the current terms first.`],
  terms_outdated: [
    msg`The terms have changed`,
    msg`There is a newer version of the terms. Reload the page to read it.`,
  ],
  invitation_for_other_address: [
    msg`For another address`,
    msg`This invitation is for another e-mail address. Sign in with the account that has it.`,
  ],
  invitation_not_valid: [
    msg`Invitation not valid`,
    msg`It was used or withdrawn, or has expired. Ask for a new one.`,
  ],
  last_admin: [
    msg`Last administrator`,
    msg`This is the last administrator. Make another user an administrator first.`,
  ],
  link_expired: [
    msg`Link no longer valid`,
    msg`The link was used, is too old or is not complete. Ask for a new one.`,
  ],
  link_of_another_browser: [
    msg`Link for another browser`,
    msg`The link only works in the browser that asked for it. Open it there, or ask for a link here.`,
  ],
  last_owner: [
    msg`Last owner`,
    msg`An organization would have no owner. Make another member an owner first, or delete the organization.`,
  ],
  machine_not_allowed: [msg`Not allowed`, msg`Only a signed-in user may do this.`],
  malformed_json: REJECTED,
  method_not_allowed: INTERNAL_ERROR,
  not_found: [msg`Not found`, msg`It does not exist any more, or never did.`],
  offline: [msg`No connection`, msg`The server can't be reached. Check your connection, then try again.`],
  organization_limit: [
    msg`Limit reached`,
    msg`The limit of members, invitations or organizations is reached.`,
  ],
  organization_role_required: [
    msg`Not allowed`,
    msg`Your role in this organization does not allow this. Ask an owner.`,
  ],
  origin_not_allowed: [
    msg`Page not allowed`,
    msg`The API does not accept sign-ins from this page's address.`,
  ],
  own_account: [msg`Your own account`, msg`Another administrator has to do this to your account.`],
  passkey_refused: [msg`Passkey not accepted`, msg`Start again, or choose another way to sign in.`],
  password_reused: [msg`Password used before`, msg`Choose one that you have not used here.`],
  quota_exceeded: [msg`No space left`, msg`Delete files to free space.`],
  reauthentication_required: [msg`Sign in again`, msg`This needs a recent sign-in.`],
  request_refused: [msg`Refused`, msg`The request was refused.`],
  route_not_found: INTERNAL_ERROR,
  service_unavailable: [msg`Not available right now`, msg`The service can't answer. Try again in a moment.`],
  session_expired: [msg`Took too long`, msg`This sign-in took too long. Start again.`],
  session_revoked: SIGN_IN,
  too_many_requests: [msg`Too many tries`, msg`Wait a minute, then try again.`],
  unauthorized: SIGN_IN,
  unreadable: INTERNAL_ERROR,
  unsupported_media_type: REJECTED,
  unsupported_token_type: REJECTED,
  user_state_conflict: [
    msg`Changed meanwhile`,
    msg`The account is not in a state that allows this. Reload it.`,
  ],
  validation_failed: REJECTED,
};

/** A failure in plain words, in the current language. */
export function useProblemText(): (failure: ApiFailure) => ProblemText {
  const { t } = useLingui();
  return ({ code, retryAt }) => {
    const [title, text] = TEXTS[code] ?? INTERNAL_ERROR;
    if (code === "too_many_requests" && retryAt !== undefined) {
      const time = formatTime(retryAt, { timeStyle: "short" });
      return { title: t(title), text: t`Wait until ${time}, then try again.` };
    }
    return { title: t(title), text: t(text) };
  };
}
