/** Single logout: from `/logout` to the provider and back to the client's sign-out URL. */
import { verify, X509Certificate } from "node:crypto";
import { GetSigningCertificateCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  landingOf,
  type Outgoing,
  readOutgoing,
  type SamlBrowser,
  SIGNED_OUT,
  startSamlApp,
} from "../../support/worlds/saml/saml-app.ts";
import { createSamlProvider, ENTITY_ID, SIGN_OUT_URL } from "../../support/worlds/saml/saml-provider.ts";

const app = await startSamlApp({ IDPSignout: "true" });

async function signIn(extra: Readonly<Record<string, string>> = {}): Promise<SamlBrowser> {
  const browser = app.browser();
  const outgoing = await browser.begin(extra);
  await browser.bring(app.respond(outgoing, { nameId: "ada&amp;co" }), outgoing.relayState);
  return browser;
}

const logout = async (browser: SamlBrowser, query: Readonly<Record<string, string>> = {}) => {
  const answer = await browser.get("/logout", {
    client_id: app.clientId,
    logout_uri: SIGNED_OUT,
    ...query,
  });
  return answer.headers.get("location") ?? "";
};

interface LogoutScript {
  readonly inResponseTo?: string;
  readonly issuer?: string;
  readonly destination?: string;
  readonly status?: string;
}

function renderLogoutResponse({ requestId }: Outgoing, lies: LogoutScript = {}): string {
  const {
    inResponseTo = requestId,
    issuer = ENTITY_ID,
    destination = `${app.cloud.endpoint}/saml2/logout`,
    status = "Success",
  } = lies;
  return `<saml2p:LogoutResponse xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_logout" Version="2.0" Destination="${destination}" InResponseTo="${inResponseTo}"><saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></saml2p:Status></saml2p:LogoutResponse>`;
}

async function returnFromProvider(xml: string, RelayState: string) {
  const SAMLResponse = Buffer.from(xml).toString("base64");
  const answer = await app.browser().post("/saml2/logout", { SAMLResponse, RelayState });
  return landingOf(answer, app.recipient);
}

const sign = (xml: string) => app.provider.sign(xml, "LogoutResponse");

test("the provider gets a signed request to end its session", async () => {
  const browser = await signIn();
  const { location, xml } = readOutgoing(await logout(browser));
  expect(`${location.origin}${location.pathname}`).toBe(SIGN_OUT_URL);
  expect(xml).toContain("<saml2p:SessionIndex>session-1</saml2p:SessionIndex>");
  expect(xml).toContain(
    '<saml2:NameID xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada&#38;co</saml2:NameID>',
  );
  const { Certificate = "" } = await app.admin.send(
    new GetSigningCertificateCommand({ UserPoolId: app.poolId }),
  );
  const { publicKey } = new X509Certificate(Buffer.from(Certificate, "base64"));
  const [signed = "", signature = ""] = location.search.slice(1).split("&Signature=");
  const bytes = Buffer.from(decodeURIComponent(signature), "base64");
  expect(verify("sha256", Buffer.from(signed), publicKey, bytes)).toBe(true);
  // The session here has already ended, whatever the provider answers.
  expect(browser.cookies.has("cognito")).toBe(false);
});

test.each(["Success", "Responder"])(
  "its response redirects to the client's sign-out URL: %s",
  async (status) => {
    const outgoing = readOutgoing(await logout(await signIn()));
    const landing = await returnFromProvider(
      sign(renderLogoutResponse(outgoing, { status })),
      outgoing.relayState,
    );
    expect(landing).toMatchObject({ status: 302, location: SIGNED_OUT });
  },
);

test("it can end at the sign-in page, too", async () => {
  const browser = await signIn();
  const query = Object.fromEntries(app.authorizeQuery());
  const answer = await browser.get("/logout", query);
  const outgoing = readOutgoing(answer.headers.get("location") ?? "");
  const landing = await returnFromProvider(sign(renderLogoutResponse(outgoing)), outgoing.relayState);
  expect(landing.location.startsWith("/login?")).toBe(true);
});

test("a response is accepted once", async () => {
  const outgoing = readOutgoing(await logout(await signIn()));
  const xml = sign(renderLogoutResponse(outgoing));
  await returnFromProvider(xml, outgoing.relayState);
  expect(await returnFromProvider(xml, outgoing.relayState)).toMatchObject({
    error: "Invalid samlResponse or relayState from identity provider",
  });
});

describe("a response is refused", () => {
  test.each<[string, (outgoing: Outgoing) => string | Promise<string>]>([
    ["without a signature", (outgoing) => renderLogoutResponse(outgoing)],
    [
      "signed by another",
      async (outgoing) => {
        const other = await createSamlProvider(app.cloud.clock.now());
        return other.sign(renderLogoutResponse(outgoing), "LogoutResponse");
      },
    ],
    [
      "changed after it was signed",
      (outgoing) =>
        sign(renderLogoutResponse(outgoing, { status: "Responder" })).replace("Responder", "Success"),
    ],
    ["to another request", (outgoing) => sign(renderLogoutResponse(outgoing, { inResponseTo: "_other" }))],
    [
      "of another provider",
      (outgoing) => sign(renderLogoutResponse(outgoing, { issuer: "https://other.example" })),
    ],
    [
      "for another destination",
      (outgoing) => sign(renderLogoutResponse(outgoing, { destination: "https://other.example" })),
    ],
    ["with a document type", (outgoing) => `<!DOCTYPE x>${sign(renderLogoutResponse(outgoing))}`],
    ["that is a response to a sign-in", (outgoing) => app.respond(outgoing)],
  ])("%s", async (_, make) => {
    const outgoing = readOutgoing(await logout(await signIn()));
    const landing = await returnFromProvider(await make(outgoing), outgoing.relayState);
    expect(landing).toMatchObject({
      status: 302,
      error: "Invalid samlResponse or relayState from identity provider",
    });
    expect(landing.location.startsWith("/error?")).toBe(true);
  });

  test("without a matching sign-out", async () => {
    expect(await returnFromProvider("<a/>", "unknown")).toMatchObject({
      error: "Invalid samlResponse or relayState from identity provider",
    });
  });
});

describe("the browser returns to the client at once", () => {
  test("without a session", async () => {
    expect(await logout(app.browser())).toBe(SIGNED_OUT);
  });

  test("if single logout is off for the provider", async () => {
    await app.addProvider("Stays", {});
    const client_id = await app.addClient({ SupportedIdentityProviders: ["Stays"] });
    const browser = await signIn({ client_id, identity_provider: "Stays" });
    expect(await logout(browser, { client_id })).toBe(SIGNED_OUT);
  });

  test("if the provider has no single logout", async () => {
    await app.addProvider("Without", {
      IDPSignout: "true",
      MetadataFile: app.provider.metadata({ signOutUrl: null }),
    });
    const client_id = await app.addClient({ SupportedIdentityProviders: ["Without"] });
    const browser = await signIn({ client_id, identity_provider: "Without" });
    expect(await logout(browser, { client_id })).toBe(SIGNED_OUT);
  });

  test("but not if its sign-out URL is not registered: the session stays", async () => {
    const browser = await signIn();
    const location = await logout(browser, { logout_uri: "https://evil.example" });
    expect(location).toBe(`/error?error=redirect_mismatch&client_id=${app.clientId}`);
    expect(browser.cookies.has("cognito")).toBe(true);
  });
});
