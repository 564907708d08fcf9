import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { ValidateInResponseTo } from "@node-saml/node-saml";
import { SignedXml } from "xml-crypto";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import { decoded, type SamlStandIn, startSamlStandIn } from "../../support/worlds/saml/saml-stand-in.ts";

let saml: SamlStandIn;

beforeAll(async () => {
  saml = await startSamlStandIn();
});

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

describe("sign-in that a pool requests", () => {
  test("by redirect: an assertion that node-saml accepts, with the attributes under both names", async () => {
    const profile = await saml.signIn(saml.serviceProvider(), "ada");
    expect(profile).toMatchObject({
      issuer: `${saml.base}/metadata`,
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
    expect((await saml.signIn(saml.serviceProvider(), "ada")).nameID).toBe(profile.nameID);
    expect((await saml.signIn(saml.serviceProvider(), "alan")).nameID).not.toBe(profile.nameID);
  });

  test("by POST", async () => {
    const sp = saml.serviceProvider({ authnRequestBinding: "HTTP-POST", skipRequestCompression: true });
    const message = await sp.getAuthorizeMessageAsync("the-state");
    const browser = createStandInBrowser();
    await browser.open(`${saml.base}/sso`, {
      method: "POST",
      body: new URLSearchParams(message as Record<string, string>),
    });
    const { text } = await browser.submit({ choice: "ada" });
    const { profile } = await sp.validatePostResponseAsync(readPostedForm(text).fields);
    expect(profile).toMatchObject({ email: "ada@example.com" });
  });

  test("the assertion is for this pool, this address, this request, and five minutes", async () => {
    const url = await saml.serviceProvider().getAuthorizeUrlAsync("", undefined, {});
    const xml = decoded((await saml.chooseAt(url, "ada")).fields);
    expect(xml).toContain(`<saml:Audience>${saml.issuer}</saml:Audience>`);
    expect(xml).toMatch(
      /<saml:Conditions NotBefore="2026-01-15T12:00:00.000Z" NotOnOrAfter="2026-01-15T12:05:00.000Z">/,
    );
    const recipient = `NotOnOrAfter="2026-01-15T12:05:00.000Z" Recipient="${saml.consumer}" InResponseTo="_`;
    expect(xml).toContain(`<saml:SubjectConfirmationData ${recipient}`);
    expect(xml).toContain("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    expect(xml).toContain("http://www.w3.org/2001/10/xml-exc-c14n#");
  });

  test("a changed response is refused", async () => {
    const sp = saml.serviceProvider();
    const { fields } = await saml.chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "ada");
    const changed = decoded(fields).replaceAll("ada@example.com", "alan@example.com");
    const forged = { SAMLResponse: Buffer.from(changed).toString("base64") };
    await expect(sp.validatePostResponseAsync(forged)).rejects.toThrow("Invalid signature");
  });

  test("of a user without an address, and of one with an unverified address", async () => {
    const grace = await saml.signIn(saml.serviceProvider(), "grace");
    expect(grace).not.toHaveProperty("email");
    expect(grace).not.toHaveProperty("email_verified");
    expect(await saml.signIn(saml.serviceProvider(), "edsger")).toMatchObject({ email_verified: "false" });
  });

  test("of a new user whose name is markup", async () => {
    const sp = saml.serviceProvider();
    const name = `O'Neill & "<Co>" ]]> ${String.fromCodePoint(0x1f600)}`;
    const { fields } = await saml.chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "new", {
      name,
      email: "o'neill+test@example.com",
    });
    const { profile } = await sp.validatePostResponseAsync(fields);
    expect(profile).toMatchObject({ name, email: "o'neill+test@example.com", email_verified: "false" });
  });

  test("with an e-mail address as NameID", async () => {
    const sp = saml.serviceProvider({
      identifierFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    });
    expect(await saml.signIn(sp, "ada")).toMatchObject({ nameID: "ada@example.com" });
    const { fields } = await saml.chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "grace");
    expect(decoded(fields)).toContain("status:InvalidNameIDPolicy");
    await expect(sp.validatePostResponseAsync(fields)).rejects.toThrow("The account has no e-mail address.");
  });

  test("refused: a signed response with a status and no assertion", async () => {
    const sp = saml.serviceProvider({ wantAuthnResponseSigned: true });
    const { fields } = await saml.chooseAt(await sp.getAuthorizeUrlAsync("", undefined, {}), "refuse");
    expect(decoded(fields)).not.toContain("<saml:Assertion");
    expect(decoded(fields)).toContain("status:AuthnFailed");
    await expect(sp.validatePostResponseAsync(fields)).rejects.toThrow("The user denied the request.");
  });

  test("without user interaction: NoPassive at once", async () => {
    const sp = saml.serviceProvider({ passive: true });
    const { text } = await createStandInBrowser().open(await sp.getAuthorizeUrlAsync("", undefined, {}));
    expect(decoded(readPostedForm(text).fields)).toContain("status:NoPassive");
  });

  test("by the clock of the local cloud", async () => {
    saml.cloud.clock.advance(2 * 60 * 60 * 1000);
    jest.setSystemTime(saml.cloud.clock.now());
    expect(await saml.signIn(saml.serviceProvider(), "ada")).toMatchObject({ email: "ada@example.com" });
  });
});

describe("sign-in that starts at the provider", () => {
  const start = (parameters: Record<string, string> = {}) =>
    `${saml.base}/start?${new URLSearchParams({ acs: saml.consumer, audience: saml.issuer, RelayState: "client_id=1", ...parameters })}`;

  test("answers no request", async () => {
    const { action, fields } = await saml.chooseAt(start(), "ada");
    expect(action).toBe(saml.consumer);
    expect(fields.RelayState).toBe("client_id=1");
    expect(decoded(fields)).not.toContain("InResponseTo");
    const sp = saml.serviceProvider({ validateInResponseTo: ValidateInResponseTo.never });
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
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_logout" Version="2.0" IssueInstant="${new Date(saml.cloud.clock.now()).toISOString()}" Destination="${saml.base}/slo"${until}>` +
      `<saml:Issuer>${saml.issuer}</saml:Issuer><saml:NameID>${nameId}</saml:NameID><samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex></samlp:LogoutRequest>`
    );
  }

  function sign(
    xml: string,
    privateKey = saml.poolKey,
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
    const { response, text } = await createStandInBrowser().open(`${saml.base}/slo`, {
      method: "POST",
      body,
    });
    return { status: response.status, text, ...readPostedForm(text) };
  };

  test("sends a signed response to the session's pool", async () => {
    const { nameID, sessionIndex = "" } = await saml.signIn(saml.serviceProvider(), "ada");
    const { action, fields } = await post(sign(logoutRequest(nameID, sessionIndex)));
    expect(action).toBe(`${saml.cloud.endpoint}/saml2/logout`);
    expect(fields.RelayState).toBe("out");
    const xml = decoded(fields);
    expect(xml).toContain('InResponseTo="_logout"');
    expect(xml).toContain("status:Success");
    const sp = saml.serviceProvider({ validateInResponseTo: ValidateInResponseTo.never });
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
      () => sign(logoutRequest("_n", "_s"), saml.poolKey, "http://www.w3.org/2000/09/xmldsig#sha1"),
      "not the pool",
    ],
    ["expired", () => sign(logoutRequest("_n", "_s", saml.cloud.clock.now())), "has expired"],
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
    expect(saml.metadata).toContain(`entityID="${saml.base}/metadata"`);
    const services = [
      ...saml.metadata.matchAll(/<md:(\w+Service) Binding="[\w:.]+:([\w-]+)" Location="([^"]+)"/g),
    ];
    expect(services.map(([, service, binding, location]) => [service, binding, location])).toEqual([
      ["SingleLogoutService", "HTTP-Redirect", `${saml.base}/slo`],
      ["SingleLogoutService", "HTTP-POST", `${saml.base}/slo`],
      ["SingleSignOnService", "HTTP-Redirect", `${saml.base}/sso`],
      ["SingleSignOnService", "HTTP-POST", `${saml.base}/sso`],
    ]);
    expect(Buffer.from(saml.certificate, "base64").toString("latin1")).toContain(
      "Stand-in for a SAML provider",
    );
  });
});
