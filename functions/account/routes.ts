import type { Route } from "../../libs/http/route.ts";
import { acceptTerms } from "./accept-terms.ts";
import { changePassword } from "./change-password.ts";
import { deleteMe } from "./delete-me.ts";
import { deletePasskey } from "./delete-passkey.ts";
import { exportMe } from "./export-me.ts";
import { getMe } from "./get-me.ts";
import { getMfa } from "./get-mfa.ts";
import { issueRecoveryCodes } from "./issue-recovery-codes.ts";
import { listActivity } from "./list-activity.ts";
import { listConsents } from "./list-consents.ts";
import { listPasskeys } from "./list-passkeys.ts";
import { listSessions } from "./list-sessions.ts";
import { registerPasskey } from "./register-passkey.ts";
import { removePhoneNumber } from "./remove-phone-number.ts";
import { renamePasskey } from "./rename-passkey.ts";
import { revokeSession } from "./revoke-session.ts";
import { revokeSessions } from "./revoke-sessions.ts";
import { sendAttributeCode } from "./send-attribute-code.ts";
import { setUpTotp } from "./set-up-totp.ts";
import { unlinkIdentity } from "./unlink-identity.ts";
import { updateMe } from "./update-me.ts";
import { updateMfa } from "./update-mfa.ts";
import { verifyAttribute } from "./verify-attribute.ts";
import { verifyTotp } from "./verify-totp.ts";

export const routes: readonly Route[] = [
  getMe,
  updateMe,
  deleteMe,
  changePassword,
  sendAttributeCode,
  verifyAttribute,
  removePhoneNumber,
  getMfa,
  updateMfa,
  setUpTotp,
  verifyTotp,
  issueRecoveryCodes,
  listSessions,
  revokeSessions,
  revokeSession,
  listPasskeys,
  registerPasskey,
  renamePasskey,
  deletePasskey,
  unlinkIdentity,
  listConsents,
  acceptTerms,
  exportMe,
  listActivity,
];
