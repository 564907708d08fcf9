import type { Route } from "../../libs/http/route.ts";
import { challenge } from "./challenge.ts";
import { completeLink } from "./complete-link.ts";
import { completeRecovery } from "./complete-recovery.ts";
import { config } from "./config.ts";
import { confirm } from "./confirm.ts";
import { forgotPassword } from "./forgot-password.ts";
import { otp } from "./otp.ts";
import { passkey } from "./passkey.ts";
import { recovery } from "./recovery.ts";
import { refresh } from "./refresh.ts";
import { resendCode } from "./resend-code.ts";
import { resetPassword } from "./reset-password.ts";
import { sendLink } from "./send-link.ts";
import { setUpMfa } from "./set-up-mfa.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { signUp } from "./sign-up.ts";

/** All public: they take credentials or a code instead of a token. */
export const routes: readonly Route[] = [
  signUp,
  confirm,
  resendCode,
  signIn,
  otp,
  sendLink,
  completeLink,
  passkey,
  challenge,
  setUpMfa,
  recovery,
  completeRecovery,
  refresh,
  signOut,
  forgotPassword,
  resetPassword,
  config,
];
