import { renderSVG } from "uqr";

interface TotpSetup {
  /** In base32, as Cognito gives it. */
  readonly secret: string;
  /** Whose it is, for a person who has several in one app. */
  readonly account: string;
  readonly appName: string;
}

/**
 * What an authenticator app needs: the secret, the same as a URI, and that one as a QR code in SVG.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function describeTotpSetup({ secret, account, appName }: TotpSetup) {
  const issuer = encodeURIComponent(appName);
  const otpauthUri = `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${secret}&issuer=${issuer}`;
  return { secret, otpauthUri, qrSvg: renderSVG(otpauthUri) };
}
