import { renderSVG } from "uqr";

interface TotpSetup {
  /** In base32, as Cognito returns it. */
  readonly secret: string;
  /** The account's name, for a person who has several in one app. */
  readonly account: string;
  readonly appName: string;
}

/**
 * The setup of an authenticator app: the secret, alone, as a URI, and as a QR code in SVG.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function describeTotpSetup({ secret, account, appName }: TotpSetup) {
  const issuer = encodeURIComponent(appName);
  const otpauthUri = `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${secret}&issuer=${issuer}`;
  return { secret, otpauthUri, qrSvg: renderSVG(otpauthUri) };
}
