import {
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  CreateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import {
  type CognitoApp,
  claimsOf,
  passwordSignIn,
  refusal,
  signUpConfirmed,
  startCognitoApp,
  tokensOf,
} from "../../../support/worlds/cognito-app.ts";

const ADA = "ada@example.com";

async function appWithGoogle(): Promise<CognitoApp> {
  const app = await startCognitoApp();
  await app.server.admin.send(
    new CreateIdentityProviderCommand({
      UserPoolId: app.poolId,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "email" },
    }),
  );
  await signUpConfirmed(app, ADA);
  return app;
}

const atGoogle = (ProviderAttributeValue: string) => ({
  ProviderName: "Google",
  ProviderAttributeName: "Cognito_Subject",
  ProviderAttributeValue,
});

const link = (app: CognitoApp, subject: string, username = ADA, SourceUser = atGoogle(subject)) =>
  app.server.admin.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId: app.poolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: username },
      SourceUser,
    }),
  );

const disable = (app: CognitoApp, User: Parameters<typeof link>[3]) =>
  app.server.admin.send(new AdminDisableProviderForUserCommand({ UserPoolId: app.poolId, User }));

async function identitiesOf(app: CognitoApp): Promise<unknown> {
  const { UserAttributes } = await app.server.admin.send(
    new AdminGetUserCommand({ UserPoolId: app.poolId, Username: ADA }),
  );
  const value = UserAttributes?.find(({ Name }) => Name === "identities")?.Value;
  return value === undefined ? undefined : JSON.parse(value);
}

test("a linked identity is an attribute of the user, and a claim of the ID token", async () => {
  const app = await appWithGoogle();
  await link(app, "1234");
  const dateCreated = app.server.clock.now();
  const identity = { userId: "1234", providerName: "Google", providerType: "Google", issuer: null };
  expect(await identitiesOf(app)).toEqual([{ ...identity, primary: false, dateCreated }]);
  const { IdToken, AccessToken } = await tokensOf(app, ADA);
  expect(claimsOf(IdToken).identities).toEqual([
    { ...identity, primary: "false", dateCreated: String(dateCreated) },
  ]);
  expect(claimsOf(AccessToken)).not.toHaveProperty("identities");

  await disable(app, atGoogle("1234"));
  expect(await identitiesOf(app)).toBeUndefined();
  expect(await refusal(disable(app, atGoogle("1234")))).toBe("UserNotFoundException: User does not exist.");
});

test("an identity is linked once, to an existing user, at an existing provider", async () => {
  const app = await appWithGoogle();
  await signUpConfirmed(app, "eve@example.com");
  await link(app, "1234");
  expect(await refusal(link(app, "1234"))).toBe(
    "InvalidParameterException: SourceUser is already linked to DestinationUser",
  );
  expect(await refusal(link(app, "1234", "eve@example.com"))).toBe(
    "InvalidParameterException: Merging is not currently supported, provide a SourceUser without a profile",
  );
  expect(await refusal(link(app, "5", "ghost@example.com"))).toBe(
    "UserNotFoundException: User does not exist.",
  );
  expect(await refusal(link(app, "5", ADA, { ...atGoogle("5"), ProviderName: "Nowhere" }))).toBe(
    "ResourceNotFoundException: Identity provider Nowhere does not exist.",
  );
  expect(await refusal(link(app, "5", ADA, { ...atGoogle(ADA), ProviderName: "Cognito" }))).toMatch(
    /^InvalidParameterException: SourceUser must be/,
  );
  for (const subject of ["2", "3", "4", "5"]) await link(app, subject);
  expect(await refusal(link(app, "6"))).toMatch(/^LimitExceededException/);
});

test("a user's own password can be removed", async () => {
  const app = await appWithGoogle();
  await disable(app, { ProviderName: "Cognito", ProviderAttributeName: "", ProviderAttributeValue: ADA });
  expect(await refusal(passwordSignIn(app, ADA))).toBe(
    "NotAuthorizedException: Incorrect username or password.",
  );
});
