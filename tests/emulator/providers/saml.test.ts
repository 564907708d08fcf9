import { deflateRawSync } from "node:zlib";
import { CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import { SignedXml } from "xml-crypto";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { fakeDate } from "../../support/worlds/fake-date.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

let cloud: TestCloud;
let poolId: string;
let poolKey: string;
let metadata: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  const { UserPool } = await cognitoClient(cloud.endpoint).send(
    new CreateUserPoolCommand({ PoolName: "saml" }),
  );
  poolId = UserPool?.Id ?? "";
  const { privateKey } = await cloud.cognito.context.signingKeys.saml(poolId);
  poolKey = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  metadata = await (await fetch(`${base()}/metadata`)).text();
  // node-saml uses `Date`.
  fakeDate(cloud.clock.now());
});

afterAll(async () => {
  jest.useRealTimers();
  await cloud.close();
});

const base = () => `${cloud.endpoint}/_local/providers/saml`;
const issuer = () => `urn:amazon:cognito:sp:${poolId}`;
const consumer = () => `${cloud.endpoint}/saml2/idpresponse`;
const certificate = () => /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? "";

const serviceProvider = (options: Partial<SamlConfig> = {}) =>
  new SAML({
    entryPoint: `${base()}/sso`,
    issuer: issuer(),
    audience: issuer(),
    callbackUrl: consumer(),
    idpCert: certificate(),
    idpIssuer: `${base()}/metadata`,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
    signatureAlgorithm: "sha256",
    digestAlgorithm: "sha256",
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    acceptedClockSkewMs: 0,
    ...options,
  });

async function chooseAt(url: string | URL, choice: string, fields: Record<string, string> = {}) {
  const { text } = await createStandInBrowser().choose(url, choice, fields);
  return readPostedForm(text);
}

async function signIn(sp: SAML, choice: string): Promise<Profile> {
  const url = await sp.getAuthorizeUrlAsync("the-state", undefined, {});
  const { action, fields } = await chooseAt(url, choice);
  expect({ action, RelayState: fields.RelayState }).toEqual({ action: consumer(), RelayState: "the-state" });
  const { profile } = await sp.validatePostResponseAsync(fields);
  return profile as Profile;
}

const decoded = (fields: Record<string, string>) =>
  Buffer.from(fields.SAMLResponse ?? "", "base64").toString();

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

describe("sign-in that a pool requests", () => {
  test("by redirect: an assertion that node-saml accepts, with the attributes under both names", async () => {
    const profile = await signIn(serviceProvider(), "ada");
    expect(profile).toMatchObject({
      issuer: `${base()}/metadata`,
      nameID: expect.stringMatching(/^_[0-9a-f]{40}$/),
      nameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      sessionIndex: expect.stringMatching(/^_[0-9a-f]{40}$/),
      [`${CLAIMS}/emailaddress`]: "ada@example.com",
      [`${CLAIMS}/givenname`]: "Ada",
      [`${CLAIMS}/surname`]: "Lovelace",
      [`${CLAIMS}/name`]: "Ada Lovelace",
      email: "ada@example.com",
      email_verified: "true",
      given_name: "Ada",
      family_name: "Lovelace",
      name: "Ada Lovelace",
    });
    expect((await signIn(serviceProvider(), "ada")).nameID).toBe(profile.nameID);
    expect((await signIn(serviceProvider(), "alan")).nameID).not.toBe(profile.nameID);
  });

  test("by POST", async () => {
    const sp = serviceProvider({ authnRequestBinding: "HTTP-POST", skipRequestCompression: true });
    const message = await sp.getAuthorizeMessageAsync("the-state");
    const browser = createStandInBrowser();
    await browser.open(`${base()}/sso`, {
      method: "POST",
      body: new URLSearchParams(message as Record<string, string>),
    });
    const { text } = await browser.submit({ choice: "ada" });
    const { profile } = await sp.validatePostResponseAsync(readPostedForm(text).fields);
    expect(profile).toMatchObject({ email: "ada@example.com" });
  });

  test("the assertion is for this pool, this address, this request, and five minutes", async () => {
    const url = await serviceProvider().getAuthorizeUrlAsync("", undefined, {});
    const xml = decoded((await chooseAt(url, "ada")).fields);
    expect(xml).toContain(`<saml:Audience>${issuer()}</saml:Audience>`);
    expect(xml).toMatch(
      /<saml:Conditions NotBefore="2026-01-15T12:00:00.000Z" NotOnOrAfter="2026-01-15T12:05:00.000Z">/,
    );
    const recipient = `NotOnOrAfter="2026-01-15T12:05:00.000Z" Recipient="${consumer()}" InResponseTo="_`;
    expect(xml).toContain(`<saml:SubjectConfirmationData ${recipient}`);
    expect(xml).toContain("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    expect(xml).toContain("http://www.w3.org/2001/10/xml-exc-c14n#");
  });

  test("a changed response is refused", async () => {
    const sp = serviceProvider();
    const { fields } = await chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "ada");
    const changed = decoded(fields).replaceAll("ada@example.com", "alan@example.com");
    const forged = { SAMLResponse: Buffer.from(changed).toString("base64") };
    await expect(sp.validatePostResponseAsync(forged)).rejects.toThrow("Invalid signature");
  });

  test("of a user without an address, and of one with an unverified address", async () => {
    const grace = await signIn(serviceProvider(), "grace");
    expect(grace).not.toHaveProperty("email");
    expect(grace).not.toHaveProperty("email_verified");
    expect(await signIn(serviceProvider(), "edsger")).toMatchObject({ email_verified: "false" });
  });

  test("of a new user whose name is markup", async () => {
    const sp = serviceProvider();
    const name = `O'Neill & "<Co>" ]]> ${String.fromCodePoint(0x1f600)}`;
    const { fields } = await chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "new", {
      name,
      email: "o'neill+test@example.com",
    });
    const { profile } = await sp.validatePostResponseAsync(fields);
    expect(profile).toMatchObject({ name, email: "o'neill+test@example.com", email_verified: "false" });
  });

  test("with an e-mail address as NameID", async () => {
    const sp = serviceProvider({
      identifierFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    });
    expect(await signIn(sp, "ada")).toMatchObject({ nameID: "ada@example.com" });
    const { fields } = await chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "grace");
    expect(decoded(fields)).toContain("status:InvalidNameIDPolicy");
    await expect(sp.validatePostResponseAsync(fields)).rejects.toThrow("The account has no e-mail address.");
  });

  test("refused: a signed response with a status and no assertion", async () => {
    const sp = serviceProvider({ wantAuthnResponseSigned: true });
    const { fields } = await chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "refuse");
    expect(decoded(fields)).not.toContain("<saml:Assertion");
    expect(decoded(fields)).toContain("status:AuthnFailed");
    await expect(sp.validatePostResponseAsync(fields)).rejects.toThrow("The user denied the request.");
  });

  test("without user interaction: NoPassive at once", async () => {
    const sp = serviceProvider({ passive: true });
    const { text } = await createStandInBrowser().open(await sp.getAuthorizeUrlAsync("", undefined, {}));
    expect(decoded(readPostedForm(text).fields)).toContain("status:NoPassive");
  });

  test("by the clock of the local cloud", async () => {
    cloud.clock.advance(2 * 60 * 60 * 1000);
    jest.setSystemTime(cloud.clock.now());
    expect(await signIn(serviceProvider(), "ada")).toMatchObject({ email: "ada@example.com" });
  });
});

describe("a signed request", () => {
  test.each(["HTTP-Redirect", "HTTP-POST"])(
    "by %s is checked with the pool's certificate",
    async (binding) => {
      const sp = serviceProvider({ privateKey: poolKey, ...boundBy(binding) });
      expect((await ask(sp, binding)).response.status).toBe(200);
      const foreign = await cloud.cognito.context.signingKeys.saml(await anotherPool());
      const wrong = serviceProvider({
        privateKey: foreign.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        ...boundBy(binding),
      });
      const { response, text } = await ask(wrong, binding);
      expect(response.status).toBe(400);
      expect(text).toContain("The signature is not the pool&#39;s.");
    },
  );

  test("by redirect also protects its RelayState", async () => {
    const url = new URL(
      await serviceProvider({ privateKey: poolKey }).getAuthorizeUrlAsync("mine", undefined, {}),
    );
    url.searchParams.set("RelayState", "another's");
    const { text } = await createStandInBrowser().open(url);
    expect(text).toContain("The signature is not the pool");
  });

  const boundBy = (binding: string) => ({
    authnRequestBinding: binding,
    skipRequestCompression: binding === "HTTP-POST",
  });

  const anotherPool = async () => {
    const { UserPool } = await cognitoClient(cloud.endpoint).send(
      new CreateUserPoolCommand({ PoolName: "other" }),
    );
    return UserPool?.Id ?? "";
  };

  async function ask(sp: SAML, binding: string) {
    if (binding === "HTTP-Redirect") {
      return createStandInBrowser().open(await sp.getAuthorizeUrlAsync("the-state", undefined, {}));
    }
    const message = (await sp.getAuthorizeMessageAsync("the-state")) as Record<string, string>;
    return createStandInBrowser().open(`${base()}/sso`, {
      method: "POST",
      body: new URLSearchParams(message),
    });
  }
});

const authnRequest = (changes: Record<string, string | undefined> = {}, inside = "") => {
  const attributes = {
    ID: "_request",
    Version: "2.0",
    IssueInstant: new Date(cloud.clock.now()).toISOString(),
    Destination: `${base()}/sso`,
    AssertionConsumerServiceURL: consumer(),
    ...changes,
  };
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined || name === "Issuer" ? [] : [`${name}="${value}"`],
  );
  return (
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${written.join(" ")}>` +
    `<saml:Issuer>${changes.Issuer ?? issuer()}</saml:Issuer>${inside}</samlp:AuthnRequest>`
  );
};

async function send(xml: string, encode = (text: string) => deflateRawSync(text).toString("base64")) {
  const url = new URL(`${base()}/sso`);
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
      () => authnRequest({ Issuer: `${issuer()}<!-- -->` }),
      "Issuer must be text alone",
    ],
    ["two issuers", () => authnRequest({}, `<saml:Issuer>${issuer()}</saml:Issuer>`), "more than one Issuer"],
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

describe("sign-in that starts at the provider", () => {
  const start = (parameters: Record<string, string> = {}) =>
    `${base()}/start?${new URLSearchParams({ acs: consumer(), audience: issuer(), RelayState: "client_id=1", ...parameters })}`;

  test("answers no request", async () => {
    const { action, fields } = await chooseAt(start(), "ada");
    expect(action).toBe(consumer());
    expect(fields.RelayState).toBe("client_id=1");
    expect(decoded(fields)).not.toContain("InResponseTo");
    const sp = serviceProvider({ validateInResponseTo: ValidateInResponseTo.never });
    const { profile } = await sp.validatePostResponseAsync(fields);
    expect(profile).toMatchObject({ email: "ada@example.com" });
  });

  test.each([{ acs: "https://evil.example/saml2/idpresponse" }, { audience: "https://sp.example" }])(
    "refuses another target: %j",
    async (parameters) => {
      const { response } = await createStandInBrowser().open(start(parameters));
      expect(response.status).toBe(400);
    },
  );
});

describe("single logout", () => {
  const C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

  function logoutRequest(nameId: string, sessionIndex: string, notOnOrAfter?: number): string {
    const until = notOnOrAfter === undefined ? "" : ` NotOnOrAfter="${new Date(notOnOrAfter).toISOString()}"`;
    return (
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_logout" Version="2.0" IssueInstant="${new Date(cloud.clock.now()).toISOString()}" Destination="${base()}/slo"${until}>` +
      `<saml:Issuer>${issuer()}</saml:Issuer><saml:NameID>${nameId}</saml:NameID><samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex></samlp:LogoutRequest>`
    );
  }

  function sign(
    xml: string,
    privateKey = poolKey,
    digest = "http://www.w3.org/2001/04/xmlenc#sha256",
  ): string {
    const signer = new SignedXml({
      privateKey,
      signatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
      canonicalizationAlgorithm: C14N,
    });
    signer.addReference({
      xpath: "/*",
      digestAlgorithm: digest,
      transforms: ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", C14N],
    });
    signer.computeSignature(xml, {
      location: { reference: "/*/*[local-name(.)='Issuer']", action: "after" },
    });
    return signer.getSignedXml();
  }

  const post = async (xml: string) => {
    const body = new URLSearchParams({ SAMLRequest: Buffer.from(xml).toString("base64"), RelayState: "out" });
    const { response, text } = await createStandInBrowser().open(`${base()}/slo`, { method: "POST", body });
    return { status: response.status, text, ...readPostedForm(text) };
  };

  test("sends a signed response to the session's pool", async () => {
    const { nameID, sessionIndex = "" } = await signIn(serviceProvider(), "ada");
    const { action, fields } = await post(sign(logoutRequest(nameID, sessionIndex)));
    expect(action).toBe(`${cloud.endpoint}/saml2/logout`);
    expect(fields.RelayState).toBe("out");
    const xml = decoded(fields);
    expect(xml).toContain('InResponseTo="_logout"');
    expect(xml).toContain("status:Success");
    const sp = serviceProvider({ validateInResponseTo: ValidateInResponseTo.never });
    const { SAMLResponse = "" } = fields;
    expect(await sp.validatePostResponseAsync({ SAMLResponse })).toEqual({ profile: null, loggedOut: true });
    await expect(
      sp.validatePostResponseAsync({
        SAMLResponse: Buffer.from(xml.replace("out", "in")).toString("base64"),
      }),
    ).rejects.toThrow();
  });

  test("reports an unknown user", async () => {
    const { fields } = await post(sign(logoutRequest("_unknown", "_s")));
    expect(decoded(fields)).toContain("status:UnknownPrincipal");
  });

  test.each<[string, () => string | Promise<string>, string]>([
    ["not signed", () => logoutRequest("_n", "_s"), "must be signed"],
    [
      "changed after it was signed",
      () => sign(logoutRequest("_n", "_s")).replace("_n<", "_m<"),
      "not the pool",
    ],
    [
      "signed by sha1",
      () => sign(logoutRequest("_n", "_s"), poolKey, "http://www.w3.org/2000/09/xmldsig#sha1"),
      "not the pool",
    ],
    ["expired", () => sign(logoutRequest("_n", "_s", cloud.clock.now())), "has expired"],
    ["without a user", () => sign(logoutRequest("", "_s")), "NameID is missing"],
    [
      "wrapped around the signed one",
      () => {
        const signed = sign(logoutRequest("_n", "_s"));
        const signature = /<Signature .*<\/Signature>/s.exec(signed)?.[0] ?? "";
        const inner = signed.replace(signature, "");
        return logoutRequest("_victim", "_s")
          .replace('ID="_logout"', 'ID="_other"')
          .replace("</saml:Issuer>", `</saml:Issuer>${signature}<x>${inner}</x>`);
      },
      "not the pool",
    ],
  ])("is refused if the request is %s", async (_what, xml, message) => {
    const { status, text } = await post(await xml());
    expect(status).toBe(400);
    expect(text).toContain(message);
  });
});

describe("metadata", () => {
  test("names the endpoints, their bindings and the certificate", () => {
    expect(metadata).toContain(`entityID="${base()}/metadata"`);
    const services = [
      ...metadata.matchAll(/<md:(\w+Service) Binding="[\w:.]+:([\w-]+)" Location="([^"]+)"/g),
    ];
    expect(services.map(([, service, binding, location]) => [service, binding, location])).toEqual([
      ["SingleLogoutService", "HTTP-Redirect", `${base()}/slo`],
      ["SingleLogoutService", "HTTP-POST", `${base()}/slo`],
      ["SingleSignOnService", "HTTP-Redirect", `${base()}/sso`],
      ["SingleSignOnService", "HTTP-POST", `${base()}/sso`],
    ]);
    expect(Buffer.from(certificate(), "base64").toString("latin1")).toContain("Stand-in for a SAML provider");
  });
});
