const SHOWN_DIGITS = 4;

/** Hides a number as Cognito does in CodeDeliveryDetails: `+4915112345678` → `+*********5678`. */
export function hideNumber(number: string): string {
  const digits = number.slice(1);
  return `+${digits.slice(-SHOWN_DIGITS).padStart(digits.length, "*")}`;
}
