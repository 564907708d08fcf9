import { JwtVerifier } from "aws-jwt-verify";
import { JwtBaseError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { Fault } from "../observability/describe-cause.ts";
import type { CheckResult } from "./token-checks.ts";

const TIMEOUT_MS = 2000;

/** Longer than any token lives: its time is checked separately. */
const ANY_TIME_SECONDS = 1e11;

/**
 * Verifies signatures with the keys of one user pool, which are fetched once and kept. An unknown key makes it fetch them
 * again, at most once in ten seconds; until then the key does not belong to the pool.
 */
export type SignatureCheck = (token: string) => Promise<CheckResult>;

/**
 * @param issuer the pool whose keys are fetched; a token can't name another place
 * @throws if the keys can't be fetched
 */
export function signatureCheck(issuer: string): SignatureCheck {
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience: null,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      graceSeconds: ANY_TIME_SECONDS,
    },
    {
      jwksCache: new SimpleJwksCache({
        fetcher: {
          fetch: async (uri) => {
            const response = await fetch(uri, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
            if (!response.ok) throw new Fault(`the pool's keys: status ${response.status}`);
            return response.arrayBuffer();
          },
        },
      }),
    },
  );
  return async (token) => {
    try {
      await verifier.verify(token);
      return { check: "signature", verdict: "passed", detail: "Signed with a key of this user pool." };
    } catch (error) {
      // If the keys can't be fetched, that says nothing about the token.
      if (!(error instanceof JwtBaseError)) throw error;
      return { check: "signature", verdict: "failed", detail: "Not signed with a key of this user pool." };
    }
  };
}
