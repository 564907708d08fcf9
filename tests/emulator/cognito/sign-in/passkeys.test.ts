import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CompleteWebAuthnRegistrationCommand,
  CreateUserPoolClientCommand,
  DeleteWebAuthnCredentialCommand,
  type InitiateAuthCommandOutput,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import {
  type Ceremony,
  createSoftwareAuthenticator,
} from "../../../support/clients/software-authenticator.ts";
import {
  type CognitoApp,
  claimsOf,
  PASSWORD,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";
import { beginChoice, startPasswordlessApp } from "../../../support/worlds/passwordless-app.ts";

const ADA = "ada@example.com";
const page = { rpId: "localhost", origin: "http://localhost:5173" };
const wrong = "NotAuthorizedException: Incorrect username or password.";

async function appWithAda(...passkeys: Parameters<typeof startPasswordlessApp>) {
  const app = await startPasswordlessApp(...passkeys);
  await signUpConfirmed(app, ADA);
  const { AccessToken } = await tokensOf(app, ADA);
  return { app, AccessToken };
}

interface CreationOptions {
  readonly challenge: string;
  readonly excludeCredentials: readonly { readonly id: string }[];
  readonly user: { readonly id: string };
}

async function start(app: CognitoApp, AccessToken: string): Promise<CreationOptions> {
  const { CredentialCreationOptions } = await app.server.admin.send(
    new StartWebAuthnRegistrationCommand({ AccessToken }),
  );
  return CredentialCreationOptions as unknown as CreationOptions;
}

type Authenticator = ReturnType<typeof createSoftwareAuthenticator>;

const complete = (app: CognitoApp, AccessToken: string, Credential: ReturnType<Authenticator["create"]>) =>
  app.server.admin.send(
    new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: Credential as never }),
  );

async function register(app: CognitoApp, AccessToken: string, ceremony: Partial<Ceremony> = {}) {
  const authenticator = createSoftwareAuthenticator();
  const { challenge } = await start(app, AccessToken);
  await complete(app, AccessToken, authenticator.create({ ...page, challenge, ...ceremony }));
  return authenticator;
}

const begin = (app: CognitoApp, username = ADA) =>
  beginChoice(app, username, { PREFERRED_CHALLENGE: "WEB_AUTHN" });

const optionsOf = ({ ChallengeParameters }: InitiateAuthCommandOutput) =>
  JSON.parse(ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "{}");

const present = (
  app: CognitoApp,
  { Session }: InitiateAuthCommandOutput,
  credential: unknown,
  USERNAME = ADA,
) =>
  app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: app.clientId,
      ChallengeName: "WEB_AUTHN",
      ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) },
      Session,
    }),
  );

const configure = (
  { server, poolId }: CognitoApp,
  settings: Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">,
) => server.admin.send(new SetUserPoolMfaConfigCommand({ UserPoolId: poolId, ...settings }));

/** Signs in; `ceremony` overrides what the authenticator signs. */
async function signIn(app: CognitoApp, authenticator: Authenticator, ceremony: Partial<Ceremony> = {}) {
  const challenge = await begin(app);
  const made = { ...page, challenge: String(optionsOf(challenge).challenge), ...ceremony };
  return present(app, challenge, authenticator.get(made));
}

describe("registering a passkey", () => {
  test("returns the options for the browser, and stores the authenticator's credential", async () => {
    const { app, AccessToken } = await appWithAda();
    const { CredentialCreationOptions } = await app.server.admin.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    );
    expect(CredentialCreationOptions).toMatchObject({
      rp: { id: "localhost", name: "localhost" },
      user: { name: ADA, displayName: ADA },
      pubKeyCredParams: [
        { type: "public-key", alg: -7 },
        { type: "public-key", alg: -257 },
      ],
      excludeCredentials: [],
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: "required",
        userVerification: "required",
      },
    });
    const { id } = await register(app, AccessToken);
    const { Credentials } = await app.server.admin.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    expect(Credentials).toEqual([
      {
        CredentialId: id,
        FriendlyCredentialName: "Platform passkey",
        RelyingPartyId: "localhost",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal"],
        CreatedAt: new Date(app.server.clock.now()),
      },
    ]);
    expect((await start(app, AccessToken)).excludeCredentials).toMatchObject([{ id }]);
  });

  test("is named by the username if users sign in with it", async () => {
    const app = await startPasswordlessApp(undefined, { pool: { UsernameAttributes: [] } });
    const UserAttributes = [{ Name: "email", Value: ADA }];
    const user = { UserPoolId: app.poolId, Username: "ada" };
    await app.server.admin.send(new AdminCreateUserCommand({ ...user, UserAttributes }));
    const permanent = { Password: PASSWORD, Permanent: true };
    await app.server.admin.send(new AdminSetUserPasswordCommand({ ...user, ...permanent }));
    const { AccessToken } = await tokensOf(app, "ada");
    expect((await start(app, AccessToken)).user).toMatchObject({ name: "ada", displayName: "ada" });
  });

  test("a challenge is valid once, for its user and client, for a limited time", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = createSoftwareAuthenticator();
    const notFound = "WebAuthnChallengeNotFoundException: The challenge was not found, or has expired.";
    const create = (challenge: string) => authenticator.create({ ...page, challenge });
    expect(await refusal(complete(app, AccessToken, create("bm9uZQ")))).toBe(notFound);
    const { challenge } = await start(app, AccessToken);
    expect(await refusal(complete(app, AccessToken, create("bm9uZQ")))).toBe(notFound);
    expect(await refusal(complete(app, AccessToken, create(challenge)))).toBe(notFound);
    const late = await start(app, AccessToken);
    app.server.clock.advance(3 * 60_000);
    expect(await refusal(complete(app, AccessToken, create(late.challenge)))).toBe(notFound);

    const { UserPoolClient } = await app.server.admin.send(
      new CreateUserPoolClientCommand({
        UserPoolId: app.poolId,
        ClientName: "other",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    );
    const other = await tokensOf({ ...app, clientId: UserPoolClient?.ClientId ?? "" }, ADA);
    const mixed = await start(app, AccessToken);
    expect(await refusal(complete(app, other.AccessToken, create(mixed.challenge)))).toMatch(
      /^WebAuthnClientMismatchException/,
    );
  });

  test.each([
    ["another site", { origin: "https://evil.example" }, /^WebAuthnOriginNotAllowedException/],
    ["a site that looks like it", { origin: "https://notlocalhost" }, /^WebAuthnOriginNotAllowedException/],
    ["another relying party", { rpId: "evil.example" }, /^WebAuthnRelyingPartyMismatchException/],
    ["an algorithm that was not requested", { algorithm: -8 }, /^WebAuthnCredentialNotSupportedException/],
    [
      "a user who was not verified",
      { userVerified: false },
      /^InvalidParameterException: The authenticator did not verify/,
    ],
  ])("refuses %s", async (_, ceremony, expected) => {
    const { app, AccessToken } = await appWithAda();
    expect(await refusal(register(app, AccessToken, ceremony))).toMatch(expected);
    const { Credentials } = await app.server.admin.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    expect(Credentials).toEqual([]);
  });

  test.each([
    ["nothing in it", {}],
    ["an invalid response", { id: "x", rawId: "x", type: "public-key", response: {} }],
    [
      "invalid client data",
      {
        id: "x",
        rawId: "x",
        type: "public-key",
        response: { clientDataJSON: "e30", attestationObject: "oA" },
      },
    ],
  ])("refuses a credential with %s", async (_, credential) => {
    const { app, AccessToken } = await appWithAda();
    await start(app, AccessToken);
    expect(await refusal(complete(app, AccessToken, credential as never))).toBe(
      "InvalidParameterException: Invalid passkey credential.",
    );
  });

  test("needs a pool with passkeys and a relying party", async () => {
    const without = await startCognitoApp();
    await signUpConfirmed(without, ADA);
    const token = (await tokensOf(without, ADA)).AccessToken;
    expect(await refusal(start(without, token))).toMatch(/^WebAuthnNotEnabledException/);
    const { app, AccessToken } = await appWithAda({ UserVerification: "preferred" });
    expect(await refusal(start(app, AccessToken))).toMatch(/^WebAuthnConfigurationMissingException/);
  });

  test("a user has at most twenty passkeys", async () => {
    const { app, AccessToken } = await appWithAda();
    for (let made = 0; made < 20; made += 1) await register(app, AccessToken);
    expect(await refusal(start(app, AccessToken))).toMatch(/^LimitExceededException/);
    const list = (MaxResults: number, NextToken?: string) =>
      app.server.admin.send(new ListWebAuthnCredentialsCommand({ AccessToken, MaxResults, NextToken }));
    const first = await list(15);
    const second = await list(15, first.NextToken);
    expect([first.Credentials?.length, second.Credentials?.length, second.NextToken]).toEqual([
      15,
      5,
      undefined,
    ]);
    expect(await refusal(list(15, "made-up"))).toBe("InvalidParameterException: Invalid pagination token.");
  });

  test("a passkey can be deleted", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    const remove = new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: authenticator.id });
    const challenge = await begin(app);
    await app.server.admin.send(remove);
    expect(await refusal(app.server.admin.send(remove))).toMatch(/^ResourceNotFoundException/);
    const made = { ...page, challenge: String(optionsOf(challenge).challenge) };
    expect(await refusal(present(app, challenge, authenticator.get(made)))).toBe(wrong);
    expect((await begin(app)).ChallengeName).toBe("SELECT_CHALLENGE");
  });
});

describe("signing in with a passkey", () => {
  test("asks for one of the user's passkeys, and signs in with it", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    expect(optionsOf(await begin(app))).toMatchObject({
      rpId: "localhost",
      allowCredentials: [{ id: authenticator.id, type: "public-key", transports: ["internal"] }],
      userVerification: "required",
    });
    const { AuthenticationResult } = await signIn(app, authenticator);
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({ email: ADA });
  });

  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["another relying party", { rpId: "evil.example" }],
    ["another challenge", { challenge: "bm90IHRoZSBvbmU" }],
    ["a user who was not verified", { userVerified: false }],
  ])("refuses %s", async (_, ceremony) => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    expect(await refusal(signIn(app, authenticator, ceremony))).toBe(wrong);
  });

  test("refuses another user's passkey, another key's signature, and an invalid passkey", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    await signUpConfirmed(app, "eve@example.com");
    const eves = await register(app, (await tokensOf(app, "eve@example.com")).AccessToken);
    expect(await refusal(signIn(app, eves))).toBe(wrong);

    const challenge = await begin(app);
    const made = { ...page, challenge: String(optionsOf(challenge).challenge) };
    const forged = { ...eves.get(made), id: authenticator.id, rawId: authenticator.id };
    expect(await refusal(present(app, challenge, forged))).toBe(wrong);
    const handed = await begin(app);
    const forEve = authenticator.get(
      { ...page, challenge: String(optionsOf(handed).challenge) },
      { userHandle: Buffer.from("somebody else").toString("base64url") },
    );
    expect(await refusal(present(app, handed, forEve))).toBe(wrong);
    expect(await refusal(present(app, await begin(app), { id: authenticator.id, response: {} }))).toBe(wrong);
    expect(await refusal(present(app, await begin(app), "nonsense"))).toBe(wrong);
  });

  test("accepts a session once, right or wrong", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    const challenge = await begin(app);
    const credential = authenticator.get({ ...page, challenge: String(optionsOf(challenge).challenge) });
    await present(app, challenge, credential);
    expect(await refusal(present(app, challenge, credential))).toBe(
      "NotAuthorizedException: Invalid session for the user.",
    );
  });

  test("detects a cloned authenticator by its counter", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken, { counter: 1 });
    expect((await signIn(app, authenticator, { counter: 5 })).AuthenticationResult).toBeDefined();
    expect(await refusal(signIn(app, authenticator, { counter: 5 }))).toBe(wrong);
    expect(await refusal(signIn(app, authenticator, { counter: 4 }))).toBe(wrong);
    expect((await signIn(app, authenticator, { counter: 6 })).AuthenticationResult).toBeDefined();
  });

  test("does not require user verification if the pool does not", async () => {
    const { app, AccessToken } = await appWithAda({
      RelyingPartyId: "localhost",
      UserVerification: "preferred",
    });
    const authenticator = await register(app, AccessToken, { userVerified: false });
    expect((await signIn(app, authenticator, { userVerified: false })).AuthenticationResult).toBeDefined();
  });

  test("is valid for its relying party: with another one, users register again", async () => {
    const { app, AccessToken } = await appWithAda();
    const authenticator = await register(app, AccessToken);
    const challenge = await begin(app);
    await configure(app, { WebAuthnConfiguration: { RelyingPartyId: "example.com" } });
    const made = { ...page, challenge: String(optionsOf(challenge).challenge) };
    expect(await refusal(present(app, challenge, authenticator.get(made)))).toBe(wrong);
    expect((await begin(app)).AvailableChallenges).not.toContain("WEB_AUTHN");
  });

  test("is offered to users who have one", async () => {
    const { app, AccessToken } = await appWithAda();
    expect((await begin(app)).AvailableChallenges).not.toContain("WEB_AUTHN");
    await register(app, AccessToken);
    expect((await begin(app)).AvailableChallenges).toEqual([
      "PASSWORD_SRP",
      "PASSWORD",
      "EMAIL_OTP",
      "WEB_AUTHN",
    ]);
    expect((await begin(app, "ghost@example.com")).AvailableChallenges).not.toContain("WEB_AUTHN");
  });

  test("counts as both factors if the pool says so, else it cannot be used with a second factor", async () => {
    const { app, AccessToken } = await appWithAda(undefined, { factors: ["PASSWORD", "WEB_AUTHN"] });
    const authenticator = await register(app, AccessToken);
    const withSms = {
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" } },
    };
    await configure(app, { MfaConfiguration: "OPTIONAL", ...withSms });
    await app.server.admin.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: app.poolId,
        Username: ADA,
        UserAttributes: [{ Name: "phone_number", Value: "+12025550100" }],
      }),
    );
    await app.server.admin.send(
      new SetUserMFAPreferenceCommand({ AccessToken, SMSMfaSettings: { Enabled: true } }),
    );
    expect((await begin(app)).ChallengeName).toBe("SELECT_CHALLENGE");
    await configure(app, {
      MfaConfiguration: "ON",
      ...withSms,
      WebAuthnConfiguration: {
        RelyingPartyId: "localhost",
        FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      },
    });
    expect(await refusal(signIn(app, authenticator, { userVerified: false }))).toBe(wrong);
    expect((await signIn(app, authenticator)).AuthenticationResult).toBeDefined();
  });
});
