/** Metadata of SAML providers, from a file or a URL. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  GetSigningCertificateCommand,
  UpdateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { createProviderClient } from "../../../local/oauth/federation/provider-client.ts";
import { refusal } from "../../support/worlds/cognito-app.ts";
import { landingOf, readOutgoing, startSamlApp } from "../../support/worlds/saml/saml-app.ts";
import { createSamlProvider, SIGN_ON_URL, SIGN_OUT_URL } from "../../support/worlds/saml/saml-provider.ts";

const HOUR = 60 * 60 * 1000;

/** The provider does not answer, so a short timeout is enough. */
let isHanging = false;
const app = await startSamlApp(
  {},
  {
    providers: (clock) => {
      const patient = createProviderClient({ clock });
      const hasty = createProviderClient({ clock, timeout: 50 });
      return { ...patient, send: (request) => (isHanging ? hasty : patient).send(request) };
    },
  },
);

const create = (ProviderDetails: Readonly<Record<string, string>>, ProviderName = "New") =>
  app.admin.send(
    new CreateIdentityProviderCommand({
      UserPoolId: app.poolId,
      ProviderName,
      ProviderType: "SAML",
      ProviderDetails,
    }),
  );

const describeDetails = async (ProviderName: string) => {
  const { IdentityProvider } = await app.admin.send(
    new DescribeIdentityProviderCommand({ UserPoolId: app.poolId, ProviderName }),
  );
  return IdentityProvider?.ProviderDetails;
};

test("a provider is described with the data of its metadata, and the pool's certificate", async () => {
  const { Certificate } = await app.admin.send(new GetSigningCertificateCommand({ UserPoolId: app.poolId }));
  expect(await describeDetails("Okta")).toEqual({
    MetadataFile: app.provider.metadata(),
    SSORedirectBindingURI: SIGN_ON_URL,
    SLORedirectBindingURI: SIGN_OUT_URL,
    ActiveEncryptionCertificate: Certificate,
  });
});

test("creating a provider does not wait for the certificate", async () => {
  const { IdentityProvider } = await create({ MetadataFile: app.provider.metadata() }, "Fast");
  expect(IdentityProvider?.ProviderDetails).toMatchObject({ SSORedirectBindingURI: SIGN_ON_URL });
  expect(IdentityProvider?.ProviderDetails).not.toHaveProperty("ActiveEncryptionCertificate");
});

test("details that Cognito sets can't be given", async () => {
  await create(
    {
      MetadataFile: app.provider.metadata({ signOutUrl: null }),
      IDPSignout: "true",
      SSORedirectBindingURI: "https://other.example",
      SLORedirectBindingURI: "https://other.example",
      ActiveEncryptionCertificate: "other",
    },
    "Given",
  );
  const details = await describeDetails("Given");
  expect(details).toMatchObject({ IDPSignout: "true", SSORedirectBindingURI: SIGN_ON_URL });
  expect(details).not.toHaveProperty("SLORedirectBindingURI");
  expect(details?.ActiveEncryptionCertificate).not.toBe("other");
});

describe("invalid details are refused", () => {
  const spoil = (from: string | RegExp, to: string) => ({
    MetadataFile: app.provider.metadata().replace(from, to),
  });
  test.each<[string, () => Readonly<Record<string, string>>, string]>([
    ["no metadata", () => ({}), "At least one of the MetadataURL or MetadataFile should be provided."],
    [
      "a URL by HTTP",
      () => ({ MetadataURL: "http://idp.example/metadata" }),
      "Invalid MetadataURL: it must be an HTTPS URL.",
    ],
    [
      "a URL that looks like localhost",
      () => ({ MetadataURL: "http://localhost.example/metadata" }),
      "Invalid MetadataURL: it must be an HTTPS URL.",
    ],
    [
      "a flag that is neither true nor false",
      () => ({ ...spoil("", ""), IDPInit: "yes" }),
      "Invalid IDPInit: it is true or false.",
    ],
    [
      "another signature algorithm",
      () => ({ ...spoil("", ""), RequestSigningAlgorithm: "rsa-sha1" }),
      "Invalid RequestSigningAlgorithm: it is rsa-sha256.",
    ],
    ["invalid XML", () => ({ MetadataFile: "hello" }), "Invalid SAML metadata: it is not well-formed XML"],
    [
      "a document type",
      () => spoil("<md:EntityDescriptor", "<!DOCTYPE x>$&"),
      "Invalid SAML metadata: a document type is not accepted",
    ],
    [
      "another document",
      () => ({ MetadataFile: "<a/>" }),
      "Invalid SAML metadata: it is not an EntityDescriptor",
    ],
    ["no entity id", () => spoil(/ entityID="[^"]*"/, ""), "Invalid SAML metadata: there is no entityID"],
    [
      "a service provider",
      () => spoil(/IDPSSODescriptor/g, "SPSSODescriptor"),
      "Invalid SAML metadata: there is not exactly one IDPSSODescriptor",
    ],
    [
      "no sign-in endpoint",
      () => spoil(/<md:SingleSignOnService[^>]*>/, ""),
      "Invalid SAML metadata: there is no SingleSignOnService with the HTTP-Redirect binding",
    ],
    [
      "a sign-in endpoint that is a script",
      () => spoil(SIGN_ON_URL, "javascript:alert(1)"),
      "Invalid SAML metadata: the Location of SingleSignOnService is not an HTTPS URL",
    ],
    [
      "no certificate",
      () => spoil(/<md:KeyDescriptor.*KeyDescriptor>/, ""),
      "Invalid SAML metadata: there is no certificate for signatures",
    ],
    [
      "a certificate that can't be read",
      () => spoil(app.provider.certificate, "QUJD"),
      "Invalid SAML metadata: a certificate can't be read",
    ],
    [
      "a certificate of more than 4,096 characters",
      () => spoil(app.provider.certificate, "A".repeat(4097)),
      "Invalid SAML metadata: a certificate is longer than 4096 characters",
    ],
    [
      "expired metadata",
      () => ({ MetadataFile: app.provider.metadata({ validUntil: app.cloud.clock.now() }) }),
      "Invalid SAML metadata: it has expired",
    ],
  ])("%s", async (_, details, message) => {
    expect(await refusal(create(details()))).toBe(`InvalidParameterException: ${message}`);
  });

  test("a certificate that has expired, at creation and at an update", async () => {
    const year = 365 * 24 * HOUR;
    const old = await createSamlProvider(app.cloud.clock.now() - year);
    const message = "InvalidParameterException: Invalid SAML metadata: a certificate has expired";
    expect(await refusal(create({ MetadataFile: old.metadata() }))).toBe(message);
    const update = new UpdateIdentityProviderCommand({
      UserPoolId: app.poolId,
      ProviderName: "Okta",
      ProviderDetails: { MetadataFile: old.metadata() },
    });
    expect(await refusal(app.admin.send(update))).toBe(message);
  });
});

describe("metadata from a URL", () => {
  let asked = 0;
  let answer: RequestListener;
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  let MetadataURL: string;
  let client_id: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    MetadataURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
    await create({ MetadataURL }, "Fetched");
    client_id = await app.addClient({ SupportedIdentityProviders: ["Fetched"] });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  afterEach(() => {
    asked = 0;
    app.cloud.clock.advance(7 * HOUR);
  });

  const metadata =
    (body: string): RequestListener =>
    (_, response) =>
      void response.end(body);
  const authorize = () =>
    app
      .browser()
      .get(
        "/oauth2/authorize",
        Object.fromEntries(app.authorizeQuery({ client_id, identity_provider: "Fetched" })),
      );

  test("is fetched at the first sign-in, once in six hours", async () => {
    answer = metadata(app.provider.metadata());
    expect(await describeDetails("Fetched")).not.toHaveProperty("SSORedirectBindingURI");
    const answers = await Promise.all([authorize(), authorize()]);
    for (const { headers } of answers) {
      expect(headers.get("location")?.startsWith(SIGN_ON_URL)).toBe(true);
    }
    app.cloud.clock.advance(6 * HOUR - 1);
    await authorize();
    expect(asked).toBe(1);
    expect(await describeDetails("Fetched")).toMatchObject({ SSORedirectBindingURI: SIGN_ON_URL });
    app.cloud.clock.advance(1);
    await authorize();
    expect(asked).toBe(2);
  });

  test("is fetched again when it has expired", async () => {
    const validUntil = app.cloud.clock.now() + HOUR;
    answer = metadata(app.provider.metadata({ validUntil }));
    await authorize();
    app.cloud.clock.advance(HOUR);
    answer = metadata(app.provider.metadata());
    await authorize();
    expect(asked).toBe(2);
  });

  test("of a provider with a new key applies after the next fetch", async () => {
    answer = metadata(app.provider.metadata());
    const next = await createSamlProvider(app.cloud.clock.now());
    const bring = async () => {
      const browser = app.browser();
      const query = { client_id, identity_provider: "Fetched" };
      const outgoing = await browser.begin(query);
      const signed = app.respond(outgoing, {}, next);
      return browser.bring(signed, outgoing.relayState);
    };
    expect(await bring()).toMatchObject({
      description: "Invalid SAML response received: SAML Assertion signature is invalid.",
    });
    answer = metadata(next.metadata());
    app.cloud.clock.advance(6 * HOUR);
    expect(await bring()).toMatchObject({ error: null, code: expect.any(String) });
  });

  test.each<[string, RequestListener, string]>([
    ["an error", (_, response) => void response.writeHead(503).end(), "MetadataURL answered 503"],
    [
      "a redirect, which is not followed",
      (_, response) => void response.writeHead(302, { location: "/other" }).end(),
      "MetadataURL answered 302",
    ],
    ["nothing, in time", () => undefined, "MetadataURL did not answer in time"],
    [
      "half of a document",
      (_, response) => void response.writeHead(200).write("<"),
      "MetadataURL did not answer in time",
    ],
    [
      "too large a document",
      (_, response) => void response.end(" ".repeat(1_000_000)),
      "the document at MetadataURL is too large",
    ],
    ["a closed connection", ({ socket }) => void socket.destroy(), "MetadataURL can't be reached"],
    ["a page", (_, response) => void response.end("<html></html>"), "it is not an EntityDescriptor"],
  ])("ends the sign-in when the provider answers with %s", async (_, listener, reason) => {
    answer = listener;
    isHanging = reason.endsWith("in time");
    expect(landingOf(await authorize(), app.recipient)).toMatchObject({
      status: 302,
      error: "server_error",
      description: `Error retrieving metadata of Fetched: ${reason}`,
    });
    // The next one tries again.
    isHanging = false;
    answer = metadata(app.provider.metadata());
    expect(readOutgoing((await authorize()).headers.get("location") ?? "").requestId).not.toBe("");
  });
});
