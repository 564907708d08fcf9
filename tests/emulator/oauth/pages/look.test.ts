import { CreateManagedLoginBrandingCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { accentOf, contrast } from "../../../../local/oauth/pages/accent.ts";
import { de } from "../../../../local/oauth/pages/texts/de.ts";
import { en } from "../../../../local/oauth/pages/texts/en.ts";
import { es } from "../../../../local/oauth/pages/texts/es.ts";
import { fr } from "../../../../local/oauth/pages/texts/fr.ts";
import { openBrowser } from "../../../support/clients/hosted-browser.ts";
import { startCognitoApp } from "../../../support/worlds/cognito-app.ts";
import { browserAt, domainOf, HOSTED_CLIENT } from "../../../support/worlds/hosted-app.ts";

const app = await startCognitoApp({ client: HOSTED_CLIENT });

describe("the accent", () => {
  it("is readable with any brand colour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const color = `#${value.toString(16).padStart(6, "0")}`;
        const [light, dark] = [accentOf(color, "light"), accentOf(color, "dark")];
        expect(contrast(light.on, light.fill)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(light.on, light.hover)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(light.ink, "#ffffff")).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark.ink, "#14171c")).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("is the brand's colour if that is readable", () => {
    expect(accentOf("#1a56db", "light")).toMatchObject({ fill: "#1a56db", on: "#ffffff", ink: "#1a56db" });
  });
});

describe("a client's branding", () => {
  it("sets colours, scheme and logo; other settings of the document are ignored", async () => {
    const branded = await startCognitoApp({ client: HOSTED_CLIENT });
    const color = (backgroundColor: string) => ({ defaults: { backgroundColor } });
    await branded.server.admin.send(
      new CreateManagedLoginBrandingCommand({
        UserPoolId: branded.poolId,
        ClientId: branded.clientId,
        Settings: {
          categories: { global: { colorSchemeMode: "DARK" } },
          components: { primaryButton: { lightMode: color("aa3300ff"), darkMode: color("</style><b>") } },
        },
        Assets: [
          {
            Category: "FORM_LOGO",
            ColorMode: "LIGHT",
            Extension: "SVG",
            Bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
          },
        ],
      }),
    );
    const { page } = await browserAt(branded);
    expect(page.html).toContain("--accent:light-dark(#aa3300,#7aa5ff)");
    expect(page.html).toContain('<html lang="en" data-scheme="dark">');
    expect(page.html).toContain('<img src="data:image/svg+xml;base64,');
    expect(page.html).not.toContain("<b>");
  });

  it("is ours if Cognito's own values are requested", async () => {
    const own = await startCognitoApp({ client: HOSTED_CLIENT });
    await own.server.admin.send(
      new CreateManagedLoginBrandingCommand({
        UserPoolId: own.poolId,
        ClientId: own.clientId,
        UseCognitoProvidedValues: true,
      }),
    );
    expect((await browserAt(own)).page.html).toContain("--accent:light-dark(#1a56db,#7aa5ff)");
  });
});

describe("the language", () => {
  const titleOf = async (extra: Record<string, string>, header?: string) => {
    const browser = await browserAt(app, extra, "/login", header ? { "accept-language": header } : {});
    return browser.page.title.split(" · ")[0];
  };

  it.each([
    ["the browser's preferred one", {}, "fr-CH, de;q=0.9", "Se connecter"],
    ["by weight", {}, "en;q=0.5, es;q=0.8", "Iniciar sesión"],
    ["not a refused one", {}, "de;q=0, fr", "Se connecter"],
    ["English if none is known", {}, "ja, tlh", "Sign in"],
    ["the one that the app requests", { lang: "de" }, "fr", "Anmelden"],
    ["a language without its region", { lang: "es-MX" }, "fr", "Iniciar sesión"],
    ["not an unknown one from the app", { lang: "constructor" }, "fr", "Se connecter"],
  ])("is %s", async (_, extra, header, title) => {
    expect(await titleOf(extra, header)).toBe(title);
  });

  it("is stored in a cookie once it was requested, and changed by the menu", async () => {
    const browser = await browserAt(app, { lang: "de" });
    expect(browser.page.html).toContain('<html lang="de">');
    expect(browser.page.headers.get("content-language")).toBe("de");
    await browser.open((await browserAt(app)).page.url.href);
    expect(browser.page.title).toBe("Anmelden · spa");
    await browser.click("Français");
    expect(browser.page.title).toBe("Se connecter · spa");
    expect(browser.cookies.get("lang")).toBe("fr");
  });

  it("has every text, with the same placeholders", () => {
    const places = (texts: object): object =>
      Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [
          key,
          typeof text === "string" ? (text.match(/\{\w+\}/g) ?? []).sort() : places(text),
        ]),
      );
    expect([places(de), places(es), places(fr)]).toEqual([places(en), places(en), places(en)]);
  });
});

describe("the error page", () => {
  it.each([
    ["redirect_mismatch", "Details for developers: redirect_mismatch"],
    ["<script>alert(1)</script>", ""],
    ["Call us at 0900 123", ""],
  ])("shows the error %s only if it is a code", async (error, words) => {
    const browser = openBrowser(domainOf(app));
    const page = await browser.open(`${domainOf(app)}/error?${new URLSearchParams({ error })}`);
    expect(page.status).toBe(400);
    expect(page.text).toContain(words);
    expect(page.html).not.toContain("<script>");
    expect(page.text).not.toContain("0900");
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self';");
  });
});
