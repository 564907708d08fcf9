import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { SAML } from "@node-saml/node-saml";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import {
  createSigningPool,
  type SamlStandIn,
  startSamlStandIn,
} from "../../support/worlds/saml/saml-stand-in.ts";

/** Which requests of a pool the SAML stand-in accepts. */

let saml: SamlStandIn;

beforeAll(async () => {
  saml = await startSamlStandIn();
});

describe("a signed request", () => {
  test.each(["HTTP-Redirect", "HTTP-POST"])(
    "by %s is checked with the pool's certificate",
    async (binding) => {
      const sp = saml.serviceProvider({ privateKey: saml.poolKey, ...boundBy(binding) });
      expect((await ask(sp, binding)).response.status).toBe(200);
      const foreign = await createSigningPool(saml.cloud);
      const wrong = saml.serviceProvider({
        privateKey: foreign.poolKey,
        ...boundBy(binding),
      });
      const { response, text } = await ask(wrong, binding);
      expect(response.status).toBe(400);
      expect(text).toContain("The signature is not the pool&#39;s.");
    },
  );

  test("by redirect also protects its RelayState", async () => {
    const url = new URL(
      await saml.serviceProvider({ privateKey: saml.poolKey }).getAuthorizeUrlAsync("mine", undefined, {}),
    );
    url.searchParams.set("RelayState", "another's");
    const { text } = await createStandInBrowser().open(url);
    expect(text).toContain("The signature is not the pool");
  });

  const boundBy = (binding: string) => ({
    authnRequestBinding: binding,
    skipRequestCompression: binding === "HTTP-POST",
  });

  async function ask(sp: SAML, binding: string) {
    if (binding === "HTTP-Redirect") {
      return createStandInBrowser().open(await sp.getAuthorizeUrlAsync("the-state", undefined, {}));
    }
    const message = (await sp.getAuthorizeMessageAsync("the-state")) as Record<string, string>;
    return createStandInBrowser().open(`${saml.base}/sso`, {
      method: "POST",
      body: new URLSearchParams(message),
    });
  }
});

const authnRequest = (changes: Record<string, string | undefined> = {}, inside = "") => {
  const attributes = {
    ID: "_request",
    Version: "2.0",
    IssueInstant: new Date(saml.cloud.clock.now()).toISOString(),
    Destination: `${saml.base}/sso`,
    AssertionConsumerServiceURL: saml.consumer,
    ...changes,
  };
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined || name === "Issuer" ? [] : [`${name}="${value}"`],
  );
  return (
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${written.join(" ")}>` +
    `<saml:Issuer>${changes.Issuer ?? saml.issuer}</saml:Issuer>${inside}</samlp:AuthnRequest>`
  );
};

async function send(xml: string, encode = (text: string) => deflateRawSync(text).toString("base64")) {
  const url = new URL(`${saml.base}/sso`);
  url.searchParams.set("SAMLRequest", encode(xml));
  const { response, text } = await createStandInBrowser().open(url);
  return { status: response.status, text };
}

describe("a request is refused on a page", () => {
  test("but not if it is valid", async () => {
    expect(await send(authnRequest())).toMatchObject({ status: 200 });
    expect(await send(authnRequest({ Destination: undefined }))).toMatchObject({ status: 200 });
  });

  test.each<[string, Record<string, string>, string]>([
    [
      "another machine's consumer",
      { AssertionConsumerServiceURL: "https://evil.example/saml2/idpresponse" },
      "on this machine",
    ],
    ["another path", { AssertionConsumerServiceURL: "http://localhost/saml2/logout" }, "on this machine"],
    [
      "a query after the path",
      { AssertionConsumerServiceURL: "http://localhost/saml2/idpresponse?x" },
      "on this machine",
    ],
    ["another destination", { Destination: "https://idp.example/sso" }, "Destination must be"],
    ["another version", { Version: "1.1" }, "Version must be 2.0"],
    ["an issuer that is not a pool", { Issuer: "https://sp.example" }, "Issuer must be"],
    ["an issuer with a suffix", { Issuer: "urn:amazon:cognito:sp:us-east-1_Aa1 x" }, "Issuer must be"],
    ["an old request", { IssueInstant: "2026-01-15T11:00:00Z" }, "within five minutes"],
    ["a request of the future", { IssueInstant: "2027-01-15T11:00:00Z" }, "within five minutes"],
    ["an invalid time", { IssueInstant: "now" }, "must be a time"],
    ["an invalid ID", { ID: "1" }, "ID is missing"],
    [
      "another binding",
      { ProtocolBinding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" },
      "ProtocolBinding must be",
    ],
  ])("with %s", async (_what, changes, message) => {
    const { status, text } = await send(authnRequest(changes));
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  test.each<[string, () => string, string]>([
    ["a DTD", () => `<!DOCTYPE x [<!ENTITY e "e">]>${authnRequest()}`, "must not have a DTD"],
    [
      "an entity that reads a file",
      () => `<!DOCTYPE x SYSTEM "file:///etc/passwd">${authnRequest()}`,
      "must not have a DTD",
    ],
    [
      "XML that is not well-formed",
      () => authnRequest().replace("</samlp:AuthnRequest>", ""),
      "not well-formed",
    ],
    ["two root elements", () => `${authnRequest()}${authnRequest()}`, "not well-formed"],
    ["invalid XML", () => "hello", "not well-formed"],
    [
      "another message",
      () => authnRequest().replaceAll("AuthnRequest", "LogoutRequest"),
      "must be AuthnRequest",
    ],
    [
      "a comment in the issuer",
      () => authnRequest({ Issuer: `${saml.issuer}<!-- -->` }),
      "Issuer must be text alone",
    ],
    [
      "two issuers",
      () => authnRequest({}, `<saml:Issuer>${saml.issuer}</saml:Issuer>`),
      "more than one Issuer",
    ],
    [
      "a NameID format of another kind",
      () => authnRequest({}, `<samlp:NameIDPolicy Format="urn:x"/>`),
      "is not supported",
    ],
    ["an unexpected element", () => authnRequest({}, "<x/>"), "may not contain x"],
    [
      "an issuer of another namespace",
      () => authnRequest().replaceAll("saml:Issuer", "samlp:Issuer"),
      "may not contain Issuer",
    ],
    [
      "too deeply nested elements",
      () => authnRequest({}, `${"<x>".repeat(12_000)}${"</x>".repeat(12_000)}`),
      "may not contain x",
    ],
    ["too many elements", () => authnRequest({}, "<x/>".repeat(30_000)), "too large"],
  ])("with %s", async (_what, xml, message) => {
    const { status, text } = await send(xml());
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  test.each<[string, (xml: string) => string, string]>([
    ["not Base64", () => "%%%", "not Base64"],
    ["empty", () => "", "not Base64"],
    ["not deflated", (xml) => Buffer.from(xml).toString("base64"), "not deflated"],
    ["not UTF-8", () => deflateRawSync(Buffer.from([0xff, 0xfe])).toString("base64"), "not UTF-8"],
  ])("that is %s", async (_what, encode, message) => {
    const { status, text } = await send(authnRequest(), encode);
    expect(status).toBe(400);
    expect(text).toContain(message);
  });
});
