/** The whole sign-in with the local cloud's own SAML provider. */
import { beforeAll, expect, test } from "@jest/globals";
import { readPostedForm } from "../../support/clients/posted-form.ts";
import { createStandInBrowser } from "../../support/clients/stand-in-browser.ts";
import {
  CALLBACK,
  landingOf,
  type SamlBrowser,
  SIGNED_OUT,
  startSamlApp,
} from "../../support/worlds/saml/saml-app.ts";

let client_id: string;
const standIn = () => `${app.cloud.endpoint}/_local/providers/saml`;

const app = await startSamlApp();

beforeAll(async () => {
  await app.addProvider("Local", {
    MetadataURL: `${standIn()}/metadata`,
    MetadataFile: "",
    IDPSignout: "true",
    IDPInit: "true",
    RequestSigningAlgorithm: "rsa-sha256",
  });
  client_id = await app.addClient({ SupportedIdentityProviders: ["Local"] });
});

/** Chooses an account on the stand-in's page, and posts its form to the pool. */
async function choose(browser: SamlBrowser, url: string | URL, choice: string) {
  const { text } = await createStandInBrowser().choose(url, choice);
  const { action, fields } = readPostedForm(text);
  expect(action).toBe(app.recipient);
  return browser.bringEncoded(fields.SAMLResponse ?? "", fields.RelayState ?? "");
}

async function signIn(choice: string) {
  const browser = app.browser();
  const { location } = await browser.begin({ client_id, identity_provider: "Local" });
  return { browser, landing: await choose(browser, location, choice) };
}

test("signs a person in, and out again at both", async () => {
  const { browser, landing } = await signIn("ada");
  expect(landing).toMatchObject({ error: null, code: expect.any(String) });
  expect(landing.location.startsWith(CALLBACK)).toBe(true);
  const [user] = await app.users();
  expect(user?.Username).toMatch(/^local__[0-9a-f]{40}$/);
  expect(user?.Attributes).toContainEqual({ Name: "email", Value: "ada@example.com" });

  const out = await browser.get("/logout", { client_id, logout_uri: SIGNED_OUT });
  const { text } = await createStandInBrowser().open(out.headers.get("location") ?? "");
  const { action, fields } = readPostedForm(text);
  expect(action).toBe(`${app.cloud.endpoint}/saml2/logout`);
  const back = await browser.post("/saml2/logout", fields);
  expect(back.headers.get("location")).toBe(SIGNED_OUT);
});

test("a user who refuses gets a specific error", async () => {
  const { browser, landing } = await signIn("refuse");
  expect(landing).toMatchObject({
    code: null,
    error: "server_error",
    description: "Invalid SAML response received: The provider answered Responder: AuthnFailed",
  });
  expect(browser.cookies.has("cognito")).toBe(false);
});

test("may start a sign-in itself", async () => {
  const start = new URL(`${standIn()}/start`);
  start.searchParams.set("acs", app.recipient);
  start.searchParams.set("audience", `urn:amazon:cognito:sp:${app.poolId}`);
  start.searchParams.set(
    "RelayState",
    app.authorizeQuery({ client_id, identity_provider: "Local" }).toString(),
  );
  expect(await choose(app.browser(), start, "alan")).toMatchObject({ error: null, code: expect.any(String) });
});

test("a logout request without a signature is refused there", async () => {
  const { browser } = await signIn("alan");
  const out = await browser.get("/logout", { client_id, logout_uri: SIGNED_OUT });
  const url = new URL(out.headers.get("location") ?? "");
  url.searchParams.delete("Signature");
  const { response, text } = await createStandInBrowser().open(url);
  expect(landingOf(response, app.recipient).status).toBe(400);
  expect(text).toContain("must be signed");
});
