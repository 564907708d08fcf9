import {
  DeleteIdentitiesCommand,
  DescribeIdentityCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  ListIdentitiesCommand,
  LookupDeveloperIdentityCommand,
  MergeDeveloperIdentitiesCommand,
  SetIdentityPoolRolesCommand,
  type SetIdentityPoolRolesCommandInput,
  SetPrincipalTagAttributeMapCommand,
  UnlinkDeveloperIdentityCommand,
  UnlinkIdentityCommand,
} from "@aws-sdk/client-cognito-identity";
import { AdminDisableUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "@jest/globals";
import { JwtVerifier } from "aws-jwt-verify";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { claimsOf, refusal } from "../../support/worlds/cognito-app.ts";
import { role, trustOf } from "../../support/worlds/iam-resources.ts";
import { type IdentityApp, startIdentityApp } from "../../support/worlds/identity-app.ts";

const AUTHENTICATED = "arn:aws:iam::000000000000:role/authenticated";
const GUEST = "arn:aws:iam::000000000000:role/guest";

const getId = (app: IdentityApp, Logins?: Record<string, string>) =>
  app.identity.send(new GetIdCommand({ IdentityPoolId: app.IdentityPoolId, Logins }));

const credentialsFor = (
  app: IdentityApp,
  IdentityId: string | undefined,
  Logins?: Record<string, string>,
  CustomRoleArn?: string,
) => app.identity.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }));

const setRoles = (app: IdentityApp, more: Partial<SetIdentityPoolRolesCommandInput> = {}) =>
  app.identity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: app.IdentityPoolId,
      Roles: { authenticated: AUTHENTICATED, unauthenticated: GUEST },
      ...more,
    }),
  );

/** The role of the credentials, as STS returns it. */
async function roleOf(app: IdentityApp, call: ReturnType<typeof credentialsFor>): Promise<string> {
  const { Credentials } = await call;
  const sts = new STSClient({
    endpoint: app.cloud.endpoint,
    region: "us-east-1",
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  return String(Arn).split("/")[1] ?? "";
}

describe("GetId", () => {
  test("returns one identity per login, under either name of the user pool", async () => {
    const app = await startIdentityApp();
    const token = await app.signIn("ada@example.com");
    const { IdentityId } = await getId(app, { [app.provider]: token });
    expect(IdentityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect((await getId(app, { [app.provider]: token })).IdentityId).toBe(IdentityId);
    const { Logins } = await app.identity.send(new DescribeIdentityCommand({ IdentityId }));
    expect(Logins).toEqual([app.provider]);
    const eve = await getId(app, { [app.provider]: await app.signIn("eve@example.com") });
    expect(eve.IdentityId).not.toBe(IdentityId);
    const { Identities } = await app.identity.send(
      new ListIdentitiesCommand({ IdentityPoolId: app.IdentityPoolId, MaxResults: 10 }),
    );
    expect(Identities?.map((found) => found.IdentityId)).toEqual([IdentityId, eve.IdentityId]);
    const elsewhere = { IdentityPoolId: "us-east-1:00000000-0000-4000-8000-000000000000", MaxResults: 10 };
    expect(await refusal(app.identity.send(new ListIdentitiesCommand(elsewhere)))).toMatch(
      /^ResourceNotFoundException/,
    );
  });

  test("refuses invalid logins", async () => {
    const app = await startIdentityApp();
    const token = await app.signIn("ada@example.com");
    const refused = (Logins?: Record<string, string>) => refusal(getId(app, Logins));
    const [header, payload] = token.split(".");
    expect(await refused()).toBe(
      "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.",
    );
    expect(await refused({ [app.provider]: "nonsense" })).toBe(
      "NotAuthorizedException: Invalid login token. Not a valid OpenId Connect identity token.",
    );
    expect(await refused({ [app.provider]: `${header}.${payload}.AAAA` })).toBe(
      "NotAuthorizedException: Invalid login token. Couldn't verify signed token.",
    );
    expect(await refused({ "accounts.google.com": token })).toBe(
      "NotAuthorizedException: Token is not from a supported provider of this identity pool.",
    );
    app.cloud.clock.advance(61 * 60 * 1000);
    expect(await refused({ [app.provider]: token })).toMatch(
      /^NotAuthorizedException: Invalid login token\. Token expired: \d+ >= \d+$/,
    );
    const nowhere = new GetIdCommand({ IdentityPoolId: "us-east-1:00000000-0000-4000-8000-000000000000" });
    expect(await refusal(app.identity.send(nowhere))).toMatch(/^ResourceNotFoundException: IdentityPool '/);
  });

  test("refuses another client's token, and a disabled user", async () => {
    const app = await startIdentityApp();
    const token = await app.signIn("ada@example.com");
    const admin = cognitoClient(app.cloud.endpoint);
    const stranger = await startIdentityApp();
    expect(await refusal(getId(app, { [app.provider]: await stranger.signIn("x@example.com") }))).toMatch(
      /^NotAuthorizedException: Invalid login token/,
    );
    await admin.send(
      new AdminDisableUserCommand({ UserPoolId: app.userPoolId, Username: "ada@example.com" }),
    );
    expect(await refusal(getId(app, { [app.provider]: token }))).toMatch(/disabled or signed out/);
  });
});

describe("GetCredentialsForIdentity", () => {
  test("gives credentials that local S3 verifies, until they expire", async () => {
    const allow = {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::files/*",
    };
    const app = await startIdentityApp({}, (id) => ({
      Files: { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } },
      authenticated: role("authenticated", trustOf(id), [allow]),
    }));
    await setRoles(app);
    const Logins = { [app.provider]: await app.signIn("ada@example.com") };
    const { IdentityId } = await getId(app, Logins);
    const { Credentials } = await credentialsFor(app, IdentityId, Logins);
    expect(Credentials?.Expiration).toEqual(new Date(app.cloud.clock.now() + 60 * 60 * 1000));
    const s3 = (
      secretAccessKey = Credentials?.SecretKey ?? "",
      sessionToken = Credentials?.SessionToken ?? "",
    ) =>
      new S3Client({
        endpoint: app.cloud.endpoint,
        region: "us-east-1",
        forcePathStyle: true,
        maxAttempts: 1,
        credentials: { accessKeyId: Credentials?.AccessKeyId ?? "", secretAccessKey, sessionToken },
      });
    const object = { Bucket: "files", Key: `users/${IdentityId}/note` };
    await s3().send(new PutObjectCommand({ ...object, Body: "hello" }));
    expect(await refusal(s3("wrong").send(new GetObjectCommand(object)))).toMatch(/^SignatureDoesNotMatch/);
    expect(await refusal(s3(undefined, "wrong").send(new GetObjectCommand(object)))).toMatch(/^InvalidToken/);
    app.cloud.clock.advance(60 * 60 * 1000);
    expect(await refusal(s3().send(new GetObjectCommand(object)))).toMatch(/^ExpiredToken/);
  });

  test("needs a valid login of the identity", async () => {
    const app = await startIdentityApp();
    await setRoles(app);
    const Logins = { [app.provider]: await app.signIn("ada@example.com") };
    const { IdentityId } = await getId(app, Logins);
    expect(await refusal(credentialsFor(app, IdentityId))).toBe(
      `NotAuthorizedException: Access to Identity '${IdentityId}' is forbidden.`,
    );
    expect(
      await refusal(credentialsFor(app, IdentityId, { [app.provider]: await app.signIn("eve@example.com") })),
    ).toMatch(/^NotAuthorizedException: Logins don't match/);
    const unknown = "us-east-1:00000000-0000-4000-8000-000000000000";
    expect(await refusal(credentialsFor(app, unknown, Logins))).toBe(
      `ResourceNotFoundException: Identity '${unknown}' not found.`,
    );
  });

  test("guests get their role, if guests are allowed", async () => {
    const app = await startIdentityApp({ AllowUnauthenticatedIdentities: true });
    const { IdentityId } = await getId(app);
    expect(await refusal(credentialsFor(app, IdentityId))).toBe(
      "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.",
    );
    await setRoles(app);
    expect(await roleOf(app, credentialsFor(app, IdentityId))).toBe("guest");
  });

  test("takes the role from the token: the only one, the preferred one, the requested one; else refuses", async () => {
    const app = await startIdentityApp();
    const mapping = { Type: "Token" as const, AmbiguousRoleResolution: "Deny" as const };
    await setRoles(app, { RoleMappings: { [`${app.provider}:${app.clientId}`]: mapping } });
    const ask = async (token: string, role?: string) => {
      const Logins = { [app.provider]: token };
      return credentialsFor(app, (await getId(app, Logins)).IdentityId, Logins, role);
    };
    const reader = await app.signIn("reader@example.com", ["readers"]);
    expect(await roleOf(app, ask(reader))).toBe("readers");
    const both = await app.signIn("both@example.com", ["readers", "writers"]);
    expect(await refusal(ask(both))).toMatch(/^NotAuthorizedException: The role of the token is ambiguous/);
    expect(await roleOf(app, ask(both, "arn:aws:iam::000000000000:role/writers"))).toBe("writers");
    expect(await refusal(ask(reader, "arn:aws:iam::000000000000:role/writers"))).toMatch(
      /^NotAuthorizedException: The requested role/,
    );
    expect(await refusal(ask(await app.signIn("nobody@example.com")))).toMatch(/^NotAuthorizedException/);
  });

  test("takes the role of the first matching rule", async () => {
    const app = await startIdentityApp();
    const rule = (MatchType: "Contains" | "StartsWith", Value: string, name: string) => ({
      Claim: "email",
      MatchType,
      Value,
      RoleARN: `arn:aws:iam::000000000000:role/${name}`,
    });
    await setRoles(app, {
      RoleMappings: {
        [`${app.provider}:${app.clientId}`]: {
          Type: "Rules",
          AmbiguousRoleResolution: "AuthenticatedRole",
          RulesConfiguration: {
            Rules: [rule("StartsWith", "ada", "ada"), rule("Contains", "example", "anybody")],
          },
        },
      },
    });
    const ask = async (email: string) => {
      const Logins = { [app.provider]: await app.signIn(email) };
      return credentialsFor(app, (await getId(app, Logins)).IdentityId, Logins);
    };
    expect(await roleOf(app, ask("ada@example.com"))).toBe("ada");
    expect(await roleOf(app, ask("eve@example.com"))).toBe("anybody");
    expect(await roleOf(app, ask("eve@elsewhere.org"))).toBe("authenticated");
  });
});

describe("OpenID tokens and STS", () => {
  test("GetOpenIdToken returns a token with the identity and its tags, which STS accepts", async () => {
    const app = await startIdentityApp({ AllowClassicFlow: true });
    await app.identity.send(
      new SetPrincipalTagAttributeMapCommand({
        IdentityPoolId: app.IdentityPoolId,
        IdentityProviderName: app.provider,
        UseDefaults: true,
      }),
    );
    const idToken = await app.signIn("ada@example.com");
    const Logins = { [app.provider]: idToken };
    const { IdentityId } = await getId(app, Logins);
    const { Token = "" } = await app.identity.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
    const { sub } = claimsOf(idToken);
    expect(claimsOf(Token)).toMatchObject({
      sub: IdentityId,
      aud: app.IdentityPoolId,
      amr: ["authenticated", app.provider],
      "https://aws.amazon.com/tags": { principal_tags: { username: [sub], client: [app.clientId] } },
    });
    const discovery = await (
      await fetch(`${app.cloud.endpoint}/_identity/.well-known/openid-configuration`)
    ).json();
    const { issuer, jwks_uri } = discovery as { issuer: string; jwks_uri: string };
    const verifier = JwtVerifier.create({ issuer, audience: app.IdentityPoolId });
    verifier.cacheJwks((await (await fetch(jwks_uri)).json()) as Parameters<typeof verifier.cacheJwks>[0]);
    app.cloud.clock.advance(Date.now() - app.cloud.clock.now());

    const sts = new STSClient({
      endpoint: app.cloud.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });
    const assume = (WebIdentityToken: string, RoleArn = AUTHENTICATED) =>
      sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: "ada", WebIdentityToken }));
    expect(await refusal(assume(Token))).toMatch(/^ExpiredTokenException/);
    const { AuthenticationResult } = await freshTokens(app);
    const now = { [app.provider]: AuthenticationResult };
    const fresh = await app.identity.send(new GetOpenIdTokenCommand({ IdentityId, Logins: now }));
    await expect(verifier.verify(fresh.Token ?? "")).resolves.toMatchObject({ sub: IdentityId });
    const { AssumedRoleUser, Credentials, SubjectFromWebIdentityToken } = await assume(fresh.Token ?? "");
    expect(SubjectFromWebIdentityToken).toBe(IdentityId);
    expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::000000000000:assumed-role/authenticated/ada");
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await refusal(assume("a.b.c"))).toMatch(/^InvalidIdentityToken/);
    expect(await refusal(assume(fresh.Token ?? "", "no role at all, but long enough"))).toMatch(
      /^ValidationError/,
    );
  });

  test("the classic flow is on by default", async () => {
    const app = await startIdentityApp();
    const Logins = { [app.provider]: await app.signIn("ada@example.com") };
    const { IdentityId } = await getId(app, Logins);
    const { Token } = await app.identity.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
    expect(claimsOf(Token)).toMatchObject({ sub: IdentityId, aud: app.IdentityPoolId });
  });

  test("the classic flow can be turned off", async () => {
    const app = await startIdentityApp({ AllowClassicFlow: false });
    const Logins = { [app.provider]: await app.signIn("ada@example.com") };
    const { IdentityId } = await getId(app, Logins);
    expect(await refusal(app.identity.send(new GetOpenIdTokenCommand({ IdentityId, Logins })))).toBe(
      "InvalidParameterException: Basic (classic) flow is not enabled, please use enhanced flow.",
    );
  });
});

describe("identities of a developer's own backend", () => {
  const provider = "login.example";
  const tokenFor = (app: IdentityApp, user: string, IdentityId?: string) =>
    app.identity.send(
      new GetOpenIdTokenForDeveloperIdentityCommand({
        IdentityPoolId: app.IdentityPoolId,
        IdentityId,
        Logins: { [provider]: user },
        TokenDuration: 60,
      }),
    );
  const lookup = (
    app: IdentityApp,
    more: { IdentityId?: string | undefined; DeveloperUserIdentifier?: string },
  ) => app.identity.send(new LookupDeveloperIdentityCommand({ IdentityPoolId: app.IdentityPoolId, ...more }));

  test("are created, looked up, merged and unlinked", async () => {
    const app = await startIdentityApp({ DeveloperProviderName: provider });
    await setRoles(app);
    const { IdentityId, Token = "" } = await tokenFor(app, "ada");
    const Logins = { "cognito-identity.amazonaws.com": Token };
    expect((await getId(app, Logins)).IdentityId).toBe(IdentityId);
    expect(await roleOf(app, credentialsFor(app, IdentityId, Logins))).toBe("authenticated");
    const other = await tokenFor(app, "bob");
    expect(await refusal(credentialsFor(app, other.IdentityId, Logins))).toMatch(/is forbidden/);
    expect(await refusal(tokenFor(app, "ada", other.IdentityId))).toMatch(
      /^DeveloperUserAlreadyRegisteredException/,
    );
    const merge = () =>
      app.identity.send(
        new MergeDeveloperIdentitiesCommand({
          IdentityPoolId: app.IdentityPoolId,
          DeveloperProviderName: provider,
          SourceUserIdentifier: "bob",
          DestinationUserIdentifier: "ada",
        }),
      );
    expect((await merge()).IdentityId).toBe(IdentityId);
    const found = await lookup(app, { IdentityId });
    expect(found.DeveloperUserIdentifierList).toEqual(["ada", "bob"]);
    const unlink = (DeveloperUserIdentifier: string) =>
      app.identity.send(
        new UnlinkDeveloperIdentityCommand({
          IdentityPoolId: app.IdentityPoolId,
          IdentityId,
          DeveloperProviderName: provider,
          DeveloperUserIdentifier,
        }),
      );
    await unlink("bob");
    expect(await refusal(unlink("bob"))).toMatch(/is forbidden/);
    expect(await refusal(merge())).toMatch(/^NotAuthorizedException/);
    expect(await refusal(lookup(app, {}))).toMatch(/^InvalidParameterException/);
  });

  test("need a provider of the pool", async () => {
    const app = await startIdentityApp();
    expect(await refusal(tokenFor(app, "ada"))).toMatch(/^InvalidParameterException/);
  });
});

test("logins are removed, and identities deleted", async () => {
  const app = await startIdentityApp();
  const Logins = { [app.provider]: await app.signIn("ada@example.com") };
  const { IdentityId } = await getId(app, Logins);
  const otherName = `cognito-idp.us-east-1.amazonaws.com/${app.userPoolId}`;
  const unlink = () =>
    app.identity.send(new UnlinkIdentityCommand({ IdentityId, Logins, LoginsToRemove: [otherName] }));
  await unlink();
  expect((await app.identity.send(new DescribeIdentityCommand({ IdentityId }))).Logins).toEqual([]);
  expect((await getId(app, Logins)).IdentityId).not.toBe(IdentityId);
  expect(await refusal(unlink())).toMatch(/^ResourceConflictException/);
  const remove = (id: string) =>
    app.identity.send(new DeleteIdentitiesCommand({ IdentityIdsToDelete: [id] }));
  expect((await remove(IdentityId ?? "")).UnprocessedIdentityIds).toEqual([]);
  expect(await refusal(remove("x"))).toMatch(/^ValidationException/);
  expect(await refusal(app.identity.send(new DescribeIdentityCommand({ IdentityId })))).toMatch(
    /^ResourceNotFoundException/,
  );
});

/** Ada's tokens, after time has passed. */
async function freshTokens(app: IdentityApp): Promise<{ readonly AuthenticationResult: string }> {
  const { AuthenticationResult } = await cognitoClient(app.cloud.endpoint).send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ada@example.com", PASSWORD: "Correct-Horse-9" },
    }),
  );
  return { AuthenticationResult: AuthenticationResult?.IdToken ?? "" };
}
