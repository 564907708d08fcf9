import type { AlertKind, SecondStep } from "../alert-values.ts";
import type { LinkPage, LinkPurpose, MessagePurpose } from "../message-purpose.ts";

/** The words of the alerts: a language that lacks one does not compile. */
export interface AlertTexts {
  readonly labels: {
    readonly device: string;
    readonly passkey: string;
    readonly provider: string;
    readonly secondStep: string;
    readonly on: string;
    readonly off: string;
    readonly codesLeft: string;
    readonly passkeys: string;
    readonly secondSteps: Readonly<Record<SecondStep, string>>;
    readonly some: string;
    readonly none: string;
    /** Where it is not known. */
    readonly lookInTheApp: string;
    readonly time: string;
    readonly address: string;
  };
  readonly alerts: Readonly<
    Record<
      AlertKind,
      {
        readonly subject: string;
        readonly lead: string;
        /** What to do now, or if it was not the reader. */
        readonly advice: string;
      }
    >
  >;
}

interface OtpSmsValues {
  readonly appName: string;
  readonly code: string;
}

/** The words around a one-time code that we send ourselves. */
export interface OtpTexts {
  readonly subject: string;
  readonly lead: string;
  readonly label: string;
  readonly validity: (minutes: number) => string;
  readonly unasked: string;
  readonly sms: (values: OtpSmsValues) => string;
}

/** The mail with a link to sign in. */
export interface SignInLinkTexts {
  readonly subject: string;
  readonly lead: string;
  readonly button: string;
  readonly validity: (minutes: number) => string;
  readonly unasked: string;
}

interface CodeSmsValues extends OtpSmsValues {
  /** Empty but for an invitation. */
  readonly username: string;
}

interface CodeText {
  readonly subject: string;
  readonly lead: string;
  /** What stands above the code. */
  readonly label: string;
  /** As Cognito sets it: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
  readonly validity: string;
  /** What to do if one did not ask for the message. */
  readonly unasked: string;
  /** 140 characters at most with a name of 40, and letters of GSM 03.38 only: one segment. */
  readonly sms: (values: CodeSmsValues) => string;
}

/** The words around the codes that Cognito sends. */
export interface CodeTexts {
  /** What stands above the user name. */
  readonly username: string;
  readonly purposes: Readonly<Record<MessagePurpose, CodeText>>;
  /** What a mail says instead where it holds a link. */
  readonly links: Readonly<Record<LinkPurpose, { readonly lead: string; readonly button: string }>>;
}

/** The words of an invitation to an organization. */
export interface OrganizationTexts {
  readonly subject: string;
  readonly lead: string;
  /** What stands before its name. */
  readonly organization: string;
  readonly button: string;
  readonly validity: (days: number) => string;
  readonly unasked: string;
}

/** The words of the pages behind the links. */
export interface LinkPageTexts {
  readonly email: string;
  readonly code: string;
  readonly newPassword: string;
  readonly showPassword: string;
  readonly passwordRule: (minimumLength: number) => string;
  /** For browsers that run no script. */
  readonly noScript: string;
  /** Of a link that came without its end: what to type by hand. */
  readonly incomplete: string;
  readonly errors: {
    readonly code: string;
    readonly password: string;
    readonly reused: string;
    readonly throttled: string;
    readonly other: string;
  };
  readonly pages: Readonly<
    Record<
      LinkPage,
      { readonly title: string; readonly lead: string; readonly button: string; readonly done: string }
    >
  >;
}
