import { leastPrivilegeFindings } from "../../../../../scripts/template/access-findings.ts";
import { functionFindings } from "../../../../../scripts/template/function-findings.ts";
import { identityPoolFindings } from "../../../../../scripts/template/identity-pool-findings.ts";
import {
  cycleFindings,
  danglingReferenceFindings,
} from "../../../../../scripts/template/reference-findings.ts";
import { triggerPermissionFindings } from "../../../../../scripts/template/trigger-findings.ts";
import { allow, type Mistake, remove, set, sub } from "../mistake.ts";

/** Mistakes in references, triggers, functions and permissions. */
export const accessMistakes: readonly Mistake[] = [
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
    mistake: "a trigger that a pool of any account may call",
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
    mistake: "permissions on every item of the table",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition", undefined),
    finding: "AuthRole: permissions on all partitions of a table",
  },
  {
    mistake: "a pattern for all partitions",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition.ForAllValues:StringLike", {
      "dynamodb:LeadingKeys": ["USER#*", "*"],
    }),
    finding: "AuthRole: permissions on all partitions of a table",
  },
  {
    mistake: "a condition that a scan fulfils because it names no key",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "Policies.1.PolicyDocument.Statement.0.Condition.Null", undefined),
    finding: "AuthRole: permissions on a table without a key",
  },
  {
    mistake: "a role that anyone may assume",
    check: leastPrivilegeFindings,
    make: set("AuthRole", "AssumeRolePolicyDocument.Statement", [
      { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
    ]),
    finding: "AuthRole: may be assumed by",
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
    mistake: "a trigger that may exceed Cognito's time limit",
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
    mistake: "logs without a retention",
    check: functionFindings,
    make: set("AuthLogGroup", "RetentionInDays", undefined),
    finding: "AuthLogGroup: keeps logs for ever",
  },
];

/** Mistakes in references, triggers, functions and permissions, in a template with everything on. */
export const optionalAccessMistakes: readonly Mistake[] = [
  {
    mistake: "guests",
    check: identityPoolFindings,
    make: set("IdentityPool", "AllowUnauthenticatedIdentities", true),
    finding: "IdentityPool: allows guests",
  },
  {
    mistake: "the classic flow",
    check: identityPoolFindings,
    make: set("IdentityPool", "AllowClassicFlow", true),
    finding: "IdentityPool: allows the classic flow",
  },
  {
    mistake: "credentials for a revoked token",
    check: identityPoolFindings,
    make: set("IdentityPool", "CognitoIdentityProviders.0.ServerSideTokenCheck", false),
    finding: "IdentityPool: accepts revoked tokens",
  },
  {
    mistake: "credentials for users without a group",
    check: identityPoolFindings,
    make: set("IdentityPoolRoles", "RoleMappings.spa.AmbiguousRoleResolution", "AuthenticatedRole"),
    finding: "IdentityPoolRoles: a user without a group gets credentials",
  },
  {
    mistake: "a group without a role",
    check: identityPoolFindings,
    make: set("AdminsGroup", "RoleArn", undefined),
    finding: "AdminsGroup: a group without a role",
  },
  {
    mistake: "a role for every identity pool of every account",
    check: leastPrivilegeFindings,
    make: set("OwnFilesRole", "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals", {}),
    finding: "OwnFilesRole: may be assumed without cognito-identity.amazonaws.com:aud",
  },
  {
    mistake: "all users' files",
    check: leastPrivilegeFindings,
    make: set("OwnFilesRole", "Policies.0.PolicyDocument.Statement.0.Resource", "arn:aws:s3:::files/*"),
    finding: 'OwnFilesRole: Resource "arn:aws:s3:::files/*"',
  },
  {
    mistake: "a role for text messages that a pool of any account may assume",
    check: leastPrivilegeFindings,
    make: set("SmsRole", "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals", {
      "sts:ExternalId": "x",
    }),
    finding: "SmsRole: may be assumed without aws:SourceAccount",
  },
  {
    mistake: "text messages, and every topic of the account",
    check: leastPrivilegeFindings,
    make: set("SmsRole", "Policies.0.PolicyDocument.Statement.1", {
      Effect: "Deny",
      Action: "sns:Subscribe",
    }),
    finding: 'SmsRole: Resource "*"',
  },
  {
    mistake: "alarms that any account may raise",
    check: leastPrivilegeFindings,
    make: set("AlarmTopicPolicy", "PolicyDocument.Statement.0.Condition", undefined),
    finding: "AlarmTopicPolicy: no SourceAccount",
  },
];
