import { AdminCreateUserCommand, AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "@jest/globals";
import { openBrowser } from "../../../support/clients/hosted-browser.ts";
import {
  claimsOf,
  PASSWORD,
  signUp,
  signUpConfirmed,
  startCognitoApp,
} from "../../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  browserAt,
  CALLBACK,
  codeOf,
  domainOf,
  HOSTED_CLIENT,
  tokensFor,
} from "../../../support/worlds/hosted-app.ts";

const ADA = "ada@example.com";
const signIn = { "Email address": ADA, Password: PASSWORD };

const app = await startCognitoApp({ client: HOSTED_CLIENT });
const sub = await signUpConfirmed(app, ADA);

describe("sign-in with a password", () => {
  it("redirects to the app with a code, and is remembered for the next app", async () => {
    const browser = await browserAt(app);
    expect(browser.page.title).toBe("Sign in · spa");

    await browser.fill(signIn);

    expect(browser.page.url.searchParams.get("state")).toBe("the-state");
    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ sub, email: ADA });

    await browser.open(authorizeUrl(app, { state: "again" }));
    expect(browser.page.url.searchParams.get("state")).toBe("again");
  });

  it("hashes the secret of a client that has one", async () => {
    const secret = await startCognitoApp({ client: { ...HOSTED_CLIENT, GenerateSecret: true } });
    await secret.server.admin.send(
      new AdminCreateUserCommand({
        UserPoolId: secret.poolId,
        Username: ADA,
        MessageAction: "SUPPRESS",
        TemporaryPassword: PASSWORD,
      }),
    );
    const browser = await browserAt(secret);
    await browser.fill(signIn);
    expect(browser.page.title).toBe("Choose a new password · spa");
  });

  it("shows the form again after a wrong password: with the username, without the password, which has the focus", async () => {
    const browser = await browserAt(app);

    const page = await browser.fill({ ...signIn, Password: "Wrong-Horse-9" });

    expect(page.status).toBe(200);
    expect(page.title).toBe("Error: Sign in · spa");
    expect(page.text).toContain("Incorrect username or password.");
    expect(page.html).not.toContain("Wrong-Horse-9");
    const [name, password] = page.forms[0]?.inputs.filter(({ label }) => label) ?? [];
    expect(name?.value).toBe(ADA);
    expect(password?.attributes).toMatchObject({
      "aria-invalid": "true",
      "aria-describedby": "problem",
      autofocus: "",
    });

    await browser.fill(signIn);
    codeOf(browser);
  });

  it("shows the same for unknown users, after the same redirects", async () => {
    const paths = ({ journey }: { journey: readonly string[] }) =>
      journey.map((url) => new URL(url).pathname);
    const known = await browserAt(app);
    const unknown = await browserAt(app);
    await known.fill({ ...signIn, Password: "Wrong-Horse-9" });
    await unknown.fill({ ...signIn, "Email address": "bob@example.com" });

    expect(unknown.page.text).toBe(known.page.text);
    expect(paths(unknown)).toEqual(paths(known));
  });

  it("shows an error once: it is gone when the page is loaded again", async () => {
    const browser = await browserAt(app);
    await browser.fill({ ...signIn, Password: "Wrong-Horse-9" });
    const again = await browser.open(String(browser.page.url));
    expect(again.title).toBe("Sign in · spa");
  });

  it("tells a disabled user the reason", async () => {
    await signUpConfirmed(app, "eve@example.com");
    await app.server.admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.poolId, Username: "eve@example.com" }),
    );
    const browser = await browserAt(app);
    await browser.fill({ ...signIn, "Email address": "eve@example.com" });
    expect(browser.page.text).toContain("This account is disabled.");
  });

  it("redirects an unconfirmed user to the confirmation page", async () => {
    await signUp(app, "new@example.com");
    const browser = await browserAt(app);
    await browser.fill({ ...signIn, "Email address": "new@example.com" });
    expect(browser.page.url.pathname).toBe("/confirm");
  });

  it("fills in the app's login hint, escaped", async () => {
    const browser = await browserAt(app, { login_hint: '"><script>alert(1)</script>' });
    expect(browser.page.forms[0]?.inputs.find(({ name }) => name === "username")?.value).toBe(
      '"><script>alert(1)</script>',
    );
    expect(browser.page.html).not.toContain("<script>");
  });
});

describe("forged forms", () => {
  const fields = { username: ADA, password: PASSWORD };

  it.each([
    ["no value", {}],
    ["an empty value", { _csrf: "" }],
    ["a guessed value", { _csrf: "A".repeat(43) }],
  ])("does not sign in with %s: the form is shown again with an error (login CSRF)", async (_, csrf) => {
    const browser = await browserAt(app);
    const page = await browser.post(authorizeUrl(app, {}, "/login"), { ...fields, ...csrf });
    expect(page.status).toBe(403);
    expect(page.text).toContain("Check what you entered and send it again.");
    expect(browser.cookies.has("cognito")).toBe(false);

    await browser.fill(signIn);
    codeOf(browser);
  });

  it("does not sign in a browser that never loaded the page, with any value", async () => {
    const browser = openBrowser(domainOf(app));
    const page = await browser.post(authorizeUrl(app, {}, "/login"), { ...fields, _csrf: "A".repeat(43) });
    expect(page.status).toBe(403);
  });

  it.each(["cross-site", "same-site"])("refuses a form that the browser marks as %s", async (site) => {
    const browser = await browserAt(app);
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    const page = await browser.post(
      authorizeUrl(app, {}, "/login"),
      { ...fields, _csrf },
      { "sec-fetch-site": site },
    );
    expect(page.status).toBe(403);
  });

  it("replaces a foreign cookie", async () => {
    const browser = openBrowser(domainOf(app));
    browser.cookies.set("XSRF-TOKEN", "chosen-by-another");
    await browser.open(authorizeUrl(app));
    expect(browser.cookies.get("XSRF-TOKEN")).toMatch(/^[\w-]{43}$/);
  });
});

describe("the page's headers", () => {
  it("allow no scripts, no frames, and forms only to the app", async () => {
    const { page } = await browserAt(app);
    expect(page.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+' 'sha256-[^']+'; img-src data:; form-action 'self' https:\/\/app\.example; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(page.headers.get("x-frame-options")).toBe("DENY");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("name an app's own scheme as a target of forms", async () => {
    const mobile = await startCognitoApp({
      client: { ...HOSTED_CLIENT, CallbackURLs: [CALLBACK, "myapp://callback", "http://[::1]:3000/"] },
    });
    const { page } = await browserAt(mobile);
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' https://app.example myapp: http:;",
    );
  });
});

describe("the client's settings", () => {
  it("is refused on its own page while redirect URI and client are not verified", async () => {
    const browser = openBrowser(domainOf(app));
    await browser.open(authorizeUrl(app, { redirect_uri: "https://evil.example/" }, "/login"));
    expect(browser.page.url.pathname).toBe("/error");
    expect(browser.page.status).toBe(400);
    expect(browser.page.text).toContain("An error was encountered with the requested page.");
  });

  it("has no form if the client does not accept the pool's own users", async () => {
    const only = await startCognitoApp({ client: { ...HOSTED_CLIENT, SupportedIdentityProviders: [] } });
    const { page } = await browserAt(only);
    expect(page.forms).toEqual([]);
    expect(page.text).toContain("This app has no way to sign in here.");
  });

  it("offers no sign-up if only administrators create accounts", async () => {
    const closed = await startCognitoApp({
      client: HOSTED_CLIENT,
      pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    });
    expect((await browserAt(closed)).page.links.has("Create an account")).toBe(false);
    expect((await browserAt(app)).page.links.has("Create an account")).toBe(true);
  });
});
