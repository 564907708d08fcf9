/**
 * The issuers of a pool's tokens. A pool has one of two kinds
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html): on AWS they differ
 * by their host, `cognito-idp.REGION…` and `issuer-cognito-idp.REGION…`; here, where there is one host, by their path.
 */
import type { IssuerType } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoContext } from "../operation-context.ts";
import type { Pool } from "../state/pool-repository.ts";

const UPDATED_PATH = "_issuer/";

/** @param endpoint of the local cloud, without a trailing slash */
export function issuerUrl(endpoint: string, poolId: string, type: IssuerType = "ORIGINAL"): string {
  return `${endpoint}/${type === "UPDATED" ? UPDATED_PATH : ""}${poolId}`;
}

/** The `iss` of the tokens that a pool issues now. */
export const issuerOf = ({ endpoint }: Pick<CognitoContext, "endpoint">, pool: Pool): string =>
  issuerUrl(endpoint(), pool.id, pool.settings.IssuerConfiguration?.Type);

/** The pool that an issuer of either kind names; `null` for an issuer elsewhere. The pool may not be there. */
export function poolIdOfIssuer(endpoint: string, issuer: string): string | null {
  if (!issuer.startsWith(`${endpoint}/`)) return null;
  const path = issuer.slice(endpoint.length + 1);
  return path.startsWith(UPDATED_PATH) ? path.slice(UPDATED_PATH.length) : path;
}
