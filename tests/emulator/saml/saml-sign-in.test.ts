/** Sign-in with a SAML provider, started at the pool or at the provider. */
import { verify, X509Certificate } from "node:crypto";
import { GetSigningCertificateCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { CALLBACK, startSamlApp } from "../../support/worlds/saml/saml-app.ts";
import {
  ENTITY_ID,
  encryptAssertion,
  renderAssertion,
  renderResponse,
  SIGN_ON_URL,
} from "../../support/worlds/saml/saml-provider.ts";

const app = await startSamlApp({ RequestSigningAlgorithm: "rsa-sha256" });

const signingKey = async () => {
  const { Certificate = "" } = await app.admin.send(
    new GetSigningCertificateCommand({ UserPoolId: app.poolId }),
  );
  return new X509Certificate(Buffer.from(Certificate, "base64")).publicKey;
};

describe("the request", () => {
  test("goes to the provider by HTTP-Redirect with the pool as issuer", async () => {
    const browser = app.browser();
    const { location, xml, requestId } = await browser.begin();
    expect(`${location.origin}${location.pathname}`).toBe(SIGN_ON_URL);
    expect(xml).toContain(`<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">`);
    expect(xml).toContain(`urn:amazon:cognito:sp:${app.poolId}</saml2:Issuer>`);
    expect(xml).toContain(`AssertionConsumerServiceURL="${app.recipient}"`);
    expect(xml).toContain(`Destination="${SIGN_ON_URL}"`);
    expect(xml).toContain(`IssueInstant="${new Date(app.cloud.clock.now()).toISOString()}"`);
    expect(xml).not.toContain("ForceAuthn");
    expect(requestId).toMatch(/^_[0-9a-f]{40}$/);
  });

  test("is signed with the pool's key if the provider requires it", async () => {
    const { location } = await app.browser().begin();
    const [signed = "", signature = ""] = location.search.slice(1).split("&Signature=");
    expect(location.searchParams.get("SigAlg")).toBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    const bytes = Buffer.from(decodeURIComponent(signature), "base64");
    expect(verify("sha256", Buffer.from(signed), await signingKey(), bytes)).toBe(true);
  });

  test("is not signed for other providers", async () => {
    await app.addProvider("Plain", {});
    const clientId = await app.addClient({ SupportedIdentityProviders: ["Plain"] });
    const { location } = await app.browser().begin({ client_id: clientId, identity_provider: "Plain" });
    expect([...location.searchParams.keys()]).toEqual(["SAMLRequest", "RelayState"]);
  });

  test("demands a new authentication with prompt=login", async () => {
    const { xml } = await app.browser().begin({ prompt: "login" });
    expect(xml).toContain('ForceAuthn="true"');
  });
});

describe("the response", () => {
  test("signs a user in", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const landing = await browser.bring(
      app.respond(outgoing, { attributes: { email: ["ada@example.com"], name: ["Ada &amp; Co"] } }),
      outgoing.relayState,
    );
    expect(landing.location.startsWith(`${CALLBACK}?`)).toBe(true);
    expect(landing).toMatchObject({ status: 302, error: null, code: expect.any(String) });
    expect(new URL(landing.location).searchParams.get("state")).toBe("state-1");
    expect(browser.cookies.has("cognito")).toBe(true);
    const [user] = await app.users();
    const attributes = Object.fromEntries((user?.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
    expect(user).toMatchObject({ UserStatus: "EXTERNAL_PROVIDER", Username: "okta_ada" });
    expect(attributes).toMatchObject({ email: "ada@example.com", name: "Ada & Co" });
    expect(JSON.parse(attributes.identities ?? "")).toMatchObject([
      { userId: "ada", providerName: "Okta", providerType: "SAML", issuer: ENTITY_ID },
    ]);
  });

  test("may have its signature over the response", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const script = app.script(outgoing);
    const xml = app.provider.sign(renderResponse(script, renderAssertion(script)), "Response");
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: null });
  });

  test("may have one over the assertion and one over the response", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const xml = app.provider.sign(app.respond(outgoing), "Response");
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: null });
  });

  test("may differ from the pool's clock by a minute", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const now = app.cloud.clock.now() + 59_000;
    const xml = app.respond(outgoing, { now, issuedAt: now, notBefore: now });
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: null });
  });

  test("several values of an attribute become one string", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin();
    const attributes = { email: ["ada@example.com"], name: ["Ada L.", "Countess"] };
    await browser.bring(app.respond(outgoing, { attributes, nameId: "countess" }), outgoing.relayState);
    const user = (await app.users()).find(({ Username }) => Username === "okta_countess");
    const name = user?.Attributes?.find(({ Name }) => Name === "name")?.Value;
    expect(name).toMatch(/^\[Ada\+L\., ?Countess\]$/);
  });

  test("a provider's second certificate may already sign", async () => {
    const { createSamlProvider } = await import("../../support/worlds/saml/saml-provider.ts");
    const next = await createSamlProvider(app.cloud.clock.now());
    const MetadataFile = app.provider.metadata({
      certificates: [app.provider.certificate, next.certificate],
    });
    await app.addProvider("Rolling", { MetadataFile });
    const client_id = await app.addClient({ SupportedIdentityProviders: ["Rolling"] });
    const browser = app.browser();
    const outgoing = await browser.begin({ client_id, identity_provider: "Rolling" });
    const script = app.script(outgoing);
    const xml = renderResponse(script, next.sign(renderAssertion(script), "Assertion"));
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: null });
  });
});

describe("an encrypted assertion", () => {
  let client_id: string;
  beforeAll(async () => {
    await app.addProvider("Sealed", { EncryptedResponses: "true" });
    client_id = await app.addClient({ SupportedIdentityProviders: ["Sealed"] });
  });

  const answer = async (
    make: (assertion: string, key: Awaited<ReturnType<typeof signingKey>>) => string,
    { sign = true }: { readonly sign?: boolean } = {},
  ) => {
    const browser = app.browser();
    const outgoing = await browser.begin({ client_id, identity_provider: "Sealed" });
    const script = app.script(outgoing);
    const assertion = renderAssertion(script);
    const signed = sign ? app.provider.sign(assertion, "Assertion") : assertion;
    return browser.bring(renderResponse(script, make(signed, await signingKey())), outgoing.relayState);
  };

  test.each(["aes-256-gcm", "aes-256-cbc"] as const)(
    "is decrypted with the pool's key: %s",
    async (cipher) => {
      const landing = await answer((assertion, key) => encryptAssertion(assertion, key, { cipher }));
      expect(landing).toMatchObject({ error: null, code: expect.any(String) });
    },
  );

  test("may have a signature outside the encryption", async () => {
    const browser = app.browser();
    const outgoing = await browser.begin({ client_id, identity_provider: "Sealed" });
    const script = app.script(outgoing);
    const encrypted = encryptAssertion(renderAssertion(script), await signingKey());
    const xml = app.provider.sign(renderResponse(script, encrypted), "Response");
    expect(await browser.bring(xml, outgoing.relayState)).toMatchObject({ error: null });
  });

  test.each<[string, Parameters<typeof answer>[0], { readonly sign?: boolean }, string]>([
    [
      "not signed at all",
      (xml, key) => encryptAssertion(xml, key),
      { sign: false },
      "SAML Assertion signature is invalid.",
    ],
    ["not encrypted", (xml) => xml, {}, "The assertion is not encrypted"],
    [
      "with a key wrapped by RSA 1.5",
      (xml, key) => encryptAssertion(xml, key, { keyAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-1_5" }),
      {},
      "The assertion can't be decrypted",
    ],
    [
      "for another key",
      (xml) =>
        encryptAssertion(xml, new X509Certificate(Buffer.from(app.provider.certificate, "base64")).publicKey),
      {},
      "The assertion can't be decrypted",
    ],
    [
      "with a document type inside",
      (xml, key) => encryptAssertion(`<!DOCTYPE a [<!ENTITY b "c">]>${xml}`, key),
      {},
      "The assertion is not acceptable XML",
    ],
    [
      "two of them",
      (xml, key) => encryptAssertion(xml, key) + encryptAssertion(xml, key),
      {},
      "Responses must contain exactly one Assertion",
    ],
  ])("is refused: %s", async (_, make, options, description) => {
    expect(await answer(make, options)).toMatchObject({
      error: "server_error",
      description: `Invalid SAML response received: ${description}`,
    });
  });
});

describe("a sign-in that the provider starts", () => {
  let client_id: string;
  beforeAll(async () => {
    await app.addProvider("Portal", { IDPInit: "true" });
    client_id = await app.addClient({ SupportedIdentityProviders: ["Portal"] });
  });

  const relayState = (extra: Readonly<Record<string, string>> = {}) =>
    app.authorizeQuery({ client_id, identity_provider: "Portal", ...extra }).toString();

  test("needs no request, and redirects by its RelayState", async () => {
    const landing = await app.browser().bring(app.respond(null, { nameId: "grace" }), relayState());
    expect(landing).toMatchObject({ error: null, code: expect.any(String) });
    expect(landing.location.startsWith(`${CALLBACK}?`)).toBe(true);
  });

  test("may name the provider by its identifier", async () => {
    const query = new URLSearchParams(relayState());
    query.delete("identity_provider");
    query.set("idp_identifier", "portal.example");
    expect(await app.browser().bring(app.respond(null), query.toString())).toMatchObject({ error: null });
  });

  test("is refused if the response answers a request", async () => {
    const landing = await app.browser().bring(app.respond({ requestId: "_other" }), relayState());
    expect(landing.description).toBe(
      "Invalid SAML response received: InResponseTo is not that of the request",
    );
  });

  test("is refused when the assertion is older than six minutes", async () => {
    const issuedAt = app.cloud.clock.now() - 6 * 60_000;
    const young = app.respond(null, { issuedAt, notBefore: issuedAt });
    expect(await app.browser().bring(young, relayState())).toMatchObject({ error: null });
    const old = app.respond(null, { issuedAt: issuedAt - 1, notBefore: issuedAt });
    expect(await app.browser().bring(old, relayState())).toMatchObject({
      description: "Invalid SAML response received: SAML Assertion was issued too long ago",
    });
  });

  test("is refused a second time", async () => {
    const xml = app.respond(null);
    await app.browser().bring(xml, relayState());
    expect(await app.browser().bring(xml, relayState())).toMatchObject({
      error: "server_error",
      description: "Invalid SAML response received: SAML Assertion was used before",
    });
  });

  test("is refused a second time by another confirmation of the same assertion", async () => {
    const script = app.script(null, { confirmedUntil: app.cloud.clock.now() + 1000 });
    const lasting = new Date(app.cloud.clock.now() + 6 * 60_000).toISOString();
    const assertion = renderAssertion(script).replace(
      /<saml2:SubjectConfirmation .*<\/saml2:SubjectConfirmation>/,
      (confirmation) =>
        confirmation + confirmation.replace(/NotOnOrAfter="[^"]*"/, `NotOnOrAfter="${lasting}"`),
    );
    const xml = renderResponse(script, app.provider.sign(assertion, "Assertion"));
    expect(await app.browser().bring(xml, relayState())).toMatchObject({ error: null });
    // The first confirmation has expired, and a record only for it would be deleted.
    app.cloud.clock.advance(62_000);
    expect(await app.browser().bring(xml, relayState())).toMatchObject({
      description: "Invalid SAML response received: SAML Assertion was used before",
    });
  });

  test("never redirects to an unregistered URI", async () => {
    const landing = await app
      .browser()
      .bring(app.respond(null), relayState({ redirect_uri: "https://evil.example/" }));
    expect(landing).toMatchObject({ location: `/error?error=redirect_mismatch&client_id=${client_id}` });
  });

  test.each<[string, () => Promise<Readonly<Record<string, string>>>]>([
    ["the provider does not allow it", async () => ({ client_id: app.clientId, identity_provider: "Okta" })],
    ["the client does not have the provider", async () => ({ client_id: app.clientId })],
    [
      "the client has only other users",
      async () => ({
        client_id: await app.addClient({ SupportedIdentityProviders: ["COGNITO", "Portal"] }),
      }),
    ],
    ["no provider is named", async () => ({ identity_provider: "" })],
  ])("is refused if %s", async (_, extra) => {
    const landing = await app.browser().bring(app.respond(null), relayState(await extra()));
    expect(landing).toMatchObject({
      code: null,
      error: "Invalid samlResponse or relayState from identity provider",
    });
    expect(landing.location.startsWith("/error?")).toBe(true);
  });
});
