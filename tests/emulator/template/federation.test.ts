import { expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../local/template/provision.ts";
import { closeAtEnd } from "../../support/worlds/close-at-end.ts";
import { startTestCloud } from "../../support/worlds/test-cloud.ts";

/** Resources around a user pool: providers, a domain, and an identity pool. */
const cloud = closeAtEnd(await startTestCloud());

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

const resources = (roles = "people"): Record<string, Resource> => ({
  Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "main" } },
  Client: {
    Type: "AWS::Cognito::UserPoolClient",
    Properties: { UserPoolId: { Ref: "Pool" }, ClientName: "spa" },
  },
  Google: {
    Type: "AWS::Cognito::UserPoolIdentityProvider",
    Properties: {
      UserPoolId: { Ref: "Pool" },
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "openid email" },
      AttributeMapping: { email: "email" },
    },
  },
  Domain: {
    Type: "AWS::Cognito::UserPoolDomain",
    Properties: { UserPoolId: { Ref: "Pool" }, Domain: "people" },
  },
  Identities: {
    Type: "AWS::Cognito::IdentityPool",
    Properties: {
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [
        { ClientId: { Ref: "Client" }, ProviderName: { "Fn::GetAtt": ["Pool", "ProviderName"] } },
      ],
    },
  },
  Roles: {
    Type: "AWS::Cognito::IdentityPoolRoleAttachment",
    Properties: {
      IdentityPoolId: { Ref: "Identities" },
      Roles: { authenticated: role(roles) },
      RoleMappings: {
        users: {
          IdentityProvider: {
            "Fn::Join": [":", [{ "Fn::GetAtt": ["Pool", "ProviderName"] }, { Ref: "Client" }]],
          },
          Type: "Token",
          AmbiguousRoleResolution: "Deny",
        },
      },
    },
  },
  Tags: {
    Type: "AWS::Cognito::IdentityPoolPrincipalTag",
    Properties: {
      IdentityPoolId: { Ref: "Identities" },
      IdentityProviderName: { "Fn::GetAtt": ["Pool", "ProviderName"] },
      UseDefaults: true,
    },
  },
});

const provision = (Resources: Record<string, Resource>) =>
  cloud.provision({ Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });

const ref = (stack: ProvisionedStack, name: string) => String(stack.evaluate({ Ref: name }, "here"));

test("providers, a domain and an identity pool are created, changed and removed with the template", async () => {
  const stack = await provision(resources());
  expect(stack.warnings).toEqual([]);
  const UserPoolId = ref(stack, "Pool");
  const google = { UserPoolId, ProviderName: "Google" };
  expect((await cloud.cognito.call("DescribeIdentityProvider", google)).IdentityProvider).toMatchObject({
    ...google,
    ProviderType: "Google",
  });
  const domain = async () =>
    (await cloud.cognito.call("DescribeUserPoolDomain", { Domain: "people" })).DomainDescription;
  expect(await domain()).toMatchObject({ UserPoolId, Domain: "people" });

  const provider = stack.evaluate({ "Fn::GetAtt": ["Pool", "ProviderName"] }, "here") as string;
  const IdentityPoolId = ref(stack, "Identities");
  expect(await cloud.identities.call("DescribeIdentityPool", { IdentityPoolId })).toMatchObject({
    IdentityPoolName: "auth-local-Identities",
    CognitoIdentityProviders: [{ ClientId: ref(stack, "Client"), ProviderName: provider }],
  });
  const roles = () => cloud.identities.call("GetIdentityPoolRoles", { IdentityPoolId });
  expect(await roles()).toMatchObject({
    Roles: { authenticated: role("people") },
    RoleMappings: {
      [`${provider}:${ref(stack, "Client")}`]: { Type: "Token", AmbiguousRoleResolution: "Deny" },
    },
  });
  const ofProvider = { IdentityPoolId, IdentityProviderName: provider };
  expect(await cloud.identities.call("GetPrincipalTagAttributeMap", ofProvider)).toMatchObject({
    UseDefaults: true,
  });

  const { Google: _google, Domain: _domain, ...fewer } = resources("everybody");
  expect((await provision(fewer)).warnings).toEqual([]);
  await expect(cloud.cognito.call("DescribeIdentityProvider", google)).rejects.toMatchObject({
    code: "ResourceNotFoundException",
  });
  expect(await domain()).toEqual({});
  expect(await roles()).toMatchObject({ Roles: { authenticated: role("everybody") } });
});
