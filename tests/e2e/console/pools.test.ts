import { randomUUID } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../../support/clients/api-client.ts";
import { describeInBrowser } from "../../support/clients/browser-tests.ts";
import { lookUpIn } from "../../support/clients/console/look-up.ts";
import { useConsole } from "../../support/clients/console/use-console.ts";
import { sharedStack } from "../../support/stacks/shared-stack.ts";
import { poolIdOf } from "../../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

const cognito = new CognitoIdentityProviderClient({
  region: "us-east-1",
  endpoint: sharedStack().cloudUrl,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

describeInBrowser("the console's pool browser", () => {
  // The edited pool is a separate one: other tests use the stack's.
  let pool: string;
  const browser = useConsole();
  beforeAll(async () => {
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName: "edited in the console",
        UsernameAttributes: ["email"],
        Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } },
        LambdaConfig: {
          PostAuthentication: functionArn("post-authentication"),
          CustomMessage: functionArn("custom-message"),
        },
      }),
    );
    pool = UserPool?.Id ?? "";
  });
  afterAll(async () => {
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId: pool }));
    cognito.destroy();
  });

  const { button, link, field, text, heading, cell, checkbox, search, expectWell } = lookUpIn(() => browser);

  const openTab = (tab: string, pooled = pool) => browser.open(`/tools/pools?pool=${pooled}&tab=${tab}`);

  test("a user of the stack's pool is found, disabled, put into a group, given a password, and deleted", async () => {
    const person = newPerson();
    const { email } = await api.register(person);
    const userPoolId = await poolIdOf(api);
    await openTab("users", userPoolId);
    await heading("Pools").waitFor();
    await field("Search").fill(email);
    await link(email).click();
    await heading(email).waitFor();
    await expectWell();
    await button("Disable").click();
    await button("Enable").waitFor();
    const refused = await api.post("/v1/auth/sign-in", { email, password: person.password });
    expect(refused.status).toBe(401);
    await button("Enable").click();
    await button("Disable").waitFor();
    await browser.page.getByRole("dialog").getByText("support", { exact: true }).click();
    await browser.page.getByRole("checkbox", { name: "support", checked: true }).waitFor();
    await field("New password").fill("short");
    await button("Set password").click();
    await text(/^InvalidPasswordException/).waitFor();
    const password = newPerson().password;
    await field("New password").fill(password);
    await button("Set password").click();
    await text("Password set").waitFor();
    expect((await api.post("/v1/auth/sign-in", { email, password })).status).toBe(200);
    await button("Delete").click();
    await button("Delete user").click();
    await text("No user found").waitFor();
    await heading(email).waitFor({ state: "detached" });
    expect(search()).toEqual({ pool: userPoolId, tab: "users", find: email });
  });

  test("a user is created, and their attributes are changed and removed", async () => {
    await openTab("users");
    await text("No users in this pool").waitFor();
    await expectWell();
    await button("Create user").click();
    await field("E-mail address").fill("ada@example.com");
    await field("Temporary password (optional)").fill("short");
    await field("Attributes (optional)").fill("name: Ada");
    await text("Write each line as name = value.").waitFor();
    await field("Attributes (optional)").fill("name = Ada Lovelace\nlocale = en");
    await expectWell();
    const create = browser.page.getByRole("dialog").getByRole("button", { name: "Create user" });
    await create.click();
    await text(/^InvalidPasswordException: /).waitFor();
    await field("Temporary password (optional)").fill("a-long-one-with-1-digit");
    await create.click();
    await heading("ada@example.com").waitFor();
    await text("FORCE_CHANGE_PASSWORD").last().waitFor();
    expect(search()).toEqual({ pool, tab: "users", item: expect.any(String) });
    const attributes = field("Edit attributes");
    expect((await attributes.inputValue()).split("\n").sort()).toEqual([
      "email = ada@example.com",
      "email_verified = true",
      "locale = en",
      "name = Ada Lovelace",
    ]);
    await attributes.fill("email = ada@example.com\nemail_verified = true\nname = Ada King\nnickname = A");
    await button("Save attributes").click();
    await text("Attributes saved").waitFor();
    expect((await attributes.inputValue()).split("\n").sort()).toEqual([
      "email = ada@example.com",
      "email_verified = true",
      "name = Ada King",
      "nickname = A",
    ]);
    await attributes.fill(`${await attributes.inputValue()}\nfavourite = blue`);
    await button("Save attributes").click();
    await text(/^InvalidParameterException: /).waitFor();
    await expectWell();
  });

  test("a group is created, edited, emptied and deleted", async () => {
    await openTab("groups");
    await field("Name").fill("night-shift");
    await button("Create group").click();
    await link("night-shift").click();
    await heading("night-shift").waitFor();
    await text("No members yet: add users in their own drawer.").waitFor();
    await field("Precedence (optional)").fill("-1");
    await text("Enter a whole number, 0 or more.").waitFor();
    await field("Precedence (optional)").fill("7");
    const description = browser.page.getByRole("dialog").getByLabel("Description (optional)");
    await description.fill("Works at night");
    await expectWell();
    await button("Save group").click();
    await cell("Works at night").waitFor();
    await cell("7").waitFor();
    expect(search()).toEqual({ pool, tab: "groups" });
    await expectWell();
    await button("Delete the group night-shift").click();
    await button("Delete group").click();
    await cell("night-shift").waitFor({ state: "detached" });
  });

  test("an app client is edited, and settings that are not in the form stay", async () => {
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pool,
        ClientName: "web",
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        ReadAttributes: ["email", "name"],
        WriteAttributes: ["email"],
        CallbackURLs: ["https://app.example.com/callback"],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid"],
        SupportedIdentityProviders: ["COGNITO"],
      }),
    );
    const key = { UserPoolId: pool, ClientId: UserPoolClient?.ClientId ?? "" };
    await openTab("clients");
    await link("web").click();
    await heading("web").waitFor();
    await expectWell();
    expect(await button("Save client").isDisabled()).toBe(true);
    await field("Callback URLs").fill("https://app.example.com/callback\nhttp://example.com/plain");
    await button("Save client").click();
    await text(/^InvalidParameterException: /).waitFor();
    await field("Callback URLs").fill("https://app.example.com/callback\nhttps://other.example.com/back\n");
    await field("Access token").fill("0");
    await text("Enter a whole number, at least 1.").waitFor();
    expect(await button("Save client").isDisabled()).toBe(true);
    await field("Access token").fill("15");
    const lifetime = browser.page.getByRole("group", { name: "Lifetime: Access token" });
    await lifetime.getByRole("button", { name: /^Hours/ }).click();
    await browser.page.getByRole("option", { name: "Minutes" }).click();
    await browser.page.getByText("ALLOW_USER_PASSWORD_AUTH", { exact: true }).click();
    await button("Save client").click();
    await heading("web").waitFor({ state: "detached" });
    const { UserPoolClient: changed } = await cognito.send(new DescribeUserPoolClientCommand(key));
    expect(changed).toMatchObject({
      ReadAttributes: ["email", "name"],
      WriteAttributes: ["email"],
      AllowedOAuthScopes: ["openid"],
      CallbackURLs: ["https://app.example.com/callback", "https://other.example.com/back"],
      AccessTokenValidity: 15,
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    });
    expect(changed?.TokenValidityUnits?.AccessToken).toBe("minutes");
  });

  test("the list of clients says which of them registered itself, and so does the client on a phone", async () => {
    const userPoolId = await poolIdOf(api);
    const name = `agent ${randomUUID()}`;
    const answer = await fetch(`${sharedStack().cloudUrl}/oauth2/register?pool=${userPoolId}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_name: name,
        redirect_uris: ["http://127.0.0.1:33418/callback"],
        token_endpoint_auth_method: "none",
      }),
    });
    const { client_id: ClientId } = (await answer.json()) as { readonly client_id: string };
    const row = (words: string) => browser.page.getByRole("row").filter({ has: link(words) });
    await openTab("clients", userPoolId);
    await row(name).getByText("Registered itself", { exact: true }).waitFor();
    await row(name).getByRole("cell", { name: ClientId }).waitFor();
    await row("spa").getByText("Regular", { exact: true }).waitFor();
    await expectWell();

    await link("spa").click();
    await heading("spa").waitFor();
    await button("Save client").waitFor();
    const explained = text("It registered itself: its tokens have no scope of this API.");
    expect(await explained.count()).toBe(0);
    await browser.page.keyboard.press("Escape");
    await browser.page.setViewportSize({ width: 390, height: 844 });
    await link(name).click();
    await heading(name).waitFor();
    await explained.waitFor();
    expect(search()).toEqual({ pool: userPoolId, tab: "clients", item: ClientId });
    await expectWell();
    await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
  });

  test("a provider is edited, and unchanged settings stay", async () => {
    const key = { UserPoolId: pool, ProviderName: "Google" };
    await cognito.send(
      new CreateIdentityProviderCommand({
        ...key,
        ProviderType: "Google",
        ProviderDetails: { client_id: "first", client_secret: "kept", authorize_scopes: "openid email" },
        AttributeMapping: { email: "email" },
        IdpIdentifiers: ["example.com"],
      }),
    );
    await openTab("providers");
    await link("Google").click();
    await heading("Google").waitFor();
    await expectWell();
    await field("client_id").fill("second");
    await field("Attribute mapping").fill("email = email\nfavourite = colour");
    await button("Save provider").click();
    await text(/^InvalidParameterException: /).waitFor();
    await field("Attribute mapping").fill("email = email\nname = name");
    await button("Save provider").click();
    await heading("Google").waitFor({ state: "detached" });
    const { IdentityProvider } = await cognito.send(new DescribeIdentityProviderCommand(key));
    expect(IdentityProvider).toMatchObject({
      ProviderDetails: { client_id: "second", client_secret: "kept", authorize_scopes: "openid email" },
      AttributeMapping: { email: "email", name: "name" },
      IdpIdentifiers: ["example.com"],
    });
  });

  test("a pool's triggers and settings are edited, and the rest of the pool stays", async () => {
    const describe = async () =>
      (await cognito.send(new DescribeUserPoolCommand({ UserPoolId: pool }))).UserPool;
    const before = await describe();
    await openTab("triggers");
    await link("PreTokenGeneration").click();
    await field("ARN of the function").fill("not an ARN");
    await button("Save trigger").click();
    await text(/^InvalidParameterException: /).waitFor();
    await field("ARN of the function").fill(functionArn("pre-token"));
    await expectWell();
    await button("Save trigger").click();
    await cell(/^pre-token/).waitFor();
    await link("PostAuthentication").click();
    await field("ARN of the function").fill("");
    await button("Save trigger").click();
    await cell(/^post-authentication/).waitFor({ state: "detached" });
    await expectWell();
    const LambdaConfig = {
      CustomMessage: functionArn("custom-message"),
      PreTokenGenerationConfig: { LambdaArn: functionArn("pre-token"), LambdaVersion: "V3_0" },
    };
    expect(await describe()).toEqual({ ...before, LambdaConfig, LastModifiedDate: expect.any(Date) });

    await link("Settings").click();
    await button("Edit settings").click();
    const settings = JSON.parse(await field("Settings").inputValue());
    settings.Policies.PasswordPolicy.MinimumLength = 3;
    await field("Settings").fill(JSON.stringify(settings, null, 2));
    await browser.page.getByRole("list", { name: "What changes" }).waitFor();
    await expectWell();
    await button("Save settings").click();
    await text(/^InvalidParameterException: /).waitFor();
    settings.Policies.PasswordPolicy.MinimumLength = 20;
    await field("Settings").fill(JSON.stringify(settings, null, 2));
    await button("Save settings").click();
    await button("Edit settings").waitFor();
    const after = await describe();
    expect(after?.Policies?.PasswordPolicy).toEqual({
      ...before?.Policies?.PasswordPolicy,
      MinimumLength: 20,
    });
    expect(after).toEqual({
      ...before,
      LambdaConfig,
      Policies: after?.Policies,
      LastModifiedDate: expect.any(Date),
    });
  });

  test("a group's members link to the user, and can be removed", async () => {
    await cognito.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: "day-shift" }));
    await openTab("users");
    await button("Create user").click();
    await field("E-mail address").fill("grace@example.com");
    await browser.page.getByRole("dialog").getByRole("button", { name: "Create user" }).click();
    await heading("grace@example.com").waitFor();
    await browser.page.getByRole("dialog").getByText("day-shift", { exact: true }).click();
    await checkbox("day-shift")
      .and(browser.page.getByRole("checkbox", { checked: true }))
      .waitFor();
    await browser.page.keyboard.press("Escape");
    await link("Groups").click();
    await link("day-shift").click();
    await link("grace@example.com").click();
    await heading("grace@example.com").waitFor();
    await browser.page.goBack();
    await button("Remove grace@example.com from the group").click();
    await text("No members yet: add users in their own drawer.").waitFor();
    await expectWell();
  });
});
