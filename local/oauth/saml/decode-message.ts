import { isUtf8 } from "node:buffer";
import type { Element } from "@xmldom/xmldom";
import { readXml, UnreadableXml } from "../../cognito/saml/read-xml.ts";
import { InvalidSamlResponse } from "./saml-errors.ts";

/** Characters of a posted message (saml2-idpresponse-endpoint). */
const MAX_MESSAGE_LENGTH = 100_000;

/**
 * The maximum number of tags of a message: a parser's time grows with the square of their depth. 100,000 characters of
 * attributes have fewer.
 */
const MAX_TAGS = 5000;

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
  const bytes = Buffer.from(base64, "base64");
  const xml = bytes.toString("utf8");
  if (!isUtf8(bytes)) throw unacceptable();
  if (xml.split("<", MAX_TAGS + 2).length > MAX_TAGS + 1) {
    throw new InvalidSamlResponse("The message has too many elements");
  }
  try {
    return { xml, root: await readXml(xml, { comments: "refused" }) };
  } catch (error) {
    throw error instanceof UnreadableXml ? unacceptable() : error;
  }
}

const unacceptable = () => new InvalidSamlResponse("The message is not acceptable XML");
