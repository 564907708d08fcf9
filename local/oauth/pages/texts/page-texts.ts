/** The pages' texts. `{name}` is a placeholder. */
export interface PageTexts {
  readonly signIn: string;
  /** Names of what users sign in with, for use within a sentence. */
  readonly names: Readonly<Record<"username" | "email" | "phone_number", string>>;
  readonly password: string;
  readonly newPassword: string;
  readonly repeatPassword: string;
  readonly passwordOptional: string;
  readonly next: string;
  readonly forgotPassword: string;
  readonly newHere: string;
  readonly createAccount: string;
  readonly haveAccount: string;
  readonly or: string;
  readonly continueWith: string;
  readonly company: string;
  readonly companyButton: string;
  readonly noWayIn: string;
  readonly language: string;
  readonly signingInAs: string;
  readonly otherWay: string;
  readonly startAgain: string;
  readonly code: string;
  readonly sendAgain: string;
  readonly checkMail: string;
  readonly checkPhone: string;
  readonly codeByMail: string;
  readonly codeBySms: string;
  readonly choose: { readonly title: string } & Readonly<Record<FirstWay, string>>;
  readonly secondStep: { readonly title: string; readonly lead: string } & Readonly<
    Record<SecondWay, string>
  >;
  readonly stepUp: { readonly title: string; readonly lead: string; readonly other: string };
  readonly app: { readonly title: string; readonly lead: string };
  readonly setUp: {
    readonly title: string;
    readonly lead: string;
    readonly appTitle: string;
    readonly scan: string;
    readonly qrCode: string;
    readonly orType: string;
    readonly key: string;
    readonly thenCode: string;
    readonly mailTitle: string;
    readonly mailLead: string;
    readonly impossible: string;
  };
  readonly newPasswordPage: { readonly title: string; readonly lead: string; readonly button: string };
  readonly signUp: { readonly title: string; readonly button: string; readonly terms: string };
  readonly termsOfUse: string;
  readonly privacyPolicy: string;
  readonly confirm: {
    readonly title: string;
    readonly lead: string;
    readonly leadUnknown: string;
    readonly button: string;
    readonly linkTitle: string;
    readonly linkLead: string;
    readonly linkDone: string;
  };
  readonly resend: { readonly title: string; readonly lead: string };
  readonly forgot: { readonly title: string; readonly lead: string };
  readonly reset: {
    readonly title: string;
    readonly lead: string;
    readonly leadUnknown: string;
    readonly button: string;
  };
  readonly confirmed: {
    readonly title: string;
    readonly lead: string;
    readonly failed: string;
    readonly failedLead: string;
  };
  readonly passkey: {
    readonly title: string;
    readonly lead: string;
    readonly button: string;
    readonly addTitle: string;
    readonly addLead: string;
    readonly addButton: string;
    readonly skip: string;
    readonly needsScript: string;
    readonly unsupported: string;
    readonly cancelled: string;
  };
  readonly error: { readonly title: string; readonly lead: string; readonly detail: string };
  readonly leaving: { readonly title: string; readonly lead: string };
  readonly errorPrefix: string;
  readonly rules: {
    readonly intro: string;
    readonly length: string;
    readonly upper: string;
    readonly lower: string;
    readonly digit: string;
    readonly symbol: string;
  };
  readonly notices: Readonly<Record<NoticeKey, string>>;
  readonly problems: Readonly<Record<ProblemKey, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

export type FirstWay = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";
type SecondWay = "SMS_MFA" | "SOFTWARE_TOKEN_MFA" | "EMAIL_MFA";

export type NoticeKey =
  | "codeSent"
  | "linkSent"
  | "passwordChanged"
  | "confirmed"
  | "waitForAdministrator"
  | "passkeyAdded";

export type ProblemKey =
  | "form"
  | "expired"
  | "unexpected"
  | "credentials"
  | "unknownUser"
  | "tooManyPasswords"
  | "disabled"
  | "temporaryPasswordExpired"
  | "resetRequired"
  | "notConfirmed"
  | "wrongCode"
  | "expiredCode"
  | "usedCode"
  | "tooMany"
  | "passwordShort"
  | "passwordSpace"
  | "passwordUpper"
  | "passwordLower"
  | "passwordDigit"
  | "passwordSymbol"
  | "passwordRefused"
  | "passwordReused"
  | "passwordsDiffer"
  | "userExists"
  | "addressTaken"
  | "email"
  | "phone"
  | "username"
  | "missing"
  | "value"
  | "signUpOff"
  | "notResettable"
  | "noRecovery"
  | "passkey"
  | "passkeyLimit"
  | "unknownCompany"
  | "choice"
  | "levelOutOfReach";

/** Replaces the placeholders of a text. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
