/** `a***@e***`: how Cognito names an e-mail address to somebody who may not be its owner. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

const VISIBLE_DIGITS = 4;

/** `+*******1234` */
export function maskPhoneNumber(number: string): string {
  const digits = number.replace(/^\+/, "");
  return `+${"*".repeat(Math.max(0, digits.length - VISIBLE_DIGITS))}${digits.slice(-VISIBLE_DIGITS)}`;
}
