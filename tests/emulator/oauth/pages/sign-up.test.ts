import { AdminGetUserCommand, CreateTermsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "@jest/globals";
import { HOURLY_LIMIT } from "../../../../local/cognito/domain/lock-out.ts";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import { TRIGGER_ARN, type TriggerEvent } from "../../../support/worlds/app-with-triggers.ts";
import {
  type CognitoApp,
  claimsOf,
  lastCode,
  lastMessage,
  PASSWORD,
  signUp,
  signUpConfirmed,
  startCognitoApp,
  wrongCode,
} from "../../../support/worlds/cognito-app.ts";
import {
  authorizeUrl,
  browserAt,
  codeOf,
  domainOf,
  HOSTED_CLIENT,
  tokensFor,
} from "../../../support/worlds/hosted-app.ts";

const ADA = "ada@example.com";
const client = HOSTED_CLIENT;
const form = { "Email address": ADA, Password: PASSWORD, "Repeat the password": PASSWORD };

async function atSignUp(app: CognitoApp): Promise<HostedBrowser> {
  const browser = await browserAt(app);
  await browser.click("Create an account");
  return browser;
}

describe("sign-up", () => {
  it("is confirmed by a code, and signs in the browser that did both; the triggers run", async () => {
    const sources: string[] = [];
    const app = await startCognitoApp({
      client,
      pool: {
        LambdaConfig: {
          PreSignUp: TRIGGER_ARN,
          PostConfirmation: TRIGGER_ARN,
          PreAuthentication: TRIGGER_ARN,
          PostAuthentication: TRIGGER_ARN,
          PreTokenGeneration: TRIGGER_ARN,
          CustomMessage: TRIGGER_ARN,
        },
      },
    });
    app.server.lambdas.set(TRIGGER_ARN, (event: TriggerEvent) => {
      sources.push(event.triggerSource);
      return event;
    });
    const browser = await atSignUp(app);
    await browser.fill(form);
    expect(browser.page.text).toContain("Enter the code we sent to a***@e***");

    await browser.fill({ Code: wrongCode(app, ADA) });
    expect(browser.page.text).toContain("This code is not right.");
    await browser.press("Send a new code");
    expect(browser.page.text).toContain("we sent a new code");
    await browser.fill({ Code: lastCode(app, ADA) });

    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ email: ADA, email_verified: true });
    expect(sources).toEqual([
      "PreSignUp_SignUp",
      "CustomMessage_SignUp",
      "CustomMessage_ResendCode",
      "PostConfirmation_ConfirmSignUp",
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_HostedAuth",
    ]);
  });

  it("that a trigger confirms signs the user in at once", async () => {
    const app = await startCognitoApp({ client, pool: { LambdaConfig: { PreSignUp: TRIGGER_ARN } } });
    app.server.lambdas.set(TRIGGER_ARN, (event: TriggerEvent) => ({
      ...event,
      response: { ...event.response, autoConfirmUser: true },
    }));
    const browser = await atSignUp(app);
    await browser.fill(form);
    const { id_token } = await tokensFor(app, browser);
    expect(claimsOf(id_token)).toMatchObject({ email: ADA });
  });

  it("shows a trigger's refusal", async () => {
    const app = await startCognitoApp({ client, pool: { LambdaConfig: { PreSignUp: TRIGGER_ARN } } });
    app.server.lambdas.set(TRIGGER_ARN, () => {
      throw new Error("Only <b>employees</b> may sign up");
    });
    const browser = await atSignUp(app);
    await browser.fill(form);
    expect(browser.page.text).toContain("PreSignUp failed with error Only <b>employees</b> may sign up.");
    expect(browser.page.html).not.toContain("<b>employees");
  });

  it.each([
    ["a username that exists", {}, "There is an account with this name already."],
    ["a malformed address", { "Email address": "ada" }, "Enter an email address like name@example.com."],
    ["a weak password", { Password: "short", "Repeat the password": "short" }, "The password is too short."],
    ["two passwords", { "Repeat the password": "Other-Horse-9" }, "The passwords are not the same."],
    ["no password", { Password: "", "Repeat the password": "" }, "Fill in this field."],
    ["no name", { "Email address": " " }, "Fill in this field."],
  ])("shows the error of %s at its field, and keeps the other values", async (_, wrong, words) => {
    const app = await startCognitoApp({ client });
    await signUpConfirmed(app, ADA);
    const browser = await atSignUp(app);
    await browser.fill({ ...form, ...wrong });
    expect(browser.page.url.pathname).toBe("/signup");
    expect(browser.page.text).toContain(words);
    expect(browser.page.forms[0]?.inputs.filter(({ attributes }) => attributes["aria-invalid"])).toHaveLength(
      1,
    );
    expect(browser.page.html).not.toContain(PASSWORD);
  });

  it("asks for what the pool requires, and for an address to verify", async () => {
    const app = await startCognitoApp({
      client: { ...client, WriteAttributes: ["email", "given_name", "birthdate", "custom:shoe_size"] },
      pool: {
        UsernameAttributes: [],
        AliasAttributes: ["email"],
        Schema: [
          { Name: "given_name", Required: true, Mutable: true },
          { Name: "birthdate", Required: true, Mutable: true },
          { Name: "shoe_size", AttributeDataType: "String", Mutable: true },
        ],
      },
    });
    const browser = await atSignUp(app);
    const inputs = browser.page.forms[0]?.inputs.filter(({ label }) => label !== undefined) ?? [];
    expect(inputs.map(({ label, type }) => [label, type])).toEqual([
      ["Username", "text"],
      ["First name", "text"],
      ["Date of birth", "date"],
      ["Email address", "email"],
      ["Password", "password"],
      ["Repeat the password", "password"],
    ]);
    await browser.fill({
      ...form,
      Username: "ada",
      "First name": "Ada",
      "Date of birth": "1815-12-10",
    });
    await browser.fill({ Code: lastCode(app, ADA) });
    codeOf(browser);
    const { UserAttributes } = await app.server.admin.send(
      new AdminGetUserCommand({ UserPoolId: app.poolId, Username: "ada" }),
    );
    expect(UserAttributes).toContainEqual({ Name: "given_name", Value: "Ada" });
  });

  it("also refuses a posted form if sign-up is off", async () => {
    const app = await startCognitoApp({
      client,
      pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    });
    const browser = await browserAt(app);
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(authorizeUrl(app, {}, "/signup"), { _csrf, username: ADA, password: PASSWORD });
    expect(browser.page.text).toContain("Accounts can't be created here.");
    expect(app.server.outbox).toEqual([]);
  });

  it("shows both terms, in the page's language", async () => {
    const app = await startCognitoApp({ client });
    const { admin } = app.server;
    const terms = {
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      TermsSource: "LINK",
      Enforcement: "NONE",
    } as const;
    await admin.send(
      new CreateTermsCommand({
        ...terms,
        TermsName: "terms-of-use",
        Links: {
          "cognito:default": "https://example.com/terms",
          "cognito:german": "https://example.com/agb",
        },
      }),
    );
    const browser = await atSignUp(app);
    expect(browser.page.text).not.toContain("By signing up");
    await admin.send(
      new CreateTermsCommand({
        ...terms,
        TermsName: "privacy-policy",
        Links: { "cognito:default": "https://example.com/privacy" },
      }),
    );
    const page = await browser.open(String(browser.page.url));
    expect(page.text).toContain("By signing up, you agree to our Terms of use and Privacy policy .");
    expect(page.links.get("Terms of use")).toBe("https://example.com/terms");
    const german = await browser.click("Deutsch");
    expect(german.links.get("Nutzungsbedingungen")).toBe("https://example.com/agb");
    expect(german.links.get("Datenschutzerklärung")).toBe("https://example.com/privacy");
  });
});

describe("confirmation in a browser that did not sign the user up", () => {
  async function atConfirm(app: CognitoApp, username: string): Promise<HostedBrowser> {
    const browser = await browserAt(app, {}, "/resendcode");
    await browser.fill({ "Email address": username });
    return browser;
  }

  it("does not sign in, although the code is right", async () => {
    const app = await startCognitoApp({ client });
    await signUp(app, ADA);
    const browser = await atConfirm(app, ADA);
    await browser.fill({ Code: lastCode(app, ADA) });
    expect(browser.page.url.pathname).toBe("/login");
    expect(browser.page.text).toContain("Your account is confirmed. Sign in to go on.");
    expect(browser.cookies.has("cognito")).toBe(false);
  });

  it("never signs in as the user who signed up here, once another username was entered", async () => {
    const app = await startCognitoApp({ client });
    await signUp(app, "bob@example.com");
    const browser = await atSignUp(app);
    await browser.fill(form);
    const _csrf = browser.cookies.get("XSRF-TOKEN") ?? "";
    await browser.post(authorizeUrl(app, {}, "/resendcode"), { _csrf, username: "bob@example.com" });
    await browser.fill({ Code: lastCode(app, "bob@example.com") });
    expect(browser.page.url.pathname).toBe("/login");
    expect(browser.cookies.has("cognito")).toBe(false);
  });

  it("reveals nothing about a username: unconfirmed, confirmed and unknown users look the same", async () => {
    const app = await startCognitoApp({ client });
    await signUp(app, "anne@example.com");
    await signUpConfirmed(app, "anna@example.com");
    const walk = async (name: string) => {
      const browser = await atConfirm(app, name);
      const resent = browser.page.text.replace(/\S+\*\*\*@\S+/g, "…");
      const answers: string[] = [];
      for (let round = 0; round < 7; round += 1) {
        await browser.fill({ Code: "000000" });
        answers.push(browser.page.text.replace(/\S+\*\*\*@\S+/g, "…"));
      }
      return [resent, ...answers];
    };
    const waiting = await walk("anne@example.com");
    expect(await walk("anna@example.com")).toEqual(waiting);
    expect(await walk("nobody@example.com")).toEqual(waiting);
  });

  it("limits new codes in the same way", async () => {
    const app = await startCognitoApp({ client });
    await signUpConfirmed(app, "anna@example.com");
    // The code of the sign-up counts as well.
    app.server.clock.advance(60 * 60_000);
    const walk = async (name: string) => {
      const answers: string[] = [];
      for (let round = 0; round < HOURLY_LIMIT.send + 2; round += 1) {
        const browser = await atConfirm(app, name);
        answers.push(browser.page.url.pathname);
      }
      return answers;
    };
    const known = await walk("anna@example.com");
    expect(known.at(-1)).toBe("/resendcode");
    expect(await walk("nobody@example.com")).toEqual(known);
  });
});

describe("confirmation by a link", () => {
  const byLink = {
    VerificationMessageTemplate: {
      DefaultEmailOption: "CONFIRM_WITH_LINK",
      EmailSubjectByLink: "Confirm",
      EmailMessageByLink: "<p>{##Confirm & go##}</p>",
    },
  } as const;

  it("opens the confirmation page from the mail, and then the sign-in", async () => {
    const app = await startCognitoApp({ client, pool: byLink });
    const browser = await atSignUp(app);
    await browser.fill(form);
    expect(browser.page.title).toBe("Open the link we sent you · spa");

    const mail = lastMessage(app, ADA);
    expect(mail).toMatchObject({ subject: "Confirm", text: "Confirm & go" });
    const link = new URL(mail.link ?? "");
    expect(link.pathname).toBe("/confirmUser");
    expect([...link.searchParams.keys()]).toEqual(["client_id", "user_name", "confirmation_code"]);

    const other = await browserAt(app);
    await other.open(`${domainOf(app)}${link.pathname}${link.search}`);
    expect(other.page.status).toBe(200);
    expect(other.page.title).toBe("Your account is confirmed · spa");
    expect(other.cookies.has("cognito")).toBe(false);
    await other.click("Sign in");
    expect(other.page.url.pathname).toBe("/login");

    await browser.press("Done? Sign in");
    await browser.fill({ "Email address": ADA, Password: PASSWORD });
    codeOf(browser);
  });

  it("works once, and every other link shows the same error", async () => {
    const app = await startCognitoApp({ client, pool: byLink });
    await signUp(app, ADA);
    const { search } = new URL(lastMessage(app, ADA).link ?? "");
    const browser = await browserAt(app);
    const open = async (change: Readonly<Record<string, string>>) => {
      const query = new URLSearchParams(search);
      for (const [name, value] of Object.entries(change)) query.set(name, value);
      const page = await browser.open(`${domainOf(app)}/confirmUser?${query}`);
      return [page.status, page.text];
    };
    const wrong = await open({ confirmation_code: "000000" });
    expect(wrong[0]).toBe(400);
    expect(await open({ user_name: "nobody" })).toEqual(wrong);
    expect((await open({ client_id: "nobody" }))[0]).toBe(400);
    expect((await open({}))[0]).toBe(200);
    expect(await open({})).toEqual(wrong);
  });

  it("keeps the CustomMessage trigger's text around its link", async () => {
    const app = await startCognitoApp({
      client,
      pool: { ...byLink, LambdaConfig: { CustomMessage: TRIGGER_ARN } },
    });
    app.server.lambdas.set(TRIGGER_ARN, (event: TriggerEvent) => ({
      ...event,
      response: {
        ...event.response,
        emailSubject: "Hello",
        emailMessage: `<p>Hello ${(event.request as { linkParameter?: string }).linkParameter}</p>`,
      },
    }));
    await signUp(app, ADA);
    expect(lastMessage(app, ADA)).toMatchObject({ subject: "Hello", text: "Hello Click Here" });
    expect(lastMessage(app, ADA).link).toContain("/confirmUser?client_id=");
  });
});
