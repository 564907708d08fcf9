import { timeStep, totpCode } from "../../../local/cognito/domain/totp.ts";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * An authenticator app that has scanned a secret.
 * @param secretCode Base32, as AssociateSoftwareToken answers it
 * @param now the app's clock, in milliseconds
 */
export function authenticatorOf(secretCode: string, now: () => number) {
  const bits = [...secretCode].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const codeIn = (steps: number) => totpCode(secret, timeStep(now()) + steps);
  return {
    code: () => codeIn(0),
    /** Still accepted, and of another time step than the shown code: a code is valid once. */
    earlierCode: () => codeIn(-1),
    wrongCode(): string {
      const right = [-1, 0, 1].map(codeIn);
      return ["000000", "000001", "000002", "000003"].find((code) => !right.includes(code)) ?? "";
    },
  };
}
