import type {
  AlertTexts,
  CodeTexts,
  LinkPageTexts,
  OrganizationTexts,
  OtpTexts,
  SignInLinkTexts,
} from "./message-texts.ts";

const NOT_YOU =
  "If this was not you, someone else is in your account: open the app yourself, reset your password and sign out everywhere.";

export const alerts: AlertTexts = {
  labels: {
    device: "Device",
    passkey: "Passkey",
    provider: "Provider",
    secondStep: "Second step",
    on: "On",
    off: "Off",
    codesLeft: "Recovery codes left",
    passkeys: "Passkeys",
    secondSteps: { totp: "Authenticator app", sms: "Text message", email: "E-mail" },
    some: "There are some",
    none: "None",
    lookInTheApp: "Look in the app",
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
      lead: "Someone signed in to your account from a device that we have not seen before.",
      advice: NOT_YOU,
    },
    emailChanged: {
      subject: "Your e-mail address was changed",
      lead: "Your account has a new e-mail address. This is the last message to this one.",
      advice:
        "If this was not you, someone else is in your account. Contact support now: the password can no longer be reset from this address.",
    },
    emailWanted: {
      subject: "Someone tried to use your e-mail address",
      lead: "Someone tried to use this e-mail address for another account. Your account already has it, so nothing was changed.",
      advice: "If this was you, sign in with this address. If it was not you, you need not do anything.",
    },
    passwordChanged: {
      subject: "Your password was changed",
      lead: "Your account has a new password.",
      advice: NOT_YOU,
    },
    passwordReset: {
      subject: "Your password was changed",
      lead: "Your account has a new password, chosen with a code from this mailbox. A second step and passkeys stay as they were.",
      advice:
        "Sign in and remove any second step or passkey that you do not know. If you did not choose the password, someone else reads this mailbox: secure it first, then reset your password again.",
    },
    mfaChanged: {
      subject: "Two-step sign-in was changed",
      lead: "The second step of signing in to your account was changed.",
      advice: NOT_YOU,
    },
    passkeyAdded: {
      subject: "A passkey was added",
      lead: "Your account has a new passkey: anyone who has it can sign in without your password.",
      advice:
        "If this was not you, someone else is in your account: open the app yourself, remove the passkey, reset your password and sign out everywhere.",
    },
    passkeyRemoved: {
      subject: "A passkey was removed",
      lead: "A passkey was removed from your account. It can no longer be used to sign in.",
      advice: NOT_YOU,
    },
    identityUnlinked: {
      subject: "A linked account was removed",
      lead: "An account of an identity provider was unlinked from your account. It can no longer be used to sign in.",
      advice: NOT_YOU,
    },
    recoveryCodesCreated: {
      subject: "New recovery codes were made",
      lead: "New recovery codes were made for your account. The former ones no longer work.",
      advice:
        "If this was not you, someone else is in your account: open the app yourself, reset your password, sign out everywhere and make new recovery codes.",
    },
    recoveryCodeUsed: {
      subject: "A recovery code was used",
      lead: "Someone signed in to your account with one of your recovery codes. It cannot be used again.",
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

export const signInLink: SignInLinkTexts = {
  subject: "Your sign-in link",
  lead: "Open this link in the browser in which you asked for it, and press “Sign in” there.",
  button: "Continue to sign-in",
  validity: (minutes) =>
    `It is valid for ${minutes === 1 ? "one minute" : `${minutes} minutes`}, works once, and only in that browser.`,
  unasked:
    "If you are not signing in, ignore this message: the link alone signs no one in. Do not forward it.",
};

const CONFIRM_ACCOUNT = {
  subject: "Confirm your account",
  label: "Your confirmation code",
  validity: "It is valid for 24 hours.",
  unasked: "If you did not sign up, ignore this message: nothing happens without you.",
  sms: ({ appName, code }) => `${code} is your ${appName} confirmation code. Never share it.`,
} satisfies Partial<CodeTexts["purposes"]["SignUp"]>;

export const codes: CodeTexts = {
  username: "Your user name",
  purposes: {
    SignUp: { ...CONFIRM_ACCOUNT, lead: "Welcome! Enter this code to confirm your account." },
    ResendCode: {
      ...CONFIRM_ACCOUNT,
      lead: "Here is a new code to confirm your account. Earlier codes no longer work.",
    },
    AdminCreateUser: {
      subject: "You are invited",
      lead: "An account was created for you. Sign in with this temporary password and choose your own.",
      label: "Your temporary password",
      validity: "It is valid for a few days.",
      unasked: "If you did not expect an invitation, ignore this message.",
      sms: ({ appName, code, username }) =>
        `${appName}: your user name is ${username}, your temporary password is ${code}`,
    },
    ForgotPassword: {
      subject: "Reset your password",
      lead: "Enter this code to choose a new password.",
      label: "Your reset code",
      validity: "It is valid for one hour.",
      unasked: "If you did not ask for it, ignore this message: your password stays as it is.",
      sms: ({ appName, code }) => `${code} is your ${appName} password reset code. Never share it.`,
    },
    UpdateUserAttribute: {
      subject: "Confirm your new contact",
      lead: "Enter this code in the app to confirm that this address or number is yours.",
      label: "Your confirmation code",
      validity: "It is valid for 24 hours.",
      unasked: "If you did not change your account, ignore this message: nothing changes without the code.",
      sms: ({ appName, code }) => `${code} is your ${appName} confirmation code. Never share it.`,
    },
    VerifyUserAttribute: {
      subject: "Verify your contact",
      lead: "Enter this code in the app to verify that this address or number is yours.",
      label: "Your verification code",
      validity: "It is valid for 24 hours.",
      unasked: "If you did not ask for it, ignore this message.",
      sms: ({ appName, code }) => `${code} is your ${appName} verification code. Never share it.`,
    },
    Authentication: {
      subject: "Your sign-in code",
      lead: "Enter this code to finish signing in.",
      label: "Your sign-in code",
      validity: "It is valid for a few minutes.",
      unasked:
        "If you are not signing in, change your password: someone else knows it. Never tell anyone this code.",
      sms: ({ appName, code }) => `${code} is your ${appName} sign-in code. Never share it.`,
    },
  },
  links: {
    SignUp: { lead: "Welcome! One step is left: confirm your account.", button: "Confirm account" },
    ResendCode: {
      lead: "Here is a new link to confirm your account. Earlier links no longer work.",
      button: "Confirm account",
    },
    ForgotPassword: { lead: "Follow this link to choose a new password.", button: "Choose a new password" },
  },
};

export const organizations: OrganizationTexts = {
  subject: "You are invited to an organization",
  lead: "You are invited to become a member. Sign in with this e-mail address, or create an account with it, to accept.",
  organization: "Organization",
  button: "Open invitation",
  validity: (days) => `The invitation is valid for ${days} days and works once.`,
  unasked: "If you did not expect it, ignore this message: nothing happens without you.",
};

export const linkPages: LinkPageTexts = {
  email: "E-mail address",
  code: "Code",
  newPassword: "New password",
  showPassword: "Show password",
  passwordRule: (minimumLength) => `At least ${minimumLength} characters. A few words are better than one.`,
  noScript:
    "This page needs JavaScript. Without it, enter the code in the app: it is the end of this page’s address, after “code=”.",
  incomplete: "Part of the link is missing. Open it from the mail once more, or enter what was sent to you.",
  errors: {
    code: "The link or code is not right or no longer valid. Ask for a new one in the app.",
    password: "This password is too short or too easy to guess. Choose another one.",
    reused: "You have used this password before. Choose another one.",
    throttled: "Too many attempts. Wait a minute, then try again.",
    other: "That did not work. Try again in a moment.",
  },
  pages: {
    confirm: {
      title: "Confirm your account",
      lead: "Choose a password for your account. It is set once you have confirmed that this address is yours.",
      button: "Confirm account",
      done: "Your account is confirmed. You can close this page and sign in.",
    },
    reset: {
      title: "Choose a new password",
      lead: "The new password takes the place of the old one for this account.",
      button: "Save password",
      done: "Your new password is saved. You can close this page and sign in.",
    },
  },
};
