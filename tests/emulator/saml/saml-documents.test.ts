/** SAML responses that can't be parsed, or that don't belong to a sign-in of this browser. None of them signs a user in. */
import { afterEach, describe, expect, test } from "@jest/globals";
import { bringLie, landingOf, refused, startSamlApp } from "../../support/worlds/saml/saml-app.ts";
import {
  createSamlProvider,
  ENTITY_ID,
  renderAssertion,
  renderResponse,
} from "../../support/worlds/saml/saml-provider.ts";

const MINUTE = 60_000;

const UNRELATED = "Invalid samlResponse or relayState from identity provider";

const app = await startSamlApp();

afterEach(async () => {
  expect(await app.users()).toEqual([]);
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
    ["with its own entity", (xml) => `<!DOCTYPE a [<!ENTITY ada "eve">]>${xml.replace(">ada<", ">&ada;<")}`],
    [
      "with an entity from a file",
      (xml) => `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>${xml}`,
    ],
    ["with an entity that is not declared", (xml) => xml.replace(">ada<", ">&ada;<")],
    ["that is not closed", (xml) => xml.slice(0, -1)],
    ["with something after its end", (xml) => `${xml}<x/>`],
    ["with an attribute twice", (xml) => xml.replace(' Version="2.0"', ' Version="2.0" Version="2.0"')],
    [
      "with a prefix that is not declared",
      (xml) => xml.replace("</saml2p:Status>", "<evil:x/></saml2p:Status>"),
    ],
    ["that is not XML", () => "hello"],
    ["that is empty", () => " "],
  ])("is refused %s", async (_, spoil) => {
    const landing = await bringLie(app, (outgoing) => spoil(app.respond(outgoing)));
    expect(landing).toMatchObject(refused(NOT_XML));
  });

  test("is refused with more than 100,000 characters", async () => {
    const landing = await bringLie(app, (outgoing) =>
      app.respond(outgoing, { attributes: { email: ["a".repeat(75_000)] } }),
    );
    expect(landing).toMatchObject(refused("The message is too large"));
  });

  test("is refused with more than 5,000 tags, before it is parsed", async () => {
    const deep = "<a>".repeat(2500) + "</a>".repeat(2500);
    const landing = await bringLie(app, (outgoing) =>
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
  ])("is refused if it is not a response in Base64: %j", async (encoded, reason) => {
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

  test("is refused in a browser that did not start the sign-in", async () => {
    const outgoing = await app.browser().begin();
    const victim = app.browser();
    expect(await victim.bring(app.respond(outgoing), outgoing.relayState)).toMatchObject({
      error: UNRELATED,
    });
    // Not even in one that started another sign-in.
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

  test("of another provider of the pool is refused, although it is signed", async () => {
    const other = await createSamlProvider(app.cloud.clock.now());
    await app.addProvider("Other", {
      MetadataFile: other.metadata().replace(ENTITY_ID, "https://other.example/metadata"),
    });
    const landing = await bringLie(app, (outgoing) => {
      const script = app.script(outgoing, {
        issuer: "https://other.example/metadata",
        responseIssuer: "https://other.example/metadata",
      });
      return renderResponse(script, other.sign(renderAssertion(script), "Assertion"));
    });
    expect(landing).toMatchObject(refused("SAML Assertion signature is invalid."));
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

  test("is refused with an unknown state", async () => {
    const landing = await app.browser().bring(app.respond(null), "unknown");
    expect(landing).toMatchObject({ error: UNRELATED, code: null });
  });

  test("must be present: the state without a response is refused", async () => {
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
