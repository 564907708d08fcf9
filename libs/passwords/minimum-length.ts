import { text } from "../env.ts";

/**
 * For `readEnvironment`: the pool's minimum length from `{"minimumLength": 15}`. In a text, because environments hold strings
 * and the template's parameter is a number.
 */
export function passwordMinimumLength(value: string | undefined): number {
  const policy: unknown = JSON.parse(text(value));
  const length =
    policy !== null && typeof policy === "object" && "minimumLength" in policy
      ? policy.minimumLength
      : undefined;
  if (!Number.isInteger(length)) throw new Error("has no minimumLength");
  return Number(length);
}
