import { maskEmail } from "../../libs/auth/email.ts";

/**
 * Where a code goes, made from the address that was asked for and never from the account's: so the answer is the same
 * whether or not there is one.
 */
export function deliveryTo(email: string): { medium: "EMAIL"; destination: string } {
  return { medium: "EMAIL", destination: maskEmail(email) };
}
