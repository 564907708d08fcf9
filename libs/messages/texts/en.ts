import type { AlertTexts, OtpTexts } from "./message-texts.ts";

const NOT_YOU =
  "If this was not you, somebody else is in your account: open the app yourself, reset your password and sign out everywhere.";

export const alerts: AlertTexts = {
  labels: {
    device: "Device",
    secondStep: "Second step",
    on: "On",
    off: "Off",
    codesLeft: "Recovery codes left",
    time: "Time",
    address: "IP address",
  },
  alerts: {
    welcome: {
      subject: "Welcome",
      lead: "Your account is ready. You can sign in with your e-mail address.",
      advice: "We will never ask you for your password or for a code by mail or on the phone.",
    },
    newDevice: {
      subject: "New sign-in to your account",
      lead: "Somebody signed in to your account from a device that we have not seen before.",
      advice: NOT_YOU,
    },
    emailChanged: {
      subject: "Your e-mail address was changed",
      lead: "Your account has a new e-mail address. This is the last message to this one.",
      advice:
        "If this was not you, somebody else is in your account. Contact support now: the password can no longer be reset from this address.",
    },
    passwordChanged: {
      subject: "Your password was changed",
      lead: "Your account has a new password.",
      advice: NOT_YOU,
    },
    mfaChanged: {
      subject: "Two-step sign-in was changed",
      lead: "The second step of signing in to your account was changed.",
      advice: NOT_YOU,
    },
    recoveryCodeUsed: {
      subject: "A recovery code was used",
      lead: "Somebody signed in to your account with one of your recovery codes. It cannot be used again.",
      advice: NOT_YOU,
    },
  },
};

export const otp: OtpTexts = {
  subject: "Your sign-in code",
  lead: "Enter this code to sign in.",
  label: "Your sign-in code",
  validity: (minutes) =>
    `It is valid for ${minutes === 1 ? "one minute" : `${minutes} minutes`} and works once.`,
  unasked:
    "If you are not signing in, ignore this message. Never tell anyone this code: we will not ask you for it.",
  sms: ({ appName, code }) => `${code} is your ${appName} sign-in code. Never share it.`,
};
