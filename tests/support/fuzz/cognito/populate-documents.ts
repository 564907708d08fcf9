import { type CloudUnderFuzz, ROLE } from "./cloud-under-fuzz.ts";
import type { PoolUnderFuzz } from "./populate-pool.ts";
import { type Knowledge, recordingCalls } from "./population.ts";

const IMAGE = Buffer.from("89504e470d0a1a0a", "hex").toString("base64");

const ProviderDetails = {
  client_id: "id",
  client_secret: "secret",
  authorize_scopes: "openid email",
  attributes_request_method: "GET",
  oidc_issuer: "https://issuer.example.com",
};

/** What a pool has besides its users. */
export async function populateDocuments(
  { cognito }: CloudUnderFuzz,
  { UserPoolId, ClientId }: PoolUnderFuzz,
): Promise<Knowledge> {
  const { call, examples } = recordingCalls(cognito);
  const GroupName = "readers";
  await call("CreateGroup", { UserPoolId, GroupName, Precedence: 1, RoleArn: ROLE });
  await call("AdminAddUserToGroup", { UserPoolId, GroupName, Username: "ada" });
  const Scopes = [{ ScopeName: "read", ScopeDescription: "Read" }];
  await call("CreateResourceServer", { UserPoolId, Identifier: "api", Name: "API", Scopes });
  const provider = { UserPoolId, ProviderName: "Acme", ProviderType: "OIDC", ProviderDetails } as const;
  await call("CreateIdentityProvider", { ...provider, IdpIdentifiers: ["acme.example"] });
  const outside = {
    ProviderName: "Acme",
    ProviderAttributeName: "Cognito_Subject",
    ProviderAttributeValue: "ada",
  };
  const linked = { UserPoolId, DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: "ada" } };
  await call("AdminLinkProviderForUser", { ...linked, SourceUser: outside });
  await call("CreateUserPoolDomain", { UserPoolId, Domain: "people", ManagedLoginVersion: 2 });
  const branding = { UserPoolId, ClientId, UseCognitoProvidedValues: true };
  const { ManagedLoginBranding } = await call("CreateManagedLoginBranding", branding);
  const { Terms } = await call("CreateTerms", {
    UserPoolId,
    ClientId,
    TermsName: "terms-of-use",
    TermsSource: "LINK",
    Enforcement: "NONE",
    Links: { "cognito:default": "https://example.com/terms" },
  });
  const job = { UserPoolId, JobName: "import", CloudWatchLogsRoleArn: ROLE };
  const { UserImportJob } = await call("CreateUserImportJob", job);
  const upload = new URL(String(UserImportJob?.PreSignedUrl)).searchParams;
  cognito.receiveImport(String(UserImportJob?.JobId), upload, Buffer.from("name"));
  const { PaginationToken } = await call("ListUsers", { UserPoolId, Limit: 1 });
  // Created on first use, like the service's own secrets.
  await call("GetSigningCertificate", { UserPoolId });
  return {
    known: {
      GroupName: [GroupName],
      RoleArn: [ROLE],
      CloudWatchLogsRoleArn: [ROLE],
      Identifier: ["api"],
      ScopeName: ["read"],
      AllowedOAuthScopes: ["openid", "email", "api/read", "aws.cognito.signin.user.admin", "nope/nope"],
      CallbackURLs: ["https://example.com/back", "http://localhost/back", "myapp://back"],
      LogoutURLs: ["https://example.com/bye"],
      DefaultRedirectURI: ["https://example.com/back"],
      SupportedIdentityProviders: ["COGNITO", "Acme", "Nobody"],
      ReadAttributes: ["email", "name", "custom:team", "nope"],
      WriteAttributes: ["email", "name", "custom:team", "sub"],
      ProviderName: ["Acme", "Cognito"],
      ProviderType: ["OIDC"],
      ProviderDetails: Object.keys(ProviderDetails),
      ...Object.fromEntries(Object.entries(ProviderDetails).map(([name, value]) => [name, [value]])),
      ProviderAttributeName: ["Cognito_Subject", "email"],
      ProviderAttributeValue: ["ada", "someone"],
      IdpIdentifier: ["acme.example"],
      IdpIdentifiers: ["acme.example", "other.example"],
      AttributeMapping: ["email", "custom:team", "nope"],
      Domain: ["people", "people-2", "auth.example.com"],
      CertificateArn: ["arn:aws:acm:us-east-1:000000000000:certificate/1"],
      ManagedLoginBrandingId: [ManagedLoginBranding?.ManagedLoginBrandingId],
      TermsId: [Terms?.TermsId],
      Links: ["cognito:default", "cognito:german"],
      JobId: [UserImportJob?.JobId],
      PaginationToken: [PaginationToken],
      NextToken: [PaginationToken],
      ImageFile: [IMAGE],
      Bytes: [IMAGE],
      CSS: [".banner-customizable { background-color: red; }"],
      LogGroupArn: ["arn:aws:logs:us-east-1:000000000000:log-group:/auth"],
      BlockedIPRangeList: ["10.0.0.0/8", "::/0", "10.0.0.0/99"],
      SkippedIPRangeList: ["10.0.0.1/32"],
    },
    examples: {
      ...examples,
      CreateIdentityProvider: [{ ...provider, ProviderName: "Another" }],
      AdminLinkProviderForUser: [
        { ...linked, SourceUser: { ...outside, ProviderAttributeValue: "another" } },
      ],
      AdminDisableProviderForUser: [{ UserPoolId, User: outside }],
      UpdateManagedLoginBranding: [
        {
          UserPoolId,
          ManagedLoginBrandingId: ManagedLoginBranding?.ManagedLoginBrandingId,
          Settings: { components: { form: { borderRadius: 8 } } },
        },
      ],
    },
  };
}
