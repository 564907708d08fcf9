/** When it happened, and from which IP address, if known. */
interface Occurrence {
  readonly time: Date;
  readonly address?: string;
}

interface PasskeyValues {
  /** The name of the passkey, if it has one: an attacker may have chosen it. */
  readonly passkey?: string | undefined;
}

/** The ways to sign in that a new password does not end. */
export interface WaysIn {
  readonly secondSteps: readonly SecondStep[];
  /** Whether there are passkeys. */
  readonly hasPasskeys: boolean;
}

export type SecondStep = "totp" | "sms" | "email";

/** The values of each alert, beside its fixed text. */
export interface AlertValues {
  /** To a new user, after confirmation. */
  readonly welcome: Readonly<Record<string, never>>;
  /** `device` as the browser or the app names itself. */
  readonly newDevice: Occurrence & { readonly device: string };
  /** To the address before the change: a thief reads the new one. */
  readonly emailChanged: Occurrence;
  /**
   * To the owner of an address that another account asked for. It names neither account, because each is the other's secret.
   */
  readonly emailWanted: Pick<Occurrence, "time">;
  readonly passwordChanged: Occurrence;
  /** After a reset with a mailed code. Missing if the look-up failed: the mail then says where to look. */
  readonly passwordReset: Occurrence & { readonly waysIn: WaysIn | undefined };
  /** With `codesLeft` if recovery codes were created at the same time. */
  readonly mfaChanged: Occurrence & { readonly secondStep: "on" | "off"; readonly codesLeft?: number };
  readonly passkeyAdded: Occurrence & PasskeyValues;
  readonly passkeyRemoved: Occurrence & PasskeyValues;
  /** With the provider by the name that people know. */
  readonly identityUnlinked: Occurrence & { readonly provider: string };
  readonly recoveryCodesCreated: Occurrence & { readonly codesLeft: number };
  readonly recoveryCodeUsed: Occurrence & { readonly codesLeft: number };
}

export type AlertKind = keyof AlertValues;
