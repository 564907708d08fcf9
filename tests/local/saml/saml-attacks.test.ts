/** SAML responses that lie, each with the answer that it gets. None of them signs anybody in. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import {
  type Landing,
  landingOf,
  type Outgoing,
  type SamlApp,
  startSamlApp,
} from "../../support/saml/saml-app.ts";
import {
  createSamlProvider,
  ENTITY_ID,
  type ResponseScript,
  renderAssertion,
  renderResponse,
  type Signing,
} from "../../support/saml/saml-provider.ts";
import { wrappings } from "../../support/saml/wrapped-responses.ts";

const MINUTE = 60_000;

let app: SamlApp;
beforeAll(async () => {
  app = await startSamlApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});
afterEach(async () => {
  expect(await app.users()).toEqual([]);
});

const UNRELATED = "Invalid samlResponse or relayState from identity provider";

/** Sets out, and brings back what is made of the request. */
async function bring(make: (outgoing: Outgoing) => string): Promise<Landing> {
  const browser = app.browser();
  const outgoing = await browser.begin();
  const landing = await browser.bring(make(outgoing), outgoing.relayState);
  expect(browser.cookies.has("cognito")).toBe(false);
  return landing;
}

const refused = (reason: string) => ({
  status: 302,
  code: null,
  error: "server_error",
  description: `Invalid SAML response received: ${reason}`,
});

const SIGNATURE_INVALID = "SAML Assertion signature is invalid.";
const ONE_ASSERTION = "Responses must contain exactly one Assertion";

describe("what an assertion says", () => {
  type Lie = (outgoing: Outgoing, now: number) => Partial<ResponseScript>;
  test.each<[string, Lie, string]>([
    ["expired", (_, now) => ({ notOnOrAfter: now - MINUTE }), "SAML Assertion has expired"],
    [
      "its confirmation expired",
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
      "under a condition that is not known",
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
      "confirmed for a holder of a key",
      () => ({ confirmationMethod: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" }),
      "There is no SubjectConfirmation for a bearer",
    ],
    ["issued by another provider", () => ({ issuer: "https://other.example" }), "The issuer is another"],
    [
      "in a response of another provider",
      () => ({ responseIssuer: "https://other.example" }),
      "The issuer is another",
    ],
    ["about nobody", () => ({ nameId: " " }), "There is no NameID"],
    [
      "a failure",
      () => ({ status: "urn:oasis:names:tc:SAML:2.0:status:Responder" }),
      "The provider answered Responder",
    ],
    ["a status that is not one", () => ({ status: "Success" }), "The provider answered unknown"],
  ])("is refused: %s", async (_, lie, reason) => {
    const landing = await bring((outgoing) => app.respond(outgoing, lie(outgoing, app.cloud.clock.now())));
    expect(landing).toMatchObject(refused(reason));
  });

  test("a time without a zone is refused", async () => {
    const landing = await bring((outgoing) => {
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
      "is by another key, whose certificate it brings along",
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
      "is older than an attribute",
      (script) => signed(script).replace("ada@example.com", "eve@example.com"),
      SIGNATURE_INVALID,
    ],
    [
      "is older than the name",
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
      "has two texts that are signed",
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
      "is there twice",
      (script) => signed(script).replace(/<ds:Signature [\s\S]*?<\/ds:Signature>/, "$&$&"),
      "There is a signature where none may be",
    ],
    [
      "stands inside another element",
      (script) => signed(script).replace(/(<ds:Signature [\s\S]*?<\/ds:Signature>)(<saml2:Subject>)/, "$2$1"),
      "There is a signature where none may be",
    ],
    [
      "is good over the assertion and bad over the response",
      (script) => app.provider.sign(signed(script), "Response").replace(/Destination="[^"]*"/, ""),
      SIGNATURE_INVALID,
    ],
    [
      "is good over the response and bad over the assertion",
      (script) => app.provider.sign(signed(script).replace("ada@example.com", "eve@example.com"), "Response"),
      SIGNATURE_INVALID,
    ],
    [
      "over the response alone is broken",
      (script) =>
        app.provider
          .sign(renderResponse(script, renderAssertion(script)), "Response")
          .replace("ada@example.com", "eve@example.com"),
      "SAML Response signature is invalid.",
    ],
  ])("is refused that %s", async (_, make, reason) => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const landing = await browser.bring(await make(app.script(outgoing)), outgoing.relayState);
    expect(landing).toMatchObject(refused(reason));
  });
});

describe("a wrapped signature", () => {
  test.each(Object.entries(wrappings))("is refused: %s", async (_, wrap) => {
    const landing = await bring((outgoing) => {
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
    const landing = await bring((outgoing) => {
      const script = app.script(outgoing);
      return app.respond(outgoing, { ...script, responseId: script.assertionId });
    });
    expect(landing).toMatchObject(refused("Two elements have one ID"));
  });

  test.each([
    ["a second assertion, as good as the first", (assertion: string) => assertion.repeat(2)],
    [
      "an assertion of another namespace beside it",
      (assertion: string) => `${assertion}<Assertion xmlns="urn:evil"/>`,
    ],
    [
      "an assertion in the advice of another",
      (assertion: string) =>
        assertion.replace("<saml2:AuthnStatement", "<saml2:Advice><saml2:Assertion/></saml2:Advice>$&"),
    ],
    ["no assertion", () => ""],
  ])("is refused: %s", async (_, make) => {
    const landing = await bring((outgoing) => {
      const script = app.script(outgoing);
      return renderResponse(script, make(app.provider.sign(renderAssertion(script), "Assertion")));
    });
    expect(landing).toMatchObject(refused(ONE_ASSERTION));
  });

  test("is refused: an assertion without a response around it", async () => {
    const landing = await bring((outgoing) =>
      app.provider.sign(renderAssertion(app.script(outgoing)), "Assertion"),
    );
    expect(landing).toMatchObject(refused("The document is not a SAML response"));
  });
});

describe("a document", () => {
  const NOT_XML = "The message is not acceptable XML";
  test.each<[string, (xml: string) => string]>([
    [
      "with a comment in the name",
      (xml) => xml.replace(">ada</saml2:NameID>", ">ada<!-- -->.evil</saml2:NameID>"),
    ],
    [
      "with a processing instruction in the name",
      (xml) => xml.replace(">ada</saml2:NameID>", ">ada<?x y?>.evil</saml2:NameID>"),
    ],
    [
      "with a CDATA section in the name",
      (xml) => xml.replace(">ada</saml2:NameID>", "><![CDATA[ada]]></saml2:NameID>"),
    ],
    ["with a document type", (xml) => `<!DOCTYPE Response>${xml}`],
    [
      "with an entity of its own",
      (xml) => `<!DOCTYPE a [<!ENTITY ada "eve">]>${xml.replace(">ada<", ">&ada;<")}`,
    ],
    [
      "with an entity from a file",
      (xml) => `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>${xml}`,
    ],
    ["with an entity that nobody declares", (xml) => xml.replace(">ada<", ">&ada;<")],
    ["that is not closed", (xml) => xml.slice(0, -1)],
    ["with something after its end", (xml) => `${xml}<x/>`],
    ["with an attribute twice", (xml) => xml.replace(' Version="2.0"', ' Version="2.0" Version="2.0"')],
    [
      "with a prefix that is not declared",
      (xml) => xml.replace("</saml2p:Status>", "<evil:x/></saml2p:Status>"),
    ],
    ["that is no XML", () => "hello"],
    ["that is empty", () => " "],
  ])("is refused %s", async (_, spoil) => {
    const landing = await bring((outgoing) => spoil(app.respond(outgoing)));
    expect(landing).toMatchObject(refused(NOT_XML));
  });

  test("is refused with more than 100,000 characters", async () => {
    const landing = await bring((outgoing) =>
      app.respond(outgoing, { attributes: { email: ["a".repeat(75_000)] } }),
    );
    expect(landing).toMatchObject(refused("The message is too large"));
  });

  test("is refused with more than 5,000 tags, before it is parsed", async () => {
    const deep = "<a>".repeat(2500) + "</a>".repeat(2500);
    const landing = await bring((outgoing) =>
      app.respond(outgoing).replace("</saml2p:Status>", `${deep}</saml2p:Status>`),
    );
    expect(landing).toMatchObject(refused("The message has too many elements"));
  });

  test.each([
    ["***", "The message is not Base64"],
    ["", "The message is not Base64"],
    ["PHg+", "The message is not acceptable XML"],
    // Not UTF-8.
    ["PHg+/8Nvbg==", "The message is not acceptable XML"],
  ])("is refused that is not Base64 of a response: %j", async (encoded, reason) => {
    const browser = app.browser();
    const { relayState } = await browser.begin();
    expect(await browser.bringEncoded(encoded, relayState)).toMatchObject(refused(reason));
  });
});

describe("a response", () => {
  test("is refused a second time", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const xml = app.respond(outgoing, { audience: null });
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: "server_error" });
    expect(await browser.bring(app.respond(outgoing), outgoing.relayState)).toMatchObject({
      error: UNRELATED,
    });
  });

  test("is refused after five minutes", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    app.cloud.clock.advance(5 * MINUTE);
    const landing = await browser.bring(app.respond(outgoing), outgoing.relayState);
    expect(landing).toMatchObject({ status: 302, error: UNRELATED });
    expect(landing.location.startsWith("/error?")).toBe(true);
  });

  test("is refused in a browser that did not set out", async () => {
    const outgoing = await app.browser().begin();
    const victim = app.browser();
    expect(await victim.bring(app.respond(outgoing), outgoing.relayState)).toMatchObject({
      error: UNRELATED,
    });
    // Not even one that set out for something else.
    await victim.begin();
    expect(await victim.bring(app.respond(outgoing), outgoing.relayState)).toMatchObject({
      error: UNRELATED,
    });
  });

  test("of another sign-in of the same browser is refused", async () => {
    const browser = app.browser();
    const first = await browser.begin();
    const second = await browser.begin();
    expect(await browser.bring(app.respond(first), second.relayState)).toMatchObject(
      refused("InResponseTo is not that of the request"),
    );
  });

  test("of another provider of the pool is refused, though it is signed", async () => {
    const other = await createSamlProvider(app.cloud.clock.now());
    await app.addProvider("Other", {
      MetadataFile: other.metadata().replace(ENTITY_ID, "https://other.example/metadata"),
    });
    const landing = await bring((outgoing) => {
      const script = app.script(outgoing, {
        issuer: "https://other.example/metadata",
        responseIssuer: "https://other.example/metadata",
      });
      return renderResponse(script, other.sign(renderAssertion(script), "Assertion"));
    });
    expect(landing).toMatchObject(refused(SIGNATURE_INVALID));
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["a state", { SAMLResponse: "PHg+" }, "Required String parameter 'RelayState' is not present"],
    ["a response", { RelayState: "x" }, "Required String parameter 'SAMLResponse' is not present"],
  ])("is refused without %s", async (_, form, error) => {
    const answer = await app.browser().post("/saml2/idpresponse", form);
    expect(new URL(answer.headers.get("location") ?? "", app.recipient).searchParams.get("error")).toBe(
      error,
    );
  });

  test("is refused with a state that stands for nothing", async () => {
    const landing = await app.browser().bring(app.respond(null), "unknown");
    expect(landing).toMatchObject({ error: UNRELATED, code: null });
  });

  test("is not needed to use up a sign-in: its state alone is refused", async () => {
    const browser = app.browser();
    const { relayState: state } = await browser.begin();
    const answer = await browser.get("/saml2/idpresponse", { state });
    expect(landingOf(answer, app.recipient)).toMatchObject({ error: UNRELATED, code: null });
  });

  test("can't be replaced by a code for a provider of another kind", async () => {
    const browser = app.browser();
    const { relayState: state } = await browser.begin();
    const answer = await browser.get("/oauth2/idpresponse", { state, code: "code" });
    expect(landingOf(answer, app.recipient)).toMatchObject({
      status: 302,
      code: null,
      error: expect.any(String),
    });
    expect(browser.cookies.has("cognito")).toBe(false);
  });
});
