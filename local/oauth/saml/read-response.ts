/** Reads who the user is from a posted SAML response: shape, signature, content, in this order. */
import type { KeyObject } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import type { SamlMetadata } from "../../cognito/saml/metadata.ts";
import { readXml, UnreadableXml } from "../../cognito/saml/read-xml.ts";
import {
  checkAssertion,
  checkEnvelope,
  type Expectations,
  failureOf,
  type SamlIdentity,
} from "./check-assertion.ts";
import { checkDecryptedAssertion, checkResponse, type ResponseShape } from "./check-structure.ts";
import { decodeMessage } from "./decode-message.ts";
import { decryptAssertion } from "./decrypt-assertion.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";
import { verifyAssertion } from "./verify-signature.ts";

export interface Reading {
  readonly metadata: SamlMetadata;
  readonly expected: Expectations;
  /** The pool's key, if the provider must encrypt its assertions. */
  readonly decryptionKey: KeyObject | null;
}

/** @throws InvalidSamlResponse */
export async function readResponse(posted: string, reading: Reading): Promise<SamlIdentity> {
  const { metadata, expected, decryptionKey } = reading;
  const { xml, root } = await decodeMessage(posted);
  const shape = checkResponse(root);
  const failure = failureOf(root);
  if (failure !== null) throw new InvalidSamlResponse(`The provider answered ${failure}`);
  const { isResponseSigned } = shape;
  const isAssertionSigned = await checkEncryption(shape, decryptionKey);
  const verified = await verifyAssertion({
    xml,
    certificates: metadata.certificates,
    isResponseSigned,
    isAssertionSigned,
    ...(decryptionKey !== null && { decryptionKey }),
  });
  checkEnvelope(root, expected);
  // Only the signed text, not the document around it.
  return checkAssertion(await readAgain(verified), expected);
}

/**
 * Requires encryption exactly if the pool does, and checks the decrypted assertion.
 * @returns whether the assertion is signed
 */
async function checkEncryption(
  { assertion, isEncrypted, isAssertionSigned }: ResponseShape,
  key: KeyObject | null,
): Promise<boolean> {
  if (assertion === null) throw new InvalidSamlResponse("Responses must contain exactly one Assertion");
  if (isEncrypted !== (key !== null)) {
    throw new InvalidSamlResponse(
      isEncrypted ? "The assertion is encrypted" : "The assertion is not encrypted",
    );
  }
  if (key === null) return isAssertionSigned;
  return checkDecryptedAssertion(await readAgain(decryptAssertion(assertion, key)));
}

async function readAgain(xml: string): Promise<Element> {
  try {
    return await readXml(xml, { comments: "refused" });
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    throw new InvalidSamlResponse("The assertion is not acceptable XML");
  }
}
