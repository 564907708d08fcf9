/**
 * The texts with which our triggers refuse. Cognito wraps a trigger's error and passes it to the client, so these are public,
 * and the API shows no others: a trigger that crashes must not expose its error.
 */
export const REFUSALS = {
  emailDomain: "Sign-up is not open to this e-mail domain.",
  emailMissing: "Sign-up needs an e-mail address.",
  phoneNumber: "A telephone number is added after the sign-up.",
  signInOver: "This sign-in cannot go on. Start again.",
  codesUnavailable: "Sign-in codes are not available at the moment. Try again later.",
  emailUnverified: "Sign-up needs an e-mail address that the identity provider has verified.",
  invitationMissing: "Sign-up is by invitation only.",
  accountUnavailable: "This account can't be used. Contact support.",
  // For blocked users as well: it must not tell whether there is an account, and in which state.
  tooManySignIns: "Too many attempts to sign in. Wait before trying again.",
  // A wrong password, an unknown name, no answer: Cognito must not learn more than it tells its clients.
  notMigrated: "Incorrect username or password.",
  // A stranger makes us mail a mailbox again and again.
  tooManyMails: "Too many sign-ups with this e-mail address. Try again later.",
  // A trigger failed: the reason is in its log.
  unavailable: "This is not possible at the moment. Try again.",
} as const;

export type RefusalName = keyof typeof REFUSALS;

/** A trigger refuses, with a public text. The only error that a trigger throws. */
export class Refusal extends Error {
  readonly reason: RefusalName;

  constructor(reason: RefusalName) {
    super(REFUSALS[reason]);
    this.name = "Refusal";
    this.reason = reason;
  }
}

/**
 * The refusal inside `UserLambdaValidationException`'s message, `<Trigger> failed with error <message>.`
 *
 * @returns undefined if it is not one of ours
 */
export function findRefusal(message: string): RefusalName | undefined {
  const names = Object.keys(REFUSALS) as RefusalName[];
  return names.find((name) => message.includes(` failed with error ${REFUSALS[name]}`));
}
