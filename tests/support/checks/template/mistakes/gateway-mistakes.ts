import {
  accessLogFindings,
  administrationFindings,
  apiAddressFindings,
  authorizationFindings,
  corsFindings,
  defaultEndpointFindings,
  throttlingFindings,
} from "../../../../../scripts/template/gateway-findings.ts";
import { type Mistake, set, unset } from "../mistake.ts";

/** Mistakes in the gateway. */
export const gatewayMistakes: readonly Mistake[] = [
  {
    mistake: "a route that either of two scopes opens",
    check: authorizationFindings,
    make: set("HttpApiRouteGetV1Me", "AuthorizationScopes", ["api/profile", "api/files"]),
    finding: "HttpApiRouteGetV1Me: 2 scopes",
  },
  {
    mistake: "a scope that no resource server defines",
    check: authorizationFindings,
    make: set("HttpApiRouteGetV1Me", "AuthorizationScopes", ["api/me"]),
    finding: "HttpApiRouteGetV1Me: no resource server has api/me",
  },
  {
    mistake: "a route with scopes and no authorizer",
    check: authorizationFindings,
    make: set("HttpApiRouteGetV1Me", "AuthorizerId", undefined),
    finding: "HttpApiRouteGetV1Me: no authorizer",
  },
  {
    mistake: "an issuer that is not our pool",
    check: authorizationFindings,
    make: set("HttpApiAuthorizerCognito", "JwtConfiguration.Issuer", "https://accounts.google.com"),
    finding: "HttpApiAuthorizerCognito: the issuer is not the pool",
  },
  {
    mistake: "an audience that is not our client",
    check: authorizationFindings,
    make: set("HttpApiAuthorizerCognito", "JwtConfiguration.Audience", ["other"]),
    finding: 'HttpApiAuthorizerCognito: "other" is not a client of the pool',
  },
  {
    mistake: "an audience without one of our clients",
    check: authorizationFindings,
    make: set("HttpApiAuthorizerCognito", "JwtConfiguration.Audience", [{ Ref: "SpaClient" }]),
    finding: 'HttpApiAuthorizerCognito: refuses the tokens of {"Ref":"ServerClient"}',
  },
  {
    mistake: "routes for administrators, without the setting of their second factor",
    check: administrationFindings,
    make: set("AdminLambdaFunction", "Environment.Variables.ADMIN_MFA", undefined),
    finding: "AdminLambdaFunction: has routes for administrators",
  },
  {
    mistake: "a route for administrators in a module that had none",
    check: administrationFindings,
    make: set("HttpApiRouteGetV1Me", "AuthorizationScopes", ["api/users.read"]),
    finding: "AccountLambdaFunction: has routes for administrators",
  },
  {
    mistake: "administrative scopes by another rule than that of their routes",
    check: administrationFindings,
    make: set("PreTokenGenerationLambdaFunction", "Environment.Variables.ADMIN_MFA", "other"),
    finding: "FilesLambdaFunction: has routes for administrators",
  },
  {
    mistake: "administrative scopes by no rule",
    check: administrationFindings,
    make: set("PreTokenGenerationLambdaFunction", "Environment.Variables.ADMIN_MFA", undefined),
    finding: "PreTokenGenerationLambdaFunction: ADMIN_MFA is not set",
  },
  {
    mistake: "no limit by default",
    check: throttlingFindings,
    make: set("HttpApiStage", "DefaultRouteSettings", {}),
    finding: "HttpApiStage: no limit by default",
  },
  {
    mistake: "a limit for an unknown route",
    check: throttlingFindings,
    make: set("HttpApiStage", "RouteSettings", { "GET /v1/nothing": {} }),
    finding: "HttpApiStage: a limit for GET /v1/nothing, which is not a route",
  },
  {
    mistake: "a limit that is set before its route exists",
    check: throttlingFindings,
    make: unset("HttpApiStage", "DependsOn"),
    finding: "HttpApiStage: does not wait for HttpApiRoutePostV1AuthSignDashup",
  },
  {
    mistake: "a token in the access log",
    check: accessLogFindings,
    make: set("HttpApiStage", "AccessLogSettings.Format", '{"token":"$request.header.Authorization"}'),
    finding: "HttpApiStage: the access log contains $request.",
  },
  {
    mistake: "an access log that is not JSON",
    check: accessLogFindings,
    make: set("HttpApiStage", "AccessLogSettings.Format", "$context.requestId"),
    finding: "HttpApiStage: the access log is not JSON",
  },
  {
    mistake: "an API without an address",
    check: apiAddressFindings,
    make: set("HttpApi", "DisableExecuteApiEndpoint", true),
    finding: "HttpApi: no address is enabled",
  },
  {
    mistake: "every origin",
    check: corsFindings,
    make: set("HttpApi", "CorsConfiguration.AllowOrigins", ["*"]),
    finding: "HttpApi: open to *",
  },
  {
    mistake: "tracing headers instead of the API's own",
    check: corsFindings,
    make: set("HttpApi", "CorsConfiguration.AllowHeaders", ["authorization", "traceparent"]),
    finding: "HttpApi: no page can send content-type",
  },
  {
    mistake: "cookies that no page can send",
    check: corsFindings,
    make: set("HttpApi", "CorsConfiguration.AllowCredentials", false),
    finding: "HttpApi: no page can send the refresh token's cookie",
  },
  {
    mistake: "cookies for a page that may not call the API",
    check: corsFindings,
    make: set("AuthLambdaFunction", "Environment.Variables.WEB_ORIGINS", "https://elsewhere.example"),
    finding: "AuthLambdaFunction: the cookie's origins are not those of CORS",
  },
  {
    mistake: "a cookie that lasts longer than its token",
    check: corsFindings,
    make: set("AuthLambdaFunction", "Environment.Variables.REFRESH_TOKEN_DAYS", "400"),
    finding: "AuthLambdaFunction: the cookie does not last",
  },
];

/** Mistakes in the gateway, in a template with everything on. */
export const optionalGatewayMistakes: readonly Mistake[] = [
  {
    mistake: "a way around the API's domain",
    check: defaultEndpointFindings,
    make: set("HttpApi", "DisableExecuteApiEndpoint", false),
    finding: "HttpApi: execute-api bypasses the domain",
  },
  {
    mistake: "links to a disabled address",
    check: apiAddressFindings,
    make: set("CustomMessageLambdaFunction", "Environment.Variables.API_URL", {
      "Fn::GetAtt": ["HttpApi", "ApiEndpoint"],
    }),
    finding: "CustomMessageLambdaFunction: not the API's domain",
  },
];
