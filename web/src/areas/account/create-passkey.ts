import { answer, api } from "../../api/api.ts";
import { ApiFailure } from "../../api/problem.ts";

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof DOMException && names.includes(error.name);

/** The browser's error when the user cancelled or the time ran out. */
export const isRefusal = (error: unknown): boolean => isNamed(error, "NotAllowedError", "AbortError");

/** The authenticator already has a passkey for this account. */
export const isAlreadyRegistered = (error: unknown): boolean => isNamed(error, "InvalidStateError");

type Registration = { readonly credential: never };

/**
 * Lets the browser create a passkey, and registers it.
 *
 * @returns its id
 * @throws ApiFailure, or the browser's DOMException
 * @see https://www.w3.org/TR/webauthn-3/#sctn-createCredential
 */
export async function createPasskey(): Promise<string> {
  const begun = await answer(api().POST("/v1/me/passkeys", { body: {} }));
  if (!("options" in begun)) throw new ApiFailure("passkey_refused");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    begun.options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (credential === null) throw new ApiFailure("passkey_refused");
  const body = { credential: credential.toJSON() } as unknown as Registration;
  await answer(api().POST("/v1/me/passkeys", { body }));
  return credential.id;
}
