/** The names in our challenges' parameters: what the client reads, and what only verify does. */

/** Asks which way the code shall go. */
export const PROVIDE_AUTH_PARAMETERS = "PROVIDE_AUTH_PARAMETERS";

/** Asks for the code. */
export const ONE_TIME_CODE = "ONE_TIME_CODE";

/** What verify gets. Nothing here helps anyone who reads it without the table. */
export type PrivateParameters =
  | { readonly challenge: typeof PROVIDE_AUTH_PARAMETERS; readonly challengeId: string }
  | { readonly challenge: typeof ONE_TIME_CODE; readonly challengeId: string; readonly digest: string };

/** @returns undefined for what create never wrote. */
export function readPrivateParameters(
  given: Readonly<Record<string, unknown>> | null | undefined,
): PrivateParameters | undefined {
  const { challenge, challengeId, digest } = given ?? {};
  if (typeof challengeId !== "string" || challengeId === "") return undefined;
  if (challenge === PROVIDE_AUTH_PARAMETERS) return { challenge, challengeId };
  if (challenge === ONE_TIME_CODE && typeof digest === "string") return { challenge, challengeId, digest };
  return undefined;
}
