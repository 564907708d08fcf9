/** The names in the parameters of our challenges: those for the client, and those only for the verify trigger. */

/** Asks for the channel. */
export const PROVIDE_AUTH_PARAMETERS = "PROVIDE_AUTH_PARAMETERS";

/** Asks for the code. */
export const ONE_TIME_CODE = "ONE_TIME_CODE";

/** Asks for the token of the link. */
export const SIGN_IN_LINK = "SIGN_IN_LINK";

/** The input of the verify trigger. It is useless without the table. */
export type PrivateParameters =
  | { readonly challenge: typeof PROVIDE_AUTH_PARAMETERS; readonly challengeId: string }
  | {
      readonly challenge: typeof ONE_TIME_CODE | typeof SIGN_IN_LINK;
      readonly challengeId: string;
      readonly digest: string;
    };

/** @returns undefined if it is not ours */
export function readPrivateParameters(
  given: Readonly<Record<string, unknown>> | null | undefined,
): PrivateParameters | undefined {
  const { challenge, challengeId, digest } = given ?? {};
  if (typeof challengeId !== "string" || challengeId === "") return undefined;
  if (challenge === PROVIDE_AUTH_PARAMETERS) return { challenge, challengeId };
  const asksForSecret = challenge === ONE_TIME_CODE || challenge === SIGN_IN_LINK;
  return asksForSecret && typeof digest === "string" ? { challenge, challengeId, digest } : undefined;
}
