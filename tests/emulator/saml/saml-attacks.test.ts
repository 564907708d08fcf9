/** Forged SAML responses, each with the expected error. None of them signs a user in. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { bringLie, type Outgoing, refused, startSamlApp } from "../../support/worlds/saml/saml-app.ts";
import {
  createSamlProvider,
  type ResponseScript,
  renderAssertion,
  renderResponse,
  type Signing,
} from "../../support/worlds/saml/saml-provider.ts";
import { wrappings } from "../../support/worlds/saml/wrapped-responses.ts";

const MINUTE = 60_000;

const app = await startSamlApp();

afterEach(async () => {
  expect(await app.users()).toEqual([]);
});

const SIGNATURE_INVALID = "SAML Assertion signature is invalid.";
const ONE_ASSERTION = "Responses must contain exactly one Assertion";

describe("the content of an assertion", () => {
  type Lie = (outgoing: Outgoing, now: number) => Partial<ResponseScript>;
  test.each<[string, Lie, string]>([
    ["expired", (_, now) => ({ notOnOrAfter: now - MINUTE }), "SAML Assertion has expired"],
    [
      "the confirmation has expired",
      (_, now) => ({ confirmedUntil: now - MINUTE }),
      "SAML Assertion has expired",
    ],
    [
      "the session at the provider has ended",
      (_, now) => ({ sessionNotOnOrAfter: now - MINUTE }),
      "SAML Assertion has expired",
    ],
    ["not valid yet", (_, now) => ({ notBefore: now + MINUTE + 1 }), "SAML Assertion is not valid yet"],
    ["issued in the future", (_, now) => ({ issuedAt: now + MINUTE + 1 }), "SAML Assertion is not valid yet"],
    [
      "its confirmation never expires",
      () => ({ confirmedUntil: null }),
      "The SubjectConfirmation does not expire",
    ],
    [
      "for another audience",
      () => ({ audience: "urn:amazon:cognito:sp:us-east-1_other" }),
      "Audience restriction was not met",
    ],
    ["for no audience", () => ({ audience: null }), "Audience restriction was not met"],
    [
      "for two audiences, both of which must be met",
      () => ({
        conditions:
          "<saml2:AudienceRestriction><saml2:Audience>another</saml2:Audience></saml2:AudienceRestriction>",
      }),
      "Audience restriction was not met",
    ],
    [
      "under an unknown condition",
      () => ({
        conditions: '<saml2:Condition xsi:type="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
      }),
      "The assertion has a condition that is not supported",
    ],
    [
      "for another recipient",
      () => ({ recipient: "https://other.example/saml2/idpresponse" }),
      "The recipient is another",
    ],
    ["for no recipient", () => ({ recipient: null }), "The recipient is another"],
    [
      "sent to another destination",
      () => ({ destination: "https://other.example/" }),
      "The destination is another",
    ],
    [
      "without InResponseTo",
      () => ({ inResponseTo: null, confirmedInResponseTo: null }),
      "InResponseTo is not that of the request",
    ],
    [
      "confirmed without InResponseTo",
      () => ({ confirmedInResponseTo: null }),
      "InResponseTo is not that of the request",
    ],
    [
      "answering another request",
      () => ({ inResponseTo: "_other", confirmedInResponseTo: "_other" }),
      "InResponseTo is not that of the request",
    ],
    [
      "confirmed for another request",
      () => ({ confirmedInResponseTo: "_other" }),
      "InResponseTo is not that of the request",
    ],
    [
      "confirmed for the holder of a key",
      () => ({ confirmationMethod: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" }),
      "There is no SubjectConfirmation for a bearer",
    ],
    ["issued by another provider", () => ({ issuer: "https://other.example" }), "The issuer is another"],
    [
      "in a response of another provider",
      () => ({ responseIssuer: "https://other.example" }),
      "The issuer is another",
    ],
    ["about no user", () => ({ nameId: " " }), "There is no NameID"],
    [
      "a failure",
      () => ({ status: "urn:oasis:names:tc:SAML:2.0:status:Responder" }),
      "The provider answered Responder",
    ],
    ["an invalid status", () => ({ status: "Success" }), "The provider answered unknown"],
  ])("is refused: %s", async (_, lie, reason) => {
    const landing = await bringLie(app, (outgoing) =>
      app.respond(outgoing, lie(outgoing, app.cloud.clock.now())),
    );
    expect(landing).toMatchObject(refused(reason));
  });

  test("a time without a zone is refused", async () => {
    const landing = await bringLie(app, (outgoing) => {
      const script = app.script(outgoing);
      const assertion = renderAssertion(script).replace(/(NotBefore="[^"]*)Z"/, '$1"');
      return renderResponse(script, app.provider.sign(assertion, "Assertion"));
    });
    expect(landing).toMatchObject(refused("NotBefore is not a time"));
  });
});

describe("a signature", () => {
  type Make = (script: ResponseScript) => string | Promise<string>;
  const signed = (script: ResponseScript, signing: Signing = {}) =>
    renderResponse(script, app.provider.sign(renderAssertion(script), "Assertion", signing));

  test.each<[string, Make, string]>([
    ["is missing", (script) => renderResponse(script, renderAssertion(script)), SIGNATURE_INVALID],
    [
      "is by another key, whose certificate it includes",
      async (script) => {
        const { privateKey: key, certificate } = await createSamlProvider(script.now);
        return signed(script, { key, certificate });
      },
      SIGNATURE_INVALID,
    ],
    [
      "is by another key, and claims the provider's certificate",
      async (script) => signed(script, { key: (await createSamlProvider(script.now)).privateKey }),
      SIGNATURE_INVALID,
    ],
    [
      "is by RSA with SHA-1",
      (script) => signed(script, { signatureAlgorithm: "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }),
      SIGNATURE_INVALID,
    ],
    [
      "has a digest by SHA-1",
      (script) => signed(script, { digestAlgorithm: "http://www.w3.org/2000/09/xmldsig#sha1" }),
      SIGNATURE_INVALID,
    ],
    [
      "calls its algorithm an HMAC",
      (script) =>
        signed(script).replace(
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
          "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        ),
      SIGNATURE_INVALID,
    ],
    [
      "was made before an attribute changed",
      (script) => signed(script).replace("ada@example.com", "eve@example.com"),
      SIGNATURE_INVALID,
    ],
    [
      "was made before the name changed",
      (script) => signed(script).replace(">ada</saml2:NameID>", ">eve</saml2:NameID>"),
      SIGNATURE_INVALID,
    ],
    [
      "covers another element",
      (script) => {
        const xml = signed(script);
        return xml.replace(/URI="#[^"]*"/, `URI="#${script.responseId}"`);
      },
      SIGNATURE_INVALID,
    ],
    [
      "covers the whole document by an empty URI",
      (script) => signed(script).replace(/URI="#[^"]*"/, 'URI=""'),
      SIGNATURE_INVALID,
    ],
    [
      "has two references",
      (script) => signed(script).replace(/<ds:Reference [\s\S]*?<\/ds:Reference>/, "$&$&"),
      SIGNATURE_INVALID,
    ],
    [
      "has two SignedInfo elements",
      (script) => signed(script).replace(/<ds:SignedInfo>[\s\S]*?<\/ds:SignedInfo>/, "$&$&"),
      SIGNATURE_INVALID,
    ],
    [
      "has a transform that could leave something out",
      (script) =>
        signed(script).replace(
          '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
          '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
        ),
      SIGNATURE_INVALID,
    ],
    [
      "is present twice",
      (script) => signed(script).replace(/<ds:Signature [\s\S]*?<\/ds:Signature>/, "$&$&"),
      "There is a signature where none may be",
    ],
    [
      "is inside another element",
      (script) => signed(script).replace(/(<ds:Signature [\s\S]*?<\/ds:Signature>)(<saml2:Subject>)/, "$2$1"),
      "There is a signature where none may be",
    ],
    [
      "is valid for the assertion and invalid for the response",
      (script) => app.provider.sign(signed(script), "Response").replace(/Destination="[^"]*"/, ""),
      SIGNATURE_INVALID,
    ],
    [
      "is valid for the response and invalid for the assertion",
      (script) => app.provider.sign(signed(script).replace("ada@example.com", "eve@example.com"), "Response"),
      SIGNATURE_INVALID,
    ],
    [
      "is only for the response, and invalid",
      (script) =>
        app.provider
          .sign(renderResponse(script, renderAssertion(script)), "Response")
          .replace("ada@example.com", "eve@example.com"),
      "SAML Response signature is invalid.",
    ],
  ])("is refused if it %s", async (_, make, reason) => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const landing = await browser.bring(await make(app.script(outgoing)), outgoing.relayState);
    expect(landing).toMatchObject(refused(reason));
  });
});

describe("a wrapped signature", () => {
  test.each(Object.entries(wrappings))("is refused: %s", async (_, wrap) => {
    const landing = await bringLie(app, (outgoing) => {
      const script = app.script(outgoing);
      const assertion = renderAssertion(script);
      return wrap({
        assertion: app.provider.sign(assertion, "Assertion"),
        response: app.provider.sign(renderResponse(script, assertion), "Response"),
        envelop: (assertions, before) =>
          renderResponse({ ...script, responseId: "_envelope" }, assertions, before),
        forge: (xml) =>
          xml.replace(/ ID="[^"]*"/, ' ID="_forged"').replace(">ada</saml2:NameID>", ">eve</saml2:NameID>"),
      });
    });
    expect(landing).toMatchObject({ code: null, error: "server_error" });
    expect(landing.description).toMatch(
      /exactly one Assertion|more than one SAML response|signature where none may be|signature is invalid/,
    );
  });

  test("is refused: the same id twice", async () => {
    const landing = await bringLie(app, (outgoing) => {
      const script = app.script(outgoing);
      return app.respond(outgoing, { ...script, responseId: script.assertionId });
    });
    expect(landing).toMatchObject(refused("Two elements have one ID"));
  });

  test.each([
    ["a copy of the assertion", (assertion: string) => assertion.repeat(2)],
    [
      "another assertion in another namespace",
      (assertion: string) => `${assertion}<Assertion xmlns="urn:evil"/>`,
    ],
    [
      "an assertion in the Advice of another",
      (assertion: string) =>
        assertion.replace("<saml2:AuthnStatement", "<saml2:Advice><saml2:Assertion/></saml2:Advice>$&"),
    ],
    ["no assertion", () => ""],
  ])("is refused: %s", async (_, make) => {
    const landing = await bringLie(app, (outgoing) => {
      const script = app.script(outgoing);
      return renderResponse(script, make(app.provider.sign(renderAssertion(script), "Assertion")));
    });
    expect(landing).toMatchObject(refused(ONE_ASSERTION));
  });

  test("is refused: an assertion without a response around it", async () => {
    const landing = await bringLie(app, (outgoing) =>
      app.provider.sign(renderAssertion(app.script(outgoing)), "Assertion"),
    );
    expect(landing).toMatchObject(refused("The document is not a SAML response"));
  });
});
