import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AuthConfig } from "../../../api/config.ts";
import { formatExact } from "../../../i18n/format.ts";
import { isUnsigned, type Members, type ReadToken } from "./read-token.ts";
import type { SignatureVerdict } from "./verify-signature.ts";

export interface Check {
  readonly id: "algorithm" | "issuer" | "signature" | "token_use" | "client" | "not_before" | "expiry";
  readonly verdict: "passed" | "failed" | "unknown";
  readonly text: MessageDescriptor;
}

export interface Expectations {
  /** Missing until the API has answered. */
  readonly config: AuthConfig | undefined;
  /** Missing until the keys are loaded. */
  readonly signature: SignatureVerdict | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Outcome = Omit<Check, "id">;

const passed = (text: MessageDescriptor): Outcome => ({ verdict: "passed", text });
const failed = (text: MessageDescriptor): Outcome => ({ verdict: "failed", text });
const unknown = (text: MessageDescriptor): Outcome => ({ verdict: "unknown", text });

/** @returns undefined if it is not a valid time */
export function timeOf(claim: unknown): number | undefined {
  if (typeof claim !== "number") return undefined;
  return Number.isNaN(new Date(claim * 1000).getTime()) ? undefined : claim * 1000;
}

function algorithm(header: Members | undefined): Outcome {
  const alg = String(header?.alg ?? "");
  if (isUnsigned(header)) {
    return failed(msg`"none": the token is not signed, so anyone could have written it.`);
  }
  if (alg === "RS256") return passed(msg`RS256, as Cognito signs.`);
  return failed(msg`"${alg}": Cognito signs with RS256 only.`);
}

export const isOwnIssuer = (claims: Members | undefined, config: AuthConfig | undefined): boolean =>
  config !== undefined && claims?.iss === config.issuer;

function issuer(claims: Members, config: AuthConfig | undefined): Outcome {
  if (config === undefined) return unknown(msg`The API's issuer is not known yet.`);
  if (isOwnIssuer(claims, config)) return passed(msg`This API's user pool issued it.`);
  return failed(msg`Another issuer. Nothing is looked up about it.`);
}

function signature(claims: Members, { config, signature: verdict }: Expectations): Outcome {
  if (!isOwnIssuer(claims, config)) return unknown(msg`Can be checked for this pool's own tokens only.`);
  switch (verdict) {
    case undefined:
      return unknown(msg`The pool's keys are not loaded yet.`);
    case "valid":
      return passed(msg`Signed with a key of this user pool.`);
    case "wrong":
      return failed(msg`Header or payload were changed after signing, or the signature was.`);
    case "unknown_key":
      return failed(msg`No key of this user pool has this "kid".`);
    case "wrong_algorithm":
      return failed(msg`The pool's keys do not sign with this algorithm.`);
  }
}

function tokenUse({ token_use: use }: Members): Outcome {
  if (use === "access") return passed(msg`An access token: APIs accept it.`);
  if (use === "id") return passed(msg`An ID token: it tells the app who signed in. APIs do not accept it.`);
  return failed(msg`Neither an access token nor an ID token.`);
}

function client(claims: Members, config: AuthConfig | undefined): Outcome {
  const name = claims.token_use === "id" ? "aud" : "client_id";
  if (claims[name] === undefined) return failed(msg`"${name}" is missing.`);
  if (config === undefined) return unknown(msg`The API's app client is not known yet.`);
  if (claims[name] === config.userPoolClientId) return passed(msg`"${name}" is this API's app client.`);
  if (!isOwnIssuer(claims, config)) return failed(msg`"${name}" is an unknown app client.`);
  return unknown(msg`"${name}" is another app client. The API accepts it if it is one of its own.`);
}

function notBefore({ nbf }: Members, now: number): Outcome {
  if (nbf === undefined) return passed(msg`There is no "nbf": valid from the start.`);
  const time = timeOf(nbf);
  if (time === undefined) return failed(msg`"nbf" is not a time.`);
  const when = formatExact(time);
  return time <= now ? passed(msg`Began ${when}.`) : failed(msg`Begins ${when}.`);
}

function expiry({ exp }: Members, now: number): Outcome {
  if (exp === undefined) return failed(msg`There is no "exp".`);
  const time = timeOf(exp);
  if (time === undefined) return failed(msg`"exp" is not a time.`);
  const when = formatExact(time);
  return time > now ? passed(msg`Ends ${when}.`) : failed(msg`Ended ${when}.`);
}

/** Every check that needs only the token and public keys, in the gateway's order. */
export function checksOf({ header, claims = {} }: ReadToken, expectations: Expectations): readonly Check[] {
  const { config, now } = expectations;
  return [
    { id: "algorithm", ...algorithm(header) },
    { id: "issuer", ...issuer(claims, config) },
    { id: "signature", ...signature(claims, expectations) },
    { id: "client", ...client(claims, config) },
    { id: "token_use", ...tokenUse(claims) },
    { id: "not_before", ...notBefore(claims, now) },
    { id: "expiry", ...expiry(claims, now) },
  ];
}
