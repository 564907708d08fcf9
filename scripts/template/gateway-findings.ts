import { type Template, toList } from "../../cloudformation/template.ts";
import { isAdministrative, SCOPES } from "../../libs/auth/permissions.ts";
import { resourceNamed, resourcesOfType } from "./check.ts";
import { registrationScope, resourceServerScopes, type UserPoolClient } from "./client-rules.ts";

interface RouteProperties {
  readonly RouteKey: string;
  readonly Target: { readonly "Fn::Join": [string, [string, { readonly Ref: string }]] };
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: { readonly Ref: string };
  readonly AuthorizationScopes?: string[];
}
interface Authorizer {
  readonly AuthorizerType: string;
  readonly IdentitySource: string[];
  readonly JwtConfiguration: { readonly Issuer: unknown; readonly Audience: unknown[] };
}
interface RouteSetting {
  readonly ThrottlingRateLimit?: number;
  readonly ThrottlingBurstLimit?: number;
}
interface Stage {
  readonly DefaultRouteSettings: RouteSetting;
  readonly RouteSettings: Record<string, RouteSetting>;
  readonly AccessLogSettings?: { readonly Format: string };
}

/** One route of the gateway: `POST /v1/auth/sign-in`, its function and the required scope, if any. */
export interface GatewayRoute {
  readonly key: string;
  readonly module: string;
  readonly scope: string | undefined;
}

const moduleOf = ({ Target }: RouteProperties) =>
  Target["Fn::Join"][1][1].Ref.replace("HttpApiIntegration", "");
const functionOf = (route: RouteProperties) => `${moduleOf(route)}LambdaFunction`;

/** The gateway's routes in the order of their keys. */
export function gatewayRoutes(template: Template): GatewayRoute[] {
  return resourcesOfType<RouteProperties>(template, "AWS::ApiGatewayV2::Route")
    .map(({ properties }) => ({
      key: properties.RouteKey,
      module: moduleOf(properties).toLowerCase(),
      scope: properties.AuthorizationScopes?.[0],
    }))
    .sort((a, b) => a.key.localeCompare(b.key));
}

/** Protected routes that would accept a wrong token, and an authorizer that trusts anything but the pool and its clients. */
export function authorizationFindings(template: Template): string[] {
  const scopes = resourceServerScopes(template);
  const authorizers = resourcesOfType<Authorizer>(template, "AWS::ApiGatewayV2::Authorizer");
  const routes = resourcesOfType<RouteProperties>(template, "AWS::ApiGatewayV2::Route");
  return [
    ...routes
      .filter(
        ({ properties }) =>
          properties.AuthorizationType !== undefined || properties.AuthorizationScopes !== undefined,
      )
      .flatMap(({ id, properties: { AuthorizationType, AuthorizerId, AuthorizationScopes = [] } }) => [
        ...(AuthorizationType === "JWT" ? [] : [`${id}: no JWT is required`]),
        ...(authorizers.some((authorizer) => authorizer.id === AuthorizerId?.Ref)
          ? []
          : [`${id}: no authorizer`]),
        ...(AuthorizationScopes.length === 1
          ? []
          : [`${id}: ${AuthorizationScopes.length} scopes, any of which is enough`]),
        ...AuthorizationScopes.filter((scope) => !scopes.includes(scope)).map(
          (scope) => `${id}: no resource server has ${scope}`,
        ),
      ]),
    ...authorizers.flatMap(({ id, properties }) => authorizerFindings(id, properties, template)),
  ];
}

function authorizerFindings(
  id: string,
  { AuthorizerType, IdentitySource, JwtConfiguration }: Authorizer,
  template: Template,
): string[] {
  // The client that registers others gets tokens for that alone.
  const clients = resourcesOfType<UserPoolClient>(template, "AWS::Cognito::UserPoolClient")
    .filter(({ properties }) => !properties.AllowedOAuthScopes?.includes(registrationScope))
    .map((client) => JSON.stringify({ Ref: client.id }));
  const issuer = JSON.stringify({ "Fn::GetAtt": ["CognitoUserPoolMain", "ProviderURL"] });
  return [
    ...(AuthorizerType === "JWT" ? [] : [`${id}: not a JWT authorizer`]),
    ...(IdentitySource.join() === "$request.header.Authorization"
      ? []
      : [`${id}: reads the token from ${IdentitySource.join()}`]),
    ...(JSON.stringify(JwtConfiguration.Issuer) === issuer ? [] : [`${id}: the issuer is not the pool`]),
    ...JwtConfiguration.Audience.filter((audience) => !clients.includes(JSON.stringify(audience))).map(
      (audience) => `${id}: ${JSON.stringify(audience)} is not a client of the pool`,
    ),
    ...(JwtConfiguration.Audience.length > 0 ? [] : [`${id}: no audience`]),
    ...clients
      .filter((client) => !JwtConfiguration.Audience.some((audience) => JSON.stringify(audience) === client))
      .map((client) => `${id}: refuses the tokens of ${client}`),
  ];
}

const administrativeScopes: readonly string[] = SCOPES.filter(isAdministrative);

/**
 * Functions with routes for administrators that do not follow the parameter `AdminMfa` as the pre-token trigger does, which gives the
 * scopes of those routes.
 */
export function administrationFindings(template: Template): string[] {
  const adminMfaOf = (id: string): unknown => {
    const { Environment } = resourceNamed(template, id).Properties as {
      Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
    };
    return Environment?.Variables.ADMIN_MFA;
  };
  const trigger = "PreTokenGenerationLambdaFunction";
  const rule = adminMfaOf(trigger);
  const functions = resourcesOfType<RouteProperties>(template, "AWS::ApiGatewayV2::Route")
    .filter(({ properties: { AuthorizationScopes = [] } }) =>
      AuthorizationScopes.some((scope) => administrativeScopes.includes(scope)),
    )
    .map(({ properties }) => functionOf(properties));
  return [
    ...(rule === undefined ? [`${trigger}: ADMIN_MFA is not set`] : []),
    ...[...new Set(functions)]
      .filter((id) => adminMfaOf(id) !== rule)
      .map((id) => `${id}: has routes for administrators, and its ADMIN_MFA is not that of ${trigger}`),
  ];
}

/** The routes with their own limit, lower than the default, in the order of their keys. */
export function limitedRoutes(template: Template): string[] {
  const stage = resourceNamed(template, "HttpApiStage").Properties as unknown as Stage;
  const usual = stage.DefaultRouteSettings.ThrottlingRateLimit ?? 0;
  return Object.entries(stage.RouteSettings)
    .filter(([, { ThrottlingRateLimit = usual }]) => ThrottlingRateLimit < usual)
    .map(([key]) => key)
    .sort((a, b) => a.localeCompare(b));
}

/** Limits that are missing, that name an unknown route, or that would be set before their route exists. */
export function throttlingFindings(template: Template): string[] {
  const stage = resourceNamed(template, "HttpApiStage");
  const { DefaultRouteSettings, RouteSettings } = stage.Properties as unknown as Stage;
  const routes = resourcesOfType<RouteProperties>(template, "AWS::ApiGatewayV2::Route");
  const isSet = ({ ThrottlingRateLimit = 0, ThrottlingBurstLimit = 0 }: RouteSetting) =>
    ThrottlingRateLimit > 0 && ThrottlingBurstLimit > 0;
  return [
    ...(isSet(DefaultRouteSettings) ? [] : ["HttpApiStage: no limit by default"]),
    ...Object.entries(RouteSettings).flatMap(([key, setting]) => {
      const route = routes.find(({ properties }) => properties.RouteKey === key);
      if (!route) return [`HttpApiStage: a limit for ${key}, which is not a route`];
      return [
        ...(isSet(setting) ? [] : [`HttpApiStage: no limit for ${key}`]),
        ...(toList(stage.DependsOn).includes(route.id)
          ? []
          : [`HttpApiStage: does not wait for ${route.id}`]),
      ];
    }),
  ];
}

/** Variables that may contain a token, a code or an address, and must not be logged. */
const secretVariables =
  /\$context\.(authorizer\.claims\.(?!sub")|requestOverride|path\b)|\$request\.|querystring|header/;

/** An access log that is missing, is not a JSON object, or could contain a secret. */
export function accessLogFindings(template: Template): string[] {
  const { AccessLogSettings } = resourceNamed(template, "HttpApiStage").Properties as unknown as Stage;
  if (!AccessLogSettings) return ["HttpApiStage: no access log"];
  const leak = secretVariables.exec(AccessLogSettings.Format);
  return [
    ...(isJson(AccessLogSettings.Format) ? [] : ["HttpApiStage: the access log is not JSON"]),
    ...(leak ? [`HttpApiStage: the access log contains ${leak[0]}`] : []),
  ];
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

/** The cookie is for the same origins as CORS, and it lasts as long as the token in it. */
function cookieFindings(template: Template, origins: readonly string[]): string[] {
  const { Variables } = resourceNamed(template, "AuthLambdaFunction").Properties.Environment as {
    Variables: Record<string, unknown>;
  };
  const { RefreshTokenValidity } = resourceNamed(template, "SpaClient").Properties;
  return [
    ...(Variables.WEB_ORIGINS === origins.join(",")
      ? []
      : ["AuthLambdaFunction: the cookie's origins are not those of CORS"]),
    ...(Variables.REFRESH_TOKEN_DAYS === String(RefreshTokenValidity)
      ? []
      : ["AuthLambdaFunction: the cookie does not last as long as the refresh token"]),
  ];
}

/** Origins from which a browser may call the API: named ones only. */
export function corsFindings(template: Template): string[] {
  const cors = resourceNamed(template, "HttpApi").Properties.CorsConfiguration as
    | { AllowOrigins: string[]; AllowHeaders?: string[]; AllowCredentials?: boolean }
    | undefined;
  if (!cors) return ["HttpApi: no CORS"];
  return [
    ...cors.AllowOrigins.filter(
      (origin) => !/^https:\/\/[\w.-]+$|^http:\/\/(localhost|127\.0\.0\.1):\d+$/.test(origin),
    ).map((origin) => `HttpApi: open to ${origin}`),
    ...["authorization", "content-type"]
      .filter((name) => !cors.AllowHeaders?.includes(name))
      .map((name) => `HttpApi: no page can send ${name}`),
    ...(cors.AllowHeaders?.includes("*") ? ["HttpApi: pages can send any header"] : []),
    ...(cors.AllowCredentials === true ? [] : ["HttpApi: no page can send the refresh token's cookie"]),
    ...cookieFindings(template, cors.AllowOrigins),
  ];
}

/**
 * Inconsistent addresses of the API: an output or a link uses one that is disabled.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
 */
export function apiAddressFindings(template: Template): string[] {
  const [domain] = resourcesOfType<{ DomainName: string }>(template, "AWS::ApiGatewayV2::DomainName");
  const isShut = resourceNamed(template, "HttpApi").Properties.DisableExecuteApiEndpoint === true;
  const variables = resourceNamed(template, "CustomMessageLambdaFunction").Properties.Environment as {
    readonly Variables: Readonly<Record<string, unknown>>;
  };
  const named = [
    ["CustomMessageLambdaFunction", JSON.stringify(variables.Variables.API_URL)],
    ["the output ApiUrl", JSON.stringify(template.Outputs?.ApiUrl?.Value)],
  ] as const;
  if (domain === undefined) {
    return [
      ...(isShut ? ["HttpApi: no address is enabled"] : []),
      ...named
        .filter(([, address]) => !address.includes("HttpApi"))
        .map(([id]) => `${id}: not the API's address`),
    ];
  }
  return named
    .filter(([, address]) => address.includes("HttpApi"))
    .map(([id]) => `${id}: not the API's domain`);
}

/** The `execute-api` address is enabled although there is a domain. */
export function defaultEndpointFindings(template: Template): string[] {
  const hasDomain = resourcesOfType(template, "AWS::ApiGatewayV2::DomainName").length > 0;
  const isShut = resourceNamed(template, "HttpApi").Properties.DisableExecuteApiEndpoint === true;
  return hasDomain && !isShut ? ["HttpApi: execute-api bypasses the domain"] : [];
}
