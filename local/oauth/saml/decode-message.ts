import type { Element } from "@xmldom/xmldom";
import { readXml, UnreadableXml } from "../../cognito/saml/read-xml.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";

/** Characters of a posted message (saml2-idpresponse-endpoint). */
const MAX_MESSAGE_LENGTH = 100_000;

export interface DecodedMessage {
  readonly xml: string;
  readonly root: Element;
}

/**
 * Decodes a message of the HTTP-POST binding (saml-bindings-2.0-os §3.5.4). Nothing in it is verified.
 * @throws InvalidSamlResponse
 */
export async function decodeMessage(posted: string): Promise<DecodedMessage> {
  if (posted.length > MAX_MESSAGE_LENGTH) throw new InvalidSamlResponse("The message is too large");
  const base64 = posted.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new InvalidSamlResponse("The message is not Base64");
  try {
    const xml = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
    return { xml, root: await readXml(xml, { comments: "refused" }) };
  } catch (error) {
    if (error instanceof UnreadableXml || error instanceof TypeError) {
      throw new InvalidSamlResponse("The message is not acceptable XML");
    }
    throw error;
  }
}
