import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import type { Request } from "playwright-core";
import { ApiClient, type Person } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { openConsole } from "../../support/clients/console/open-console.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { createOrganization } from "../../support/walks/join-organization.ts";
import { newAccount, newStaff } from "../../support/worlds/staff.ts";

/** The parts of the API's description that the page shows. */
interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly "x-sign-in"?: { readonly acrValues?: readonly string[] } }>>
    >
  >;
}

const api = new ApiClient(sharedStack());

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describeInBrowser("the console's token viewer", () => {
  const browser = useConsole();

  const button = (name: string) => browser.page.getByRole("button", { name, exact: true });
  const field = (name: string) => browser.page.getByLabel(name, { exact: true });
  const text = (words: string | RegExp) => browser.page.getByText(words);
  const check = (id: string, verdict: string) =>
    browser.page.locator(`[data-check="${id}"][data-verdict="${verdict}"]`).first().waitFor();

  async function expectWell(): Promise<void> {
    expect(await browser.axe()).toEqual([]);
    expect(browser.faults()).toEqual([]);
  }

  async function signIn({ email, password }: Person): Promise<void> {
    await browser.open("/sign-in?return=%2Ftools%2Ftokens");
    await field("E-mail address").fill(email);
    await button("Continue").click();
    await field("Password").fill(password);
    await button("Sign in").click();
    await browser.page.getByRole("heading", { name: "Tokens", exact: true }).waitFor();
  }

  /** Selects a token: the page's, or in the group of the second one. */
  const pick = (group: string, name: string) =>
    browser.page
      .getByRole("radiogroup", { name: group, exact: true })
      .getByText(name, { exact: true })
      .click();

  async function choose(route: string): Promise<void> {
    const box = browser.page.getByRole("combobox", { name: "Route", exact: true });
    await box.click();
    await box.fill(route);
    await browser.page.getByRole("option").filter({ hasText: route }).first().click();
  }

  const paste = (token: string) => field("Pasted token").fill(token);

  test("the user's own tokens: verdicts, claims, allowed routes, reasons of a 403, comparison, and the API's answer", async () => {
    await signIn(await api.register());
    for (const id of ["algorithm", "issuer", "signature", "client", "token_use", "not_before", "expiry"]) {
      await check(id, "passed");
    }
    await browser.page.getByText("Valid", { exact: true }).waitFor();
    await browser.page
      .getByRole("timer", { name: "Time left" })
      .getByText(/^(59|60):\d\d$/)
      .waitFor();
    await text("The id of the sign-in. Revoking it ends every token that came of it.").waitFor();
    await choose("GET /v1/admin/overview");
    await text("403 Forbidden").waitFor();
    await text(/The token lacks the scope api\/audit.read/).waitFor();
    expect(new URL(browser.page.url()).searchParams.get("route")).toBe("GET /v1/admin/overview");
    await expectWell();

    await choose("GET /v1/files/{id}");
    await text("Let through").waitFor();
    await text("api/files").last().click();
    await browser.page.getByText("GET /v1/files/{id}", { exact: true }).waitFor();

    await pick("Second token", "ID token");
    await browser.page.getByRole("table", { name: "Comparison" }).getByText("cognito:username").waitFor();
    await expectWell();

    await button("Ask the API").click();
    await check("revocation", "passed");

    await pick("Token", "ID token");
    await text("An ID token: it tells the app who signed in. APIs do not accept it.").waitFor();
    await check("client", "passed");
    await text("An ID token holds no scopes. Send the access token.").waitFor();

    await pick("Token", "Refresh token");
    await text(/no script of any page can read it/).waitFor();
    await expectWell();
    expect(browser.page.url()).not.toMatch(/eyJ/);
  });

  test("every claim is explained with its source, and the level of the sign-in with the routes that need more", async () => {
    const account = await newAccount(api);
    await createOrganization(api, account);
    await signIn(account.person);
    const claim = (name: string) =>
      browser.page
        .getByRole("table", { name: "Claims" })
        .getByRole("row")
        .filter({ has: browser.page.getByText(name, { exact: true }) });
    await claim("org_id").getByText("Added by this API").waitFor();
    await claim("org_role").getByText("The user's role in this organization").waitFor();
    await claim("acr").getByText("urn:cognito:loa:1").waitFor();
    await claim("acr").getByText("Set by Cognito · OpenID Connect").waitFor();
    await claim("amr").getByText("RFC 8176").waitFor();
    const unknown = text("Neither Cognito nor this API defines it.");
    expect(await unknown.count()).toBe(0);

    const levels = browser.page.getByRole("region", { name: "Level of the sign-in" });
    await levels.getByText("All but").first().waitFor();
    const described = (await (await fetch(`${sharedStack().apiUrl}/v1/openapi.json`)).json()) as Described;
    const needy = Object.values(described.paths)
      .flatMap((operations) => Object.values(operations))
      .filter((operation) => operation["x-sign-in"]?.acrValues !== undefined).length;
    const closed = `All but ${needy} routes`;
    expect(await levels.locator("summary, div[class*=scope] > div[class*=scope]").allInnerTexts()).toEqual([
      expect.stringMatching(new RegExp(`^urn:cognito:loa:1\\s+This token\\s+A password\\s+${closed}$`)),
      expect.stringMatching(
        new RegExp(`^urn:cognito:loa:2\\s+A code by e-mail or text message\\s+${closed}$`),
      ),
      expect.stringMatching(/^urn:cognito:loa:3\s+A passkey, or .*\s+All routes$/),
      expect.stringMatching(/^urn:cognito:loa:4\s+A password and a code .*\s+All routes$/),
    ]);
    await levels.getByText("urn:cognito:loa:1").click();
    await levels.getByText("GET /v1/admin/users", { exact: true }).first().waitFor();
    await expectWell();

    await pick("Token", "ID token");
    await claim("cognito:username").getByText("Set by Cognito").waitFor();
    await claim("email_verified").getByText("An attribute of the user · OpenID Connect").waitFor();
    expect(await unknown.count()).toBe(0);
    expect(await levels.count()).toBe(0);
  });

  test("an administrator's token without a second factor: the route is allowed, and may ask for one", async () => {
    const { person } = await newStaff(api);
    await signIn(person);
    await choose("GET /v1/admin/overview");
    await text("Let through").waitFor();
    await text(/^The sign-in is not of level 3 or 4/).waitFor();
    await expectWell();
  });

  for (const [language, words] of [
    ["de", "Die Stufe der Anmeldung, von 1 bis 4."],
    ["es", "El nivel del inicio de sesión, de 1 a 4."],
    ["fr", "Le niveau de la connexion, de 1 à 4."],
  ] as const) {
    test(`the claims of a pasted token are explained in ${language}`, async () => {
      const { accessToken } = await api.newSession();
      const page = await openConsole({ language });
      try {
        await page.open("/tools/tokens");
        await page.page.getByRole("textbox").fill(accessToken);
        await page.page.getByText(words).waitFor();
        expect(await page.axe()).toEqual([]);
        expect(page.faults()).toEqual([]);
      } finally {
        await page.close();
      }
    });
  }

  test("a changed token of this pool and an expired one are distinguished", async () => {
    const { accessToken } = await api.newSession();
    const [header = "", payload = "", signature = ""] = accessToken.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    await browser.open("/tools/tokens?route=GET+%2Fv1%2Fadmin%2Fusers");
    await paste(accessToken);
    await check("signature", "passed");
    await text("403 Forbidden").waitFor();
    // Of the same length, so that only the bytes differ.
    await paste(`${header}.${encode({ ...claims, scope: String(claims.scope).toUpperCase() })}.${signature}`);
    await check("signature", "failed");
    await text("The signature was not made by the pool's keys.").waitFor();
    await paste(`${header}.${encode({ ...claims, exp: 1_000_000_000 })}.${signature}`);
    await check("expiry", "failed");
    await browser.page.getByRole("timer", { name: "Ended" }).waitFor();
    await text("401 Unauthorized").waitFor();
    await paste(`${encode({ alg: "none" })}.${payload}.`);
    await text(/^The algorithm is "none"/).waitFor();
    await check("algorithm", "failed");
    await expectWell();
  });

  test("a foreign token, or invalid text, is explained here and never leaves the page", async () => {
    let asked = 0;
    const elsewhere = createServer((_request, response) => {
      asked++;
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    const issuer = `http://localhost:${(elsewhere.address() as AddressInfo).port}/pool`;
    const payload = encode({
      iss: issuer,
      sub: "9b1deb4d-secret",
      exp: 4_000_000_000,
      picture: `${issuer}/me.png`,
    });
    const header = encode({ alg: "RS256", kid: "theirs", jku: `${issuer}/keys`, x5u: `${issuer}/x5u` });
    const sent: Request[] = [];
    browser.context.on("request", (request) => sent.push(request));

    await browser.open("/tools/tokens");
    await text("No token yet").waitFor();
    await browser.page.getByRole("heading", { name: "Tokens", exact: true }).waitFor();
    const cases: readonly (readonly [string, RegExp])[] = [
      [`${header}.${payload}.c2VjcmV0`, /Another issuer. Nothing is looked up about it./],
      ["hello secret", /Not a JWT/],
      [`${header}.${payload}.c2VjcmV0.c2VjcmV0.c2VjcmV0`, /An encrypted token \(JWE\)/],
      [`${header}.${payload}.c2Vj+mV0`, /A JWT uses base64url/],
      [`${header}.${payload}.c2VjcmV0ä`, /The character "ä" does not belong/],
      [`${header}.c2VjcmV0.c2VjcmV0`, /Not JSON/],
      [
        `${header}.${Buffer.from('{"sub":"a","sub":"secret"}').toString("base64url")}.c2Vj`,
        /Names that occur twice: sub/,
      ],
      ["c2VjcmV0".repeat(9000), /This has 72,000 characters/],
    ];
    for (const [token, words] of cases) {
      await paste(token);
      await text(words).first().waitFor();
    }
    await expectWell();

    // Without a network, too.
    await browser.context.setOffline(true);
    await paste(`Bearer ${header}.${payload}.c2VjcmV0`);
    await text("9b1deb4d-secret").waitFor();
    await text("Another issuer. Nothing is looked up about it.").waitFor();
    await browser.context.setOffline(false);

    expect(asked).toBe(0);
    const places = sent.map((request) =>
      [request.method(), request.url(), request.postData() ?? "", JSON.stringify(request.headers())].join(
        " ",
      ),
    );
    for (const place of places) expect(place).not.toMatch(/c2VjcmV0|secret|theirs|eyJ/);
    expect(places.filter((place) => place.startsWith("POST"))).toEqual([]);
    expect(browser.page.url()).not.toMatch(/c2Vj|eyJ/);
    const kept = await browser.page.evaluate(
      "JSON.stringify([document.cookie, localStorage, sessionStorage, history.state])",
    );
    expect(kept).not.toMatch(/c2Vj|eyJ|secret/);
    elsewhere.close();
  });
});
