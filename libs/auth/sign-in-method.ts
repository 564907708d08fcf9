/**
 * How a user signed in, as far as Cognito tells. Access tokens from the hosted pages say it in a claim that the pre-token
 * trigger writes. Don't add dependencies to this file: the trigger's bundle must stay small.
 */
export const SIGN_IN_CLAIM = "sign_in";

export interface SignInMethod {
  /** `hosted`: on the sign-in pages; `federated`: there, by an identity provider. */
  readonly method: "hosted" | "federated";
  readonly provider?: string;
}

/** @param claim `hosted`, or the name of a provider */
export function signInMethodOf(claim: string | undefined): SignInMethod | undefined {
  if (claim === undefined || claim === "") return undefined;
  return claim === "hosted" ? { method: "hosted" } : { method: "federated", provider: claim };
}
