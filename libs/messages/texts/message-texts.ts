import type { AlertKind } from "../alert-values.ts";

/** The words of the alerts: a language that lacks one does not compile. */
export interface AlertTexts {
  readonly labels: {
    readonly device: string;
    readonly secondStep: string;
    readonly on: string;
    readonly off: string;
    readonly codesLeft: string;
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
