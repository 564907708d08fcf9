import { leastPrivilegeFindings } from "./access-findings.ts";
import { cognitoModelFindings } from "./cognito-model-findings.ts";
import { cognitoRuleFindings } from "./cognito-rule-findings.ts";
import { functionFindings } from "./function-findings.ts";
import {
  accessLogFindings,
  apiAddressFindings,
  authorizationFindings,
  corsFindings,
  throttlingFindings,
} from "./gateway-findings.ts";
import { add, allow, type Mistake, remove, set, sub, unset } from "./mistake.ts";
import { cycleFindings, danglingReferenceFindings } from "./reference-findings.ts";
import { schemaFindings } from "./schema-findings.ts";
import { bucketFindings, filesBucketFindings, retentionFindings, tableFindings } from "./storage-findings.ts";
import { triggerPermissionFindings } from "./trigger-findings.ts";

/** At least one mistake for every check: a check that never fails proves nothing. */
export const mistakes: Mistake[] = [
  {
    mistake: "a resource type that does not exist",
    check: schemaFindings,
    make: add("X", "AWS::Cognito::Pool"),
    finding: "X: there is no resource type AWS::Cognito::Pool",
  },
  {
    mistake: "a property that does not exist",
    check: schemaFindings,
    make: set("CognitoUserPoolMain", "DeletionProtected", true),
    finding: "CognitoUserPoolMain: there is no property DeletionProtected",
  },
  {
    mistake: "a required property left out",
    check: schemaFindings,
    make: set("SpaClient", "UserPoolId", undefined),
    finding: "SpaClient: UserPoolId is required",
  },
  {
    mistake: "a string for a boolean",
    check: schemaFindings,
    make: set("SpaClient", "EnableTokenRevocation", "yes"),
    finding: 'SpaClient.EnableTokenRevocation: "yes" is not of type boolean',
  },
  {
    mistake: "a value outside CloudFormation's enumeration",
    check: schemaFindings,
    make: set("CognitoUserPoolMain", "UserPoolTier", "PREMIUM"),
    finding: 'CognitoUserPoolMain.UserPoolTier: "PREMIUM" is none of LITE, ESSENTIALS, PLUS',
  },
  {
    mistake: "a value outside Cognito's enumeration",
    check: cognitoModelFindings,
    make: set("CognitoUserPoolMain", "MfaConfiguration", "MAYBE"),
    finding: "CognitoUserPoolMain.MfaConfiguration: MAYBE is none of OFF, ON, OPTIONAL",
  },
  {
    mistake: "an unknown authentication flow",
    check: cognitoModelFindings,
    make: set("SpaClient", "ExplicitAuthFlows", ["ALLOW_PASSWORD"]),
    finding: "SpaClient.ExplicitAuthFlows[0]: ALLOW_PASSWORD is none of",
  },
  {
    mistake: "a number out of range",
    check: cognitoModelFindings,
    make: set("SpaClient", "AuthSessionValidity", 60),
    finding: "SpaClient.AuthSessionValidity: 60 outside 3…15",
  },
  {
    mistake: "a password shorter than Cognito takes",
    check: cognitoModelFindings,
    make: set("CognitoUserPoolMain", "Policies.PasswordPolicy.MinimumLength", 4),
    finding: "CognitoUserPoolMain.Policies.PasswordPolicy.MinimumLength: 4 outside 6…99",
  },
  {
    mistake: "a name with characters that Cognito refuses",
    check: cognitoModelFindings,
    make: set("ApiResourceServer", "Identifier", "my api"),
    finding: "ApiResourceServer.Identifier: my api does not match",
  },
  {
    mistake: "aliases beside user names",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "AliasAttributes", ["email"]),
    finding: "AliasAttributes and UsernameAttributes exclude each other",
  },
  {
    mistake: "user names that differ by case",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "UsernameConfiguration.CaseSensitive", true),
    finding: "user names are case-insensitive",
  },
  {
    mistake: "version 2 of pre-token generation",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "LambdaConfig.PreTokenGenerationConfig.LambdaVersion", "V2_0"),
    finding: "pre-token generation is asked for once, as V3_0",
  },
  {
    mistake: "factors with MFA off",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "MfaConfiguration", "OFF"),
    finding: "MFA OFF and EnabledMfas exclude each other",
  },
  {
    mistake: "a schema attribute half spelled out",
    check: cognitoRuleFindings,
    make: set("CognitoUserPoolMain", "Schema", [{ Name: "email" }]),
    finding: "every schema attribute is spelled out in full",
  },
  {
    mistake: "refresh flow beside rotation",
    check: cognitoRuleFindings,
    make: set("SpaClient", "ExplicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH"]),
    finding: "rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other",
  },
  {
    mistake: "answers that tell who has an account",
    check: cognitoRuleFindings,
    make: set("SpaClient", "PreventUserExistenceErrors", "LEGACY"),
    finding: "existence of a user is not given away",
  },
  {
    mistake: "users who verify their own address",
    check: cognitoRuleFindings,
    make: set("SpaClient", "WriteAttributes", ["email_verified"]),
    finding: "nobody writes a verification flag",
  },
  {
    mistake: "users who have text messages sent to any country",
    check: cognitoRuleFindings,
    make: set("SpaClient", "WriteAttributes", ["email", "phone_number"]),
    finding: "nobody writes a telephone number",
  },
  {
    mistake: "client_credentials in a browser",
    check: cognitoRuleFindings,
    make: set("SpaClient", "AllowedOAuthFlows", ["code", "client_credentials"]),
    finding: "client_credentials is a client's only flow",
  },
  {
    mistake: "a callback over plain HTTP",
    check: cognitoRuleFindings,
    make: set("SpaClient", "CallbackURLs", ["http://localhost.example.com/"]),
    finding: "callbacks are https or loopback",
  },
  {
    mistake: "a reference to nothing",
    check: danglingReferenceFindings,
    make: set("SpaClient", "UserPoolId", { Ref: "CognitoUserPoolOther" }),
    finding: "SpaClient: refers to CognitoUserPoolOther, which does not exist",
  },
  {
    mistake: "an attribute that the type does not return",
    check: danglingReferenceFindings,
    make: set("SpaClient", "UserPoolId", sub("CognitoUserPoolMain.Id")),
    finding: "SpaClient: AWS::Cognito::UserPool has no attribute Id",
  },
  {
    mistake: "the pool's id in a trigger's environment",
    check: cycleFindings,
    make: set("PreSignUpLambdaFunction", "Environment.Variables.USER_POOL_ID", {
      Ref: "CognitoUserPoolMain",
    }),
    finding: "cycle: CognitoUserPoolMain → PreSignUpLambdaFunction → CognitoUserPoolMain",
  },
  {
    mistake: "the pool's ARN in a trigger's own role",
    check: cycleFindings,
    make: set("PostConfirmationRole", "Policies", [sub("CognitoUserPoolMain.Arn")]),
    finding: "PostConfirmationRole → CognitoUserPoolMain",
  },
  {
    mistake: "a trigger that any account's pool may call",
    check: triggerPermissionFindings,
    make: set(
      "PreSignUpLambdaPermissionCognitoUserPoolMainTriggerSourcePreSignUp",
      "SourceAccount",
      undefined,
    ),
    finding: "no SourceAccount",
  },
  {
    mistake: "a trigger that the pool may not call",
    check: triggerPermissionFindings,
    make: remove("CustomMessageLambdaPermissionCognitoUserPoolMainTriggerSourceCustomMessage"),
    finding: "the pool may not call",
  },
  {
    mistake: "all actions of a service",
    check: leastPrivilegeFindings,
    make: allow("cognito-idp:*", { "Fn::GetAtt": ["CognitoUserPoolMain", "Arn"] }),
    finding: "PostConfirmationPoolPolicy: Action cognito-idp:*",
  },
  {
    mistake: "any resource",
    check: leastPrivilegeFindings,
    make: allow("cognito-idp:AdminGetUser", "*"),
    finding: 'PostConfirmationPoolPolicy: Resource "*"',
  },
  {
    mistake: "any resource of a kind",
    check: leastPrivilegeFindings,
    make: allow("s3:GetObject", "arn:aws:s3:::*"),
    finding: "PostConfirmationPoolPolicy: Resource",
  },
  {
    mistake: "rights on every item of the table",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition", undefined),
    finding: "AuthRole: rights on all partitions of a table",
  },
  {
    mistake: "a pattern for all partitions",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition.ForAllValues:StringLike", {
      "dynamodb:LeadingKeys": ["USER#*", "*"],
    }),
    finding: "AuthRole: rights on all partitions of a table",
  },
  {
    mistake: "a condition that a scan passes, for it names no key",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition.Null", undefined),
    finding: "AuthRole: rights on a table without a key",
  },
  {
    mistake: "a role that anyone may take",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "AssumeRolePolicyDocument.Statement", [
      { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
    ]),
    finding: "AuthRole: may be taken by",
  },
  {
    mistake: "a managed policy",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AmazonCognitoPowerUser"]),
    finding: "AuthRole: managed policy",
  },
  {
    mistake: "a shared role",
    check: functionFindings,
    make: set("FilesLambdaFunction", "Role", { "Fn::GetAtt": ["AuthRole", "Arn"] }),
    finding: "FilesLambdaFunction: shares its role",
  },
  {
    mistake: "a trigger that is slower than Cognito waits",
    check: functionFindings,
    make: set("CustomMessageLambdaFunction", "Timeout", 10),
    finding: "CustomMessageLambdaFunction: a trigger with a timeout of 10 s",
  },
  {
    mistake: "a trigger as large as a module",
    check: functionFindings,
    make: set("PreTokenGenerationLambdaFunction", "MemorySize", 1024),
    finding: "PreTokenGenerationLambdaFunction: a trigger with 1024 MB",
  },
  {
    mistake: "logs that stay for ever",
    check: functionFindings,
    make: set("AuthLogGroup", "RetentionInDays", undefined),
    finding: "AuthLogGroup: keeps logs for ever",
  },
  {
    mistake: "a public bucket",
    check: bucketFindings,
    make: set("FilesBucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", false),
    finding: "FilesBucket: BlockPublicPolicy is not on",
  },
  {
    mistake: "an unencrypted bucket",
    check: bucketFindings,
    make: set("FilesBucket", "BucketEncryption", undefined),
    finding: "FilesBucket: not encrypted",
  },
  {
    mistake: "a bucket over plain HTTP",
    check: bucketFindings,
    make: remove("FilesBucketPolicy"),
    finding: "FilesBucket: takes plain HTTP",
  },
  {
    mistake: "a bucket with access lists",
    check: filesBucketFindings,
    make: set("FilesBucket", "OwnershipControls", undefined),
    finding: "FilesBucket: access lists are in force",
  },
  {
    mistake: "a table without recovery",
    check: tableFindings,
    make: set("ActivityTable", "PointInTimeRecoverySpecification", undefined),
    finding: "ActivityTable: no point-in-time recovery",
  },
  {
    mistake: "an index on an attribute that is not defined",
    check: tableFindings,
    make: set("ActivityTable", "GlobalSecondaryIndexes", undefined),
    finding: "ActivityTable: keys PK, SK, attributes GSI1PK",
  },
  {
    mistake: "a pool that goes with the stack",
    check: retentionFindings,
    make: unset("CognitoUserPoolMain", "DeletionPolicy"),
    finding: "CognitoUserPoolMain: DeletionPolicy is not Retain",
  },
  {
    mistake: "a table without deletion protection",
    check: retentionFindings,
    make: set("ActivityTable", "DeletionProtectionEnabled", false),
    finding: "ActivityTable: no deletion protection",
  },
  {
    mistake: "a route that any one of two scopes opens",
    check: authorizationFindings,
    make: set("HttpApiRouteGetV1Me", "AuthorizationScopes", ["api/profile", "api/files"]),
    finding: "HttpApiRouteGetV1Me: 2 scopes",
  },
  {
    mistake: "a scope that no resource server has",
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
    finding: 'HttpApiAuthorizerCognito: "other" is no client of the pool',
  },
  {
    mistake: "an audience without one of our clients",
    check: authorizationFindings,
    make: set("HttpApiAuthorizerCognito", "JwtConfiguration.Audience", [{ Ref: "SpaClient" }]),
    finding: 'HttpApiAuthorizerCognito: refuses the tokens of {"Ref":"ServerClient"}',
  },
  {
    mistake: "no limit by default",
    check: throttlingFindings,
    make: set("HttpApiStage", "DefaultRouteSettings", {}),
    finding: "HttpApiStage: no limit by default",
  },
  {
    mistake: "a limit for a route that is not there",
    check: throttlingFindings,
    make: set("HttpApiStage", "RouteSettings", { "GET /v1/nothing": {} }),
    finding: "HttpApiStage: a limit for GET /v1/nothing, which is no route",
  },
  {
    mistake: "a limit set before its route is there",
    check: throttlingFindings,
    make: unset("HttpApiStage", "DependsOn"),
    finding: "HttpApiStage: does not wait for HttpApiRoutePostV1AuthSignDashup",
  },
  {
    mistake: "a token in the access log",
    check: accessLogFindings,
    make: set("HttpApiStage", "AccessLogSettings.Format", '{"token":"$request.header.Authorization"}'),
    finding: "HttpApiStage: the access log holds $request.",
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
    finding: "HttpApi: no address is left",
  },
  {
    mistake: "every origin",
    check: corsFindings,
    make: set("HttpApi", "CorsConfiguration.AllowOrigins", ["*"]),
    finding: "HttpApi: open to *",
  },
  {
    mistake: "headers of tracing in the place of the API's own",
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
    finding: "AuthLambdaFunction: cookies for other origins",
  },
  {
    mistake: "a cookie that outlives its token",
    check: corsFindings,
    make: set("AuthLambdaFunction", "Environment.Variables.REFRESH_TOKEN_DAYS", "400"),
    finding: "AuthLambdaFunction: the cookie does not last",
  },
];
