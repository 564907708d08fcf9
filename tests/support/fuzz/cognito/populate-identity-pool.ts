import { type CloudUnderFuzz, ROLE } from "./cloud-under-fuzz.ts";
import type { PoolUnderFuzz } from "./populate-pool.ts";
import { type Knowledge, recordingCalls } from "./population.ts";

/** An identity pool for the user pool, with a signed-in user, a guest and a developer-authenticated user. */
export async function populateIdentityPool(
  { identities }: CloudUnderFuzz,
  { UserPoolId, ClientId, idToken }: PoolUnderFuzz & { readonly idToken: string },
): Promise<Knowledge> {
  const { call, examples } = recordingCalls(identities);
  const provider = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
  const { IdentityPoolId = "" } = await call("CreateIdentityPool", {
    IdentityPoolName: "people",
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    DeveloperProviderName: "login.example",
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId }],
    IdentityPoolTags: { team: "blue" },
  });
  await call("SetIdentityPoolRoles", {
    IdentityPoolId,
    Roles: { authenticated: ROLE, unauthenticated: ROLE },
    RoleMappings: {
      [`${provider}:${ClientId}`]: { Type: "Token", AmbiguousRoleResolution: "AuthenticatedRole" },
    },
  });
  const Logins = { [provider]: idToken };
  const { IdentityId = "" } = await call("GetId", { IdentityPoolId, Logins });
  const guest = await call("GetId", { IdentityPoolId });
  const developed = await call("GetOpenIdTokenForDeveloperIdentity", {
    IdentityPoolId,
    Logins: { "login.example": "ada" },
  });
  await call("GetOpenIdTokenForDeveloperIdentity", { IdentityPoolId, Logins: { "login.example": "bob" } });
  await call("GetOpenIdToken", { IdentityId, Logins });
  await call("GetCredentialsForIdentity", { IdentityId, Logins });
  const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId}`;
  await call("TagResource", { ResourceArn, Tags: { color: "red" } });
  const { NextToken } = await call("ListIdentities", { IdentityPoolId, MaxResults: 1 });
  const users = { SourceUserIdentifier: "ada", DestinationUserIdentifier: "bob" };
  return {
    known: {
      IdentityPoolId: [IdentityPoolId],
      IdentityId: [IdentityId, guest.IdentityId, developed.IdentityId],
      IdentityIdsToDelete: [IdentityId, guest.IdentityId],
      Logins: [provider, "login.example", "graph.facebook.com"],
      LoginsToRemove: [provider, "login.example"],
      [provider]: [idToken],
      "login.example": ["ada", "bob"],
      DeveloperProviderName: ["login.example"],
      DeveloperUserIdentifier: ["ada"],
      SourceUserIdentifier: ["ada"],
      DestinationUserIdentifier: ["bob", "ada"],
      IdentityProviderName: [provider],
      ProviderName: [provider],
      ClientId: [ClientId],
      NextToken: [NextToken],
      Roles: ["authenticated", "unauthenticated"],
      authenticated: [ROLE],
      RoleMappings: [`${provider}:${ClientId}`, provider],
      CustomRoleArn: [ROLE],
      RoleARN: [ROLE],
      ResourceArn: [ResourceArn],
      TagKeys: ["team"],
    },
    examples: {
      ...examples,
      MergeDeveloperIdentities: [{ IdentityPoolId, DeveloperProviderName: "login.example", ...users }],
      UnlinkIdentity: [{ IdentityId, Logins, LoginsToRemove: [provider] }],
    },
  };
}
