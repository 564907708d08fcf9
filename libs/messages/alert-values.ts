/** When it happened, and from which IP address, where that is known. */
interface Occurrence {
  readonly time: Date;
  readonly address?: string;
}

interface PasskeyValues {
  /** What the passkey is called, where it has a name: whoever registered it may have chosen it. */
  readonly passkey?: string | undefined;
}

/** What a password does not end. */
export interface WaysIn {
  readonly secondSteps: readonly SecondStep[];
  /** Whether there are passkeys that let someone in. */
  readonly hasPasskeys: boolean;
}

export type SecondStep = "totp" | "sms" | "email";

/** What each alert tells beside its fixed words. */
export interface AlertValues {
  /** To a new user, after confirmation. */
  readonly welcome: Readonly<Record<string, never>>;
  /** `device` as the browser or the app names itself. */
  readonly newDevice: Occurrence & { readonly device: string };
  /** To the address before the change: whoever took the account reads the new one. */
  readonly emailChanged: Occurrence;
  /** To the owner of an address that another account asked for. Neither is named: each is the other's secret. */
  readonly emailWanted: Pick<Occurrence, "time">;
  readonly passwordChanged: Occurrence;
  /** After a reset with a mailed code. Missing where it could not be found out: the mail then says where to look. */
  readonly passwordReset: Occurrence & { readonly waysIn: WaysIn | undefined };
  /** With `codesLeft` where recovery codes were made at the same time. */
  readonly mfaChanged: Occurrence & { readonly secondStep: "on" | "off"; readonly codesLeft?: number };
  readonly passkeyAdded: Occurrence & PasskeyValues;
  readonly passkeyRemoved: Occurrence & PasskeyValues;
  readonly recoveryCodesCreated: Occurrence & { readonly codesLeft: number };
  readonly recoveryCodeUsed: Occurrence & { readonly codesLeft: number };
}

export type AlertKind = keyof AlertValues;
