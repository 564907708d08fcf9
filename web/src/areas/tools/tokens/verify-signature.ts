import { ApiFailure } from "../../../api/problem.ts";
import { decodePart, type ReadToken } from "./read-token.ts";

interface PublicKey extends JsonWebKey {
  readonly kid?: string;
}

/**
 * The keys of the API's own pool. Their URL never comes from a token, but from the issuer that the API names.
 *
 * @throws ApiFailure
 */
export async function fetchKeys(issuer: string, signal: AbortSignal): Promise<readonly PublicKey[]> {
  let response: Response;
  try {
    response = await fetch(`${issuer}/.well-known/jwks.json`, { signal, redirect: "error" });
  } catch (cause) {
    throw new ApiFailure("offline", { cause });
  }
  if (!response.ok) throw new ApiFailure("service_unavailable", { status: response.status });
  const { keys } = (await response.json()) as { readonly keys: readonly PublicKey[] };
  return keys;
}

export type SignatureVerdict = "valid" | "wrong" | "unknown_key" | "wrong_algorithm";

/** Verifies the signature against the keys by Web Crypto. Cognito signs with RS256 only. */
export async function verifySignature(
  { text, header }: ReadToken,
  keys: readonly PublicKey[],
): Promise<SignatureVerdict> {
  if (header?.alg !== "RS256") return "wrong_algorithm";
  const key = keys.find(({ kid }) => kid === header.kid);
  if (key === undefined) return "unknown_key";
  const end = text.lastIndexOf(".");
  const signature = decodePart(text.slice(end + 1), "signature");
  if ("problem" in signature) return "wrong";
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("jwk", { ...key }, algorithm, false, ["verify"]);
  const signed = new TextEncoder().encode(text.slice(0, end));
  const isValid = await crypto.subtle.verify(algorithm, imported, signature.bytes, signed);
  return isValid ? "valid" : "wrong";
}
