import { isRecord, type Template } from "../../cloudformation/template.ts";
import { resourceNamed, resourcesOfType } from "./check.ts";

interface Domain {
  readonly Domain: unknown;
  readonly ManagedLoginVersion?: number;
  readonly CustomDomainConfig?: { readonly CertificateArn?: unknown };
}
interface Client {
  readonly AllowedOAuthFlows?: string[];
  readonly SupportedIdentityProviders?: unknown[];
  readonly WriteAttributes?: string[];
}
interface Branding {
  readonly ClientId?: unknown;
  readonly UseCognitoProvidedValues?: boolean;
  readonly Settings?: unknown;
}
interface TermsDocument {
  readonly ClientId?: unknown;
  readonly TermsName: string;
  readonly Links: Readonly<Record<string, unknown>>;
}
interface Provider {
  readonly ProviderType: string;
  readonly ProviderDetails: Record<string, unknown>;
  readonly AttributeMapping?: Record<string, string>;
}

const refTo = (id: string) => JSON.stringify({ Ref: id });

const clientsWithPages = (template: Template) =>
  resourcesOfType<Client>(template, "AWS::Cognito::UserPoolClient").filter(({ properties }) =>
    properties.AllowedOAuthFlows?.includes("code"),
  );

/** Missing sign-in pages: a domain without them, or a client with the code grant and no style. */
export function loginFindings(template: Template): string[] {
  const domains = resourcesOfType<Domain>(template, "AWS::Cognito::UserPoolDomain");
  const brandings = resourcesOfType<Branding>(template, "AWS::Cognito::ManagedLoginBranding");
  const clients = clientsWithPages(template);
  return [
    ...domains.flatMap(({ id, properties }) => domainFindings(id, properties)),
    ...brandings
      .filter(
        ({ properties: { UseCognitoProvidedValues, Settings } }) => !UseCognitoProvidedValues === !Settings,
      )
      .map(({ id }) => `${id}: a style is either Cognito's or custom`),
    ...clients.flatMap(({ id }) => {
      const own = brandings.filter(({ properties }) => JSON.stringify(properties.ClientId) === refTo(id));
      return own.length === 1 ? [] : [`${id}: has ${own.length} styles for its pages`];
    }),
  ];
}

function domainFindings(id: string, { Domain, ManagedLoginVersion, CustomDomainConfig }: Domain): string[] {
  const isOwn = typeof Domain === "string" && Domain.includes(".");
  const isReserved = typeof Domain === "string" && /aws|amazon|cognito/.test(Domain);
  return [
    ...(ManagedLoginVersion === 2 ? [] : [`${id}: the pages are not managed login`]),
    ...(isOwn === Boolean(CustomDomainConfig?.CertificateArn)
      ? []
      : [`${id}: a custom domain needs a certificate, and a certificate a custom domain`]),
    ...(isReserved && !isOwn ? [`${id}: Cognito refuses "cognito" in a prefix`] : []),
  ];
}

/** Sign-up pages whose links to the terms are missing, or are not those that the API asks for. */
export function termsFindings(template: Template): string[] {
  const { Variables } = resourceNamed(template, "AuthLambdaFunction").Properties.Environment as {
    readonly Variables: Readonly<Record<string, unknown>>;
  };
  const hasPages = resourcesOfType(template, "AWS::Cognito::UserPoolDomain").length > 0;
  const wanted =
    hasPages && Variables.TERMS !== "off"
      ? { "terms-of-use": Variables.TERMS_URL, "privacy-policy": Variables.PRIVACY_URL }
      : {};
  const documents = resourcesOfType<TermsDocument>(template, "AWS::Cognito::Terms");
  return clientsWithPages(template).flatMap(({ id }) => {
    const own = documents.filter(({ properties }) => JSON.stringify(properties.ClientId) === refTo(id));
    const shown = own.map(({ properties: { TermsName, Links } }) => [TermsName, Links["cognito:default"]]);
    return JSON.stringify(Object.fromEntries(shown)) === JSON.stringify(wanted)
      ? []
      : [`${id}: its pages show ${JSON.stringify(Object.fromEntries(shown))}, not the API's terms`];
  });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
const requiredDetails: Readonly<Record<string, readonly string[]>> = {
  Google: ["client_id", "client_secret", "authorize_scopes"],
  Facebook: ["client_id", "client_secret", "authorize_scopes", "api_version"],
  SignInWithApple: ["client_id", "team_id", "key_id", "private_key", "authorize_scopes"],
  OIDC: ["client_id", "client_secret", "oidc_issuer", "authorize_scopes", "attributes_request_method"],
  SAML: ["MetadataURL"],
};

/** Identity providers that can't work, that no client offers, or whose secret is in the template. */
export function identityProviderFindings(template: Template): string[] {
  const clients = resourcesOfType<Client>(template, "AWS::Cognito::UserPoolClient");
  const providers = resourcesOfType<Provider>(template, "AWS::Cognito::UserPoolIdentityProvider");
  return providers.flatMap(({ id, properties: { ProviderType, ProviderDetails, AttributeMapping = {} } }) => {
    const offering = clients.filter(({ properties }) =>
      properties.SupportedIdentityProviders?.some((provider) => JSON.stringify(provider) === refTo(id)),
    );
    const secrets = Object.entries(ProviderDetails).filter(([name]) => /secret|private/.test(name));
    return [
      ...(requiredDetails[ProviderType] ?? ["a known type"])
        .filter((name) => !ProviderDetails[name])
        .map((name) => `${id}: lacks ${name}`),
      ...secrets
        .filter(([, value]) => !isFromSecretsManager(value))
        .map(([name]) => `${id}: ${name} is in the template`),
      ...(offering.length > 0 ? [] : [`${id}: no client offers it`]),
      ...(AttributeMapping.email ? [] : [`${id}: no address, and the pool requires one`]),
      ...offering.flatMap((client) =>
        Object.keys(AttributeMapping)
          .filter((name) => !mayBeWritten(name, client.properties))
          .map((name) => `${id}: ${client.id} may not write ${name}`),
      ),
    ];
  });
}

/** Differences between `GET /v1/auth/config` and the app client. */
export function loginConfigFindings(template: Template): string[] {
  const { Variables } = resourceNamed(template, "AuthLambdaFunction").Properties.Environment as {
    Variables: Record<string, unknown>;
  };
  const client = resourceNamed(template, "SpaClient").Properties;
  if (client.AllowedOAuthFlowsUserPoolClient !== true) return [];
  const providersTold = JSON.stringify(Variables.IDENTITY_PROVIDERS);
  const listed = (name: string) => String(Variables[name]).split(",");
  const compare = (says: string, one: unknown, other: unknown) =>
    JSON.stringify(one) === JSON.stringify(other) ? [] : [`AuthLambdaFunction: ${says}`];
  return [
    ...compare("other scopes than the client's", listed("LOGIN_SCOPES"), client.AllowedOAuthScopes),
    ...compare("other callback addresses", listed("LOGIN_CALLBACK_URLS"), client.CallbackURLs),
    ...compare("other logout addresses", listed("LOGIN_LOGOUT_URLS"), client.LogoutURLs),
    ...resourcesOfType<Provider>(template, "AWS::Cognito::UserPoolIdentityProvider")
      .filter(({ id }) => !providersTold.includes(`\${${id}}=`))
      .map(({ id }) => `AuthLambdaFunction: the config for apps lacks ${id}`),
  ];
}

/** Cognito chooses the user name, and clients can't write verification flags. */
const mayBeWritten = (attribute: string, { WriteAttributes = [] }: Client): boolean =>
  attribute === "username" || attribute.endsWith("_verified") || WriteAttributes.includes(attribute);

const isFromSecretsManager = (value: unknown): boolean =>
  /^\{\{resolve:secretsmanager:[^}]/.test(String(isRecord(value) ? value["Fn::Sub"] : value));
