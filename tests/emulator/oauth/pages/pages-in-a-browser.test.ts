import {
  AdminCreateUserCommand,
  CreateIdentityProviderCommand,
  CreateTermsCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "@jest/globals";
import { testInBrowser } from "../../../support/clients/browser-tests.ts";
import type { HostedBrowser } from "../../../support/clients/hosted-browser.ts";
import { type Scene, walkPages } from "../../../support/walks/hosted-page-walk.ts";
import {
  type CognitoApp,
  PASSWORD,
  setPassword,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import { authorizeUrl, browserAt, domainOf, HOSTED_CLIENT } from "../../../support/worlds/hosted-app.ts";
import {
  ADA,
  configureMfa,
  givePhone,
  on,
  prefer,
  setUpTotp,
  startMfaApp,
} from "../../../support/worlds/mfa-app.ts";
import { startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const client = { ...HOSTED_CLIENT, ClientName: "Acme Books" };

/** The browser's current page as a scene. */
const sceneOf = (
  name: string,
  { page, cookies }: HostedBrowser,
  fill?: Readonly<Record<string, string>>,
): Scene => ({
  name,
  url: String(page.url),
  cookies: Object.fromEntries(cookies),
  ...(fill && { fill }),
});

async function addProviders(app: CognitoApp): Promise<void> {
  const { admin } = app.server;
  const social = {
    client_id: "local",
    client_secret: "secret",
    authorize_scopes: "openid email profile",
  };
  const oidc = { ...social, oidc_issuer: "https://login.example.com", attributes_request_method: "GET" };
  const providers = [
    ["Google", "Google", social, []],
    ["Facebook", "Facebook", { ...social, authorize_scopes: "email,public_profile" }, []],
    [
      "SignInWithApple",
      "SignInWithApple",
      {
        client_id: "local",
        team_id: "TEAM",
        key_id: "KEY",
        private_key: "KEY",
        authorize_scopes: "name email",
      },
      [],
    ],
    ["Contoso", "OIDC", oidc, ["contoso.example"]],
    ["Initech", "OIDC", oidc, []],
  ] as const;
  for (const [ProviderName, ProviderType, ProviderDetails, IdpIdentifiers] of providers) {
    await admin.send(
      new CreateIdentityProviderCommand({
        UserPoolId: app.poolId,
        ProviderName,
        ProviderType,
        ProviderDetails,
        IdpIdentifiers: [...IdpIdentifiers],
      }),
    );
  }
}

const logIn = async (app: CognitoApp, username = ADA, label = "Email address") => {
  const browser = await browserAt(app);
  await browser.fill({ [label]: username, Password: PASSWORD });
  return browser;
};

async function passwordScenes(): Promise<Scene[]> {
  const app = await startMfaApp("OFF", { client });
  const { AccessToken } = await tokensOf(app, ADA);
  const start = await browserAt(app);
  const stepUp = await logIn(app);
  const signUp = await browserAt(app, {}, "/signup");
  const forgot = await browserAt(app, {}, "/forgotPassword");
  const reset = await browserAt(app, {}, "/forgotPassword");
  await reset.fill({ "Email address": ADA });
  const confirm = await browserAt(app, {}, "/signup");
  await confirm.fill({
    "Email address": "new@example.com",
    Password: PASSWORD,
    "Repeat the password": PASSWORD,
  });
  const resend = await browserAt(app, {}, "/resendcode");
  const scenes = [
    sceneOf("login", start),
    sceneOf("login-german", await browserAt(app, { lang: "de" })),
    sceneOf("login-french", await browserAt(app, { lang: "fr" })),
    sceneOf("login-wrong", start, { "Email address": ADA, Password: "wrong" }),
    sceneOf("sign-up", signUp),
    sceneOf("sign-up-german", await browserAt(app, { lang: "de" }, "/signup")),
    sceneOf("sign-up-wrong", signUp, {
      "Email address": "bob@example.com",
      Password: "short",
      "Repeat the password": "short",
    }),
    sceneOf("forgot", forgot),
    sceneOf("reset", reset),
    sceneOf("confirm", confirm),
    sceneOf("confirm-wrong", confirm, { Code: "000000" }),
    sceneOf("resend", resend),
    {
      name: "error",
      url: `${domainOf(app)}/error?error=redirect_mismatch&client_id=${app.clientId}`,
      cookies: {},
    },
    { name: "link-failed", url: `${domainOf(app)}/confirmUser?client_id=${app.clientId}`, cookies: {} },
  ];
  await configureMfa(app, "OPTIONAL");
  await setUpTotp(app, AccessToken);
  await prefer(app, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  scenes.push(sceneOf("authenticator", await logIn(app)));
  await stepUp.open(authorizeUrl(app, { acr_values: "urn:cognito:loa:4" }));
  scenes.push(sceneOf("step-up", stepUp));
  await givePhone(app);
  await prefer(app, {
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    EmailMfaSettings: on,
    SMSMfaSettings: on,
  });
  scenes.push(sceneOf("second-step", await logIn(app)));
  const mail = await logIn(app);
  await mail.press("Email");
  scenes.push(sceneOf("mail-code", mail));
  return scenes;
}

async function setUpScenes(): Promise<Scene[]> {
  const app = await startCognitoApp({
    client,
    pool: {
      UsernameAttributes: [],
      AutoVerifiedAttributes: [],
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
      },
      Schema: [
        { Name: "given_name", Required: true, Mutable: true },
        { Name: "birthdate", Required: true, Mutable: true },
      ],
    },
  });
  const { admin } = app.server;
  const attributes = [
    { Name: "given_name", Value: "Ada" },
    { Name: "birthdate", Value: "1815-12-10" },
  ];
  for (const Username of ["ada", "new"]) {
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId: app.poolId,
        Username,
        TemporaryPassword: PASSWORD,
        MessageAction: "SUPPRESS",
        ...(Username === "ada" && { UserAttributes: attributes }),
      }),
    );
  }
  await setPassword(app, "ada");
  const invited = await logIn(app, "new", "Username");
  await configureMfa(app, "ON", ["SMS"]);
  const choice = await logIn(app, "ada", "Username");
  const authenticator = await logIn(app, "ada", "Username");
  await authenticator.press("Authenticator app");
  return [
    sceneOf("new-password", invited),
    sceneOf("set-up", choice),
    sceneOf("set-up-app", authenticator),
    sceneOf("set-up-app-german", {
      ...authenticator,
      page: { ...authenticator.page, url: new URL(`${authenticator.page.url}&lang=de`) },
    }),
  ];
}

async function choiceScenes(): Promise<Scene[]> {
  const app = await startPasswordlessApp(undefined, { client });
  await signUpConfirmed(app, ADA);
  const { admin } = app.server;
  await addProviders(app);
  await admin.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: app.poolId,
      ClientId: app.clientId,
      ...client,
      ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
      SupportedIdentityProviders: ["COGNITO", "Google", "SignInWithApple", "Facebook", "Contoso", "Initech"],
    }),
  );
  for (const TermsName of ["terms-of-use", "privacy-policy"]) {
    await admin.send(
      new CreateTermsCommand({
        UserPoolId: app.poolId,
        ClientId: app.clientId,
        TermsName,
        TermsSource: "LINK",
        Enforcement: "NONE",
        Links: { "cognito:default": `https://example.com/${TermsName}` },
      }),
    );
  }
  const providers = await browserAt(app);
  const choice = await browserAt(app);
  await choice.fill({ "Email address": ADA }, "Continue");
  const password = await browserAt(app);
  await password.fill({ "Email address": ADA }, "Continue");
  await password.press("Use your password");
  const code = await browserAt(app);
  await code.fill({ "Email address": ADA }, "Continue");
  await code.press("Get a code by email");
  const signUp = await browserAt(app, {}, "/signup");
  const passkey = await browserAt(app, {}, "/passkeys/add");
  await passkey.fill({ "Email address": ADA }, "Continue");
  await passkey.press("Use your password");
  await passkey.fill({ Password: PASSWORD });
  expect(passkey.page.url.pathname).toBe("/passkeys/add");
  return [
    sceneOf("providers", providers),
    sceneOf("providers-german", await browserAt(app, { lang: "de" })),
    sceneOf("choose", choice),
    sceneOf("password", password),
    sceneOf("first-code", code),
    sceneOf("sign-up-terms", signUp),
    sceneOf("passkey-add", passkey),
  ];
}

testInBrowser(
  "every page passes axe, in both schemes, on a phone, at 200 %, in German, and follows its own policy",
  async () => {
    const scenes = [...(await passwordScenes()), ...(await setUpScenes()), ...(await choiceScenes())];
    const findings = await walkPages({ scenes, pictures: process.env.HOSTED_PAGE_PICTURES });
    expect(findings).toEqual([]);
  },
  300_000,
);
