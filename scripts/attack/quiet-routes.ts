import { randomPassword } from "../users/random-password.ts";

/** A route whose answer must not reveal accounts, and a request to it that anyone can send. */
export interface QuietRoute {
  readonly path: string;
  readonly body: (email: string) => unknown;
  /** Mails that one request causes if there is an account; they go to the suite's own addresses. */
  readonly mails: 0 | 1;
  /** Bodies of the same meaning for stages of other versions: the first that does not return 400 counts. */
  readonly otherwise?: (email: string) => unknown;
}

/** Every public route that takes an address. A route that needs the answer of another is tried together with it. */
export const QUIET_ROUTES: readonly QuietRoute[] = [
  { path: "/v1/auth/sign-in", body: (email) => ({ email, password: "not-the-password" }), mails: 0 },
  { path: "/v1/auth/otp", body: (email) => ({ email, channel: "email" }), mails: 0 },
  { path: "/v1/auth/link", body: (email) => ({ email }), mails: 0 },
  { path: "/v1/auth/passkey", body: (email) => ({ email }), mails: 0 },
  { path: "/v1/auth/forgot-password", body: (email) => ({ email }), mails: 1 },
  { path: "/v1/auth/resend-code", body: (email) => ({ email }), mails: 0 },
  { path: "/v1/auth/recovery", body: (email) => ({ email, password: "not-the-password" }), mails: 0 },
  {
    path: "/v1/auth/reset-password",
    body: (email) => ({ email, code: "000000", newPassword: randomPassword() }),
    mails: 0,
  },
  {
    path: "/v1/auth/confirm",
    body: (email) => ({ email, code: "000000", password: randomPassword() }),
    otherwise: (email) => ({ email, code: "000000" }),
    mails: 0,
  },
  {
    path: "/v1/auth/sign-up",
    body: (email) => ({ email }),
    otherwise: (email) => ({ email, password: randomPassword() }),
    mails: 1,
  },
];
