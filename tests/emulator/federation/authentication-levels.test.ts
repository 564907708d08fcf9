/**
 * Levels of authentication at an OpenID provider: `AcrMapping`
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html).
 */
import { UpdateIdentityProviderCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  Browser,
  type FederatedApp,
  signInAtProvider,
  startFederatedApp,
  toCallback,
  tokensFor,
} from "../../support/worlds/federated-app.ts";

const loa = (level: number): string => `urn:cognito:loa:${level}`;

const AcrMapping = { Level2: "silver", Level4: "gold" };

const startApp = () => startFederatedApp({ provider: { AcrMapping } });

/** What the provider's ID token says. */
function says(app: FederatedApp, claims: Record<string, unknown>): void {
  app.provider.script.claims = (own) => ({ ...own, ...claims });
}

async function authenticationOf(app: FederatedApp) {
  const { id_token, access_token } = await tokensFor(app, await signInAtProvider(app));
  const [id, access] = [claimsOf(id_token), claimsOf(access_token)];
  expect([id.acr, id.amr]).toEqual([access.acr, access.amr]);
  return { acr: id.acr, amr: id.amr };
}

describe("the provider is asked for", () => {
  test.each([
    ["its names of the requested levels, in their order", `${loa(4)} ${loa(2)}`, "gold silver"],
    ["only the levels that are mapped", `${loa(3)} ${loa(2)}`, "silver"],
    ["nothing where no level is mapped", loa(3), null],
  ])("%s", async (_, acr_values, expected) => {
    const app = await startApp();
    await toCallback(app, new Browser(), { acr_values });
    expect(app.provider.last("authorize").query.get("acr_values")).toBe(expected);
  });

  test("nothing without a mapping, and nothing in the LITE plan", async () => {
    const without = await startFederatedApp();
    await toCallback(without, new Browser(), { acr_values: loa(4) });
    expect(without.provider.last("authorize").query.has("acr_values")).toBe(false);
    const lite = await startFederatedApp({
      pool: { UserPoolTier: "LITE" },
      provider: { AcrMapping },
      client: { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
    });
    await toCallback(lite, new Browser(), { acr_values: loa(4) });
    expect(lite.provider.last("authorize").query.has("acr_values")).toBe(false);
  });
});

describe("tokens say", () => {
  test.each<[string, Record<string, unknown>, string, readonly string[]]>([
    ["the level that is mapped", { acr: "gold", amr: ["pwd", "otp", "mfa"] }, loa(4), ["pwd", "otp", "mfa"]],
    ["the lowest level for a name that is not", { acr: "platinum" }, loa(1), ["fed"]],
    ["the lowest level for no name", { amr: ["hwk"] }, loa(1), ["hwk"]],
    ["only methods that Cognito knows", { acr: "silver", amr: ["face", "sms", 7, "sms"] }, loa(2), ["sms"]],
    ["fed for methods that it does not know", { acr: "silver", amr: ["face"] }, loa(2), ["fed"]],
    ["fed for an amr that is not a list", { acr: "silver", amr: "pwd" }, loa(2), ["fed"]],
  ])("%s", async (_, claims, acr, amr) => {
    const app = await startApp();
    says(app, claims);
    expect(await authenticationOf(app)).toEqual({ acr, amr });
  });

  test("the lowest level without a mapping; one that is set later counts at once", async () => {
    const app = await startFederatedApp();
    says(app, { acr: "gold" });
    expect(await authenticationOf(app)).toEqual({ acr: loa(1), amr: ["fed"] });
    await app.admin.send(
      new UpdateIdentityProviderCommand({ UserPoolId: app.poolId, ProviderName: "Corp", AcrMapping }),
    );
    expect(await authenticationOf(app)).toEqual({ acr: loa(4), amr: ["fed"] });
  });
});

test("a session below the level leads to the provider again; one that has it is enough", async () => {
  const app = await startApp();
  says(app, { acr: "silver" });
  const browser = new Browser();
  await signInAtProvider(app, { browser });
  const authorize = (level: number) => browser.visit(authorizeUrl(app, { acr_values: loa(level) }));
  expect((await authorize(2)).searchParams.has("code")).toBe(true);
  const stronger = await authorize(4);
  expect(stronger.origin).toBe(new URL(app.provider.issuer).origin);
  expect(stronger.searchParams.get("acr_values")).toBe("gold");
  const withPrompt = authorizeUrl(app, { acr_values: loa(4), prompt: "none" });
  expect((await browser.visit(withPrompt)).searchParams.get("error")).toBe("login_required");
});
