import { type KeyObject, sign } from "node:crypto";
import type { Claims } from "./token-claims.ts";

/** Half of a key pair that signs, and the name its public half goes by in jwks.json. */
export interface TokenSigner {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** Signs a token as Cognito does: RS256 (RFC 7515), header `{kid, alg}`. The signature is computed on Node's thread pool. */
export function signToken({ kid, privateKey }: TokenSigner, claims: Claims): Promise<string> {
  const signed = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
  return new Promise((resolve, reject) => {
    sign("sha256", Buffer.from(signed), privateKey, (error, signature) => {
      if (error === null) resolve(`${signed}.${signature.toString("base64url")}`);
      else reject(error);
    });
  });
}
