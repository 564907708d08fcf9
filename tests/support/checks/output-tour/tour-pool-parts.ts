import { firstOf, type Tour } from "./tour.ts";

/** A pool's groups, resource servers, identity providers, clients, terms and branding. */
export async function tourPoolParts({ call, known }: Tour): Promise<void> {
  const first = firstOf(known);
  const UserPoolId = first("UserPoolId");
  const ClientId = first("ClientId");
  const ada = { UserPoolId, Username: "ada" };
  const mia = { UserPoolId, Username: "mia" };
  const page = { UserPoolId, Limit: 1 };

  await call("UpdateGroup", { UserPoolId, GroupName: "readers", Description: "They read." });
  await call("GetGroup", { UserPoolId, GroupName: "readers" });
  await call("CreateGroup", { UserPoolId, GroupName: "writers" });
  await call("AdminAddUserToGroup", { ...ada, GroupName: "writers" });
  await call("AdminAddUserToGroup", { ...mia, GroupName: "readers" });
  await call("ListGroups", page);
  await call("AdminListGroupsForUser", { ...ada, Limit: 1 });
  await call("ListUsersInGroup", { ...page, GroupName: "readers" });

  await call("CreateResourceServer", { UserPoolId, Identifier: "files", Name: "Files" });
  await call("DescribeResourceServer", { UserPoolId, Identifier: "api" });
  await call("UpdateResourceServer", { UserPoolId, Identifier: "api", Name: "API" });
  await call("ListResourceServers", { UserPoolId, MaxResults: 1 });

  const Acme = { UserPoolId, ProviderName: "Acme" };
  const { IdentityProvider } = await call("DescribeIdentityProvider", Acme);
  const { ProviderType, ProviderDetails } = IdentityProvider ?? {};
  const Bolt = { UserPoolId, ProviderName: "Bolt" };
  await call("CreateIdentityProvider", { ...Bolt, ProviderType, ProviderDetails } as never);
  await call("UpdateIdentityProvider", {
    ...Acme,
    IdpIdentifiers: ["acme.example"],
    AcrMapping: { Level3: "mfa" },
  });
  await call("GetIdentityProviderByIdentifier", { UserPoolId, IdpIdentifier: "acme.example" });
  await call("ListIdentityProviders", { UserPoolId, MaxResults: 1 });

  await call("UpdateUserPoolClient", { UserPoolId, ClientId, ClientName: "spa" });
  await call("DescribeUserPoolClient", { UserPoolId, ClientId });
  await call("ListUserPoolClients", { UserPoolId, MaxResults: 1 });
  await call("ListUserPoolClientSecrets", { UserPoolId, ClientId: String(known.ClientId?.[1]) });

  const TermsId = first("TermsId");
  await call("UpdateTerms", { UserPoolId, TermsId, TermsName: "privacy-policy" });
  await call("DescribeTerms", { UserPoolId, TermsId });
  await call("DescribeTermsByClient", { UserPoolId, ClientId, TermsName: "privacy-policy" });
  const { Terms } = await call("DescribeTerms", { UserPoolId, TermsId });
  const { TermsSource, Enforcement, Links } = Terms ?? {};
  const imprint = { TermsName: "terms-of-use", TermsSource, Enforcement, Links };
  await call("CreateTerms", { UserPoolId, ClientId, ...imprint } as never);
  await call("ListTerms", { UserPoolId, MaxResults: 1 });

  const branding = { UserPoolId, ManagedLoginBrandingId: first("ManagedLoginBrandingId") };
  const Bytes = Buffer.from(first("Bytes"), "base64");
  const image = { Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes } as const;
  const Assets = [
    image,
    { Category: "FAVICON_ICO", ColorMode: "LIGHT", Extension: "ICO", ResourceId: "favicon" } as const,
  ];
  await call("UpdateManagedLoginBranding", {
    ...branding,
    UseCognitoProvidedValues: false,
    Settings: { components: {} },
    Assets,
  });
  await call("DescribeManagedLoginBranding", branding);
  await call("DescribeManagedLoginBrandingByClient", { UserPoolId, ClientId });
  const look = { CSS: first("CSS"), ImageFile: Bytes };
  await call("SetUICustomization", { UserPoolId, ClientId, ...look });
  await call("GetUICustomization", { UserPoolId, ClientId });
}
