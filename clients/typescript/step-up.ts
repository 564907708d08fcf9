/**
 * What a route needs of the sign-in, by its answer 401 `reauthentication_required`: how recent it must be, or how strong.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9470
 */
export interface StepUpChallenge {
  /** The maximum age of the sign-in in seconds. */
  readonly maxAge: number | undefined;
  /** The levels of which it needs one, the preferred one first; none if any will do. */
  readonly acrValues: readonly string[];
}

/** `name="value"` with RFC 9110's quoted strings, or `name=token` (§5.6.4, §11.2). */
const PARAMETER = /(?:^|[\s,])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g;

function parametersOf(challenge: string): ReadonlyMap<string, string> {
  const pairs = [...challenge.matchAll(PARAMETER)].map(
    ([, name = "", quoted, token = ""]) =>
      [name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? token] as const,
  );
  return new Map(pairs);
}

/** @returns undefined for any other answer */
export function readStepUp({ status, headers }: Response): StepUpChallenge | undefined {
  const challenge = headers.get("www-authenticate") ?? "";
  const parameters = parametersOf(challenge);
  const isStepUp =
    /^bearer\s/i.test(challenge) && parameters.get("error") === "insufficient_user_authentication";
  if (status !== 401 || !isStepUp) return undefined;
  const maxAge = parameters.get("max_age") ?? "";
  return {
    maxAge: /^\d+$/.test(maxAge) ? Number(maxAge) : undefined,
    acrValues: (parameters.get("acr_values") ?? "").split(" ").filter((value) => value !== ""),
  };
}

/** The parameters that ask the sign-in pages (`/oauth2/authorize`) for such a sign-in. */
export function authorizeParametersOf({
  maxAge,
  acrValues,
}: StepUpChallenge): Readonly<Record<string, string>> {
  return {
    ...(maxAge !== undefined && { max_age: String(maxAge) }),
    ...(acrValues.length > 0 && { acr_values: acrValues.join(" ") }),
  };
}
