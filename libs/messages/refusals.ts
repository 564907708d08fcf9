/**
 * The words with which our triggers refuse. Cognito wraps a trigger's error into its own and hands it to the client, so
 * these are public texts, and the API shows no other: a trigger that crashes must not speak through them.
 */
export const REFUSALS = {
  emailDomain: "Sign-up is not open to this e-mail domain.",
  emailMissing: "Sign-up needs an e-mail address.",
  signInOver: "This sign-in cannot go on. Start again.",
  codesUnavailable: "Sign-in codes are not available at the moment. Try again later.",
} as const;

/**
 * The refusal inside `UserLambdaValidationException`'s message, `<Trigger> failed with error <message>.`
 *
 * @returns undefined where the message holds none of ours.
 */
export function findRefusal(message: string): string | undefined {
  return Object.values(REFUSALS).find((text) => message.includes(` failed with error ${text}`));
}
