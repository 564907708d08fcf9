import { cognitoModelFindings } from "../../../../../scripts/template/cognito-model-findings.ts";
import {
  identityProviderFindings,
  loginConfigFindings,
  loginFindings,
  termsFindings,
} from "../../../../../scripts/template/login-findings.ts";
import { danglingReferenceFindings } from "../../../../../scripts/template/reference-findings.ts";
import { type Mistake, remove, set } from "../mistake.ts";

/** Mistakes in the sign-in pages and identity providers, in a template with everything on. */
export const optionalLoginMistakes: readonly Mistake[] = [
  {
    mistake: "a client without a style",
    check: loginFindings,
    make: remove("ServerBranding"),
    finding: "ServerClient: has 0 styles for its pages",
  },
  {
    mistake: "a client whose sign-up page does not show the terms",
    check: termsFindings,
    make: remove("ServerPrivacyPolicy"),
    finding: "ServerClient: its pages show",
  },
  {
    mistake: "other terms on the sign-up page than the API asks for",
    check: termsFindings,
    make: set("SpaTermsOfUse", "Links", { "cognito:default": "https://elsewhere.example" }),
    finding: "SpaClient: its pages show",
  },
  {
    mistake: "the classic hosted pages",
    check: loginFindings,
    make: set("LoginDomain", "ManagedLoginVersion", 1),
    finding: "LoginDomain: the pages are not managed login",
  },
  {
    mistake: "a custom domain without a certificate",
    check: loginFindings,
    make: set("LoginDomain", "CustomDomainConfig", undefined),
    finding: "LoginDomain: a custom domain needs a certificate, and a certificate a custom domain",
  },
  {
    mistake: "a provider's secret in the template",
    check: identityProviderFindings,
    make: set("GoogleProvider", "ProviderDetails.client_secret", "GOCSPX-secret"),
    finding: "GoogleProvider: client_secret is in the template",
  },
  {
    mistake: "a provider with missing details",
    check: identityProviderFindings,
    make: set("AppleProvider", "ProviderDetails.team_id", undefined),
    finding: "AppleProvider: lacks team_id",
  },
  {
    mistake: "scopes that apps can't request",
    check: loginConfigFindings,
    make: set("SpaClient", "AllowedOAuthScopes", ["openid"]),
    finding: "AuthLambdaFunction: other scopes than the client's",
  },
  {
    mistake: "a callback address that the config for apps lacks",
    check: loginConfigFindings,
    make: set("SpaClient", "CallbackURLs", ["https://elsewhere.example"]),
    finding: "AuthLambdaFunction: other callback addresses",
  },
  {
    mistake: "a logout address that the config for apps lacks",
    check: loginConfigFindings,
    make: set("SpaClient", "LogoutURLs", ["https://elsewhere.example"]),
    finding: "AuthLambdaFunction: other logout addresses",
  },
  {
    mistake: "a provider that the config for apps lacks",
    check: loginConfigFindings,
    make: set("AuthLambdaFunction", "Environment.Variables.IDENTITY_PROVIDERS", { "Fn::Join": [",", []] }),
    finding: "AuthLambdaFunction: the config for apps lacks SamlProvider",
  },
  {
    mistake: "a SAML provider without metadata",
    check: identityProviderFindings,
    make: set("SamlProvider", "ProviderDetails.MetadataURL", undefined),
    finding: "SamlProvider: lacks MetadataURL",
  },
  {
    mistake: "a provider that no client offers",
    check: identityProviderFindings,
    make: (template) => {
      for (const client of ["SpaClient", "ServerClient"]) {
        set(client, "SupportedIdentityProviders", ["COGNITO"])(template);
      }
    },
    finding: "OidcProvider: no client offers it",
  },
  {
    mistake: "an attribute from a provider that the client may not write",
    check: identityProviderFindings,
    make: set("FacebookProvider", "AttributeMapping.birthdate", "birthday"),
    finding: "FacebookProvider: SpaClient may not write birthdate",
  },
  {
    mistake: "a type of provider that does not exist",
    check: cognitoModelFindings,
    make: set("GoogleProvider", "ProviderType", "Gogle"),
    finding: "GoogleProvider.ProviderType: Gogle is not one of",
  },
  {
    mistake: "a missing provider that the client needs",
    check: danglingReferenceFindings,
    make: remove("GoogleProvider"),
    finding: "SpaClient: refers to GoogleProvider, which does not exist",
  },
];
