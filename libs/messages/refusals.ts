/**
 * The words with which our triggers refuse. Cognito wraps a trigger's error into its own and hands it to the client, so
 * these are public texts, and the API shows no other: a trigger that crashes must not speak through them.
 */
export const REFUSALS = {
  emailDomain: "Sign-up is not open to this e-mail domain.",
  emailMissing: "Sign-up needs an e-mail address.",
  signInOver: "This sign-in cannot go on. Start again.",
  codesUnavailable: "Sign-in codes are not available at the moment. Try again later.",
  emailUnverified: "Sign-up needs an e-mail address that the identity provider has verified.",
  invitationMissing: "Sign-up is by invitation only.",
  accountUnavailable: "This account can't be used. Contact support.",
  // Also what a blocked user reads: whether there is an account, and what state it is in, is nobody's business.
  tooManySignIns: "Too many attempts to sign in. Wait before trying again.",
  // A wrong password, an unknown name, no answer: the former system tells Cognito no more than Cognito tells a client.
  notMigrated: "Incorrect username or password.",
  // A stranger has a mailbox mailed again and again.
  tooManyMails: "Too many sign-ups with this e-mail address. Try again later.",
  // A trigger that failed: what happened is in its log.
  unavailable: "This is not possible at the moment. Try again.",
} as const;

export type RefusalName = keyof typeof REFUSALS;

/** A trigger says no, in public words. The only error that leaves a trigger. */
export class Refusal extends Error {
  readonly reason: RefusalName;

  constructor(reason: RefusalName) {
    super(REFUSALS[reason]);
    this.name = "Refusal";
    this.reason = reason;
  }
}

/**
 * Which refusal is inside `UserLambdaValidationException`'s message, `<Trigger> failed with error <message>.`
 *
 * @returns undefined where the message holds none of ours.
 */
export function findRefusal(message: string): RefusalName | undefined {
  const names = Object.keys(REFUSALS) as RefusalName[];
  return names.find((name) => message.includes(` failed with error ${REFUSALS[name]}`));
}
