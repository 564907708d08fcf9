/**
 * The form in which addresses are compared and stored: Unicode composed, no space around, lower case. The pool ignores case as
 * well, so no two accounts differ by it.
 */
export function normalizeEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

/**
 * Hides an address as Cognito does in CodeDeliveryDetails: `jane@example.com` → `j***@e***`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CodeDeliveryDetailsType.html
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const first = (part: string) => [...part][0] ?? "";
  return `${first(email.slice(0, at))}***@${first(email.slice(at + 1))}***`;
}
