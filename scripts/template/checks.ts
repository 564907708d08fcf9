import { leastPrivilegeFindings } from "./access-findings.ts";
import type { Check } from "./check.ts";
import { cognitoModelFindings } from "./cognito-model-findings.ts";
import { cognitoRuleFindings } from "./cognito-rule-findings.ts";
import { consoleFindings } from "./console-findings.ts";
import { accountEventFindings } from "./event-findings.ts";
import { functionFindings } from "./function-findings.ts";
import {
  accessLogFindings,
  administrationFindings,
  apiAddressFindings,
  authorizationFindings,
  corsFindings,
  throttlingFindings,
} from "./gateway-findings.ts";
import { halfOnFindings } from "./half-on-findings.ts";
import { identityPoolFindings } from "./identity-pool-findings.ts";
import { limitFindings } from "./limit-findings.ts";
import {
  identityProviderFindings,
  loginConfigFindings,
  loginFindings,
  termsFindings,
} from "./login-findings.ts";
import { monitoringFindings } from "./monitoring-findings.ts";
import { parameterFindings } from "./parameter-findings.ts";
import { cycleFindings, danglingReferenceFindings } from "./reference-findings.ts";
import { schemaFindings } from "./schema-findings.ts";
import { bucketFindings, filesBucketFindings, tableFindings } from "./storage-findings.ts";
import { triggerPermissionFindings } from "./trigger-findings.ts";

/** Checks that concern only sign-in; they run for every combination of sign-in settings. */
export const signInChecks: readonly (readonly [string, Check])[] = [
  ["Cognito's service model accepts every value", cognitoModelFindings],
  ["Cognito's rules for pools and clients hold", cognitoRuleFindings],
  ["every client with pages has a domain and a style", loginFindings],
  ["identity providers are complete and keep their secrets", identityProviderFindings],
];

/** Checks of a template as it is packaged. */
export const packagedChecks: readonly (readonly [string, Check])[] = [
  ["every parameter accepts its default and is used", parameterFindings],
  ["it is within CloudFormation's size limits", limitFindings],
];

/** Checks of a template with its parameters resolved, in every stage and combination. */
export const checks: readonly (readonly [string, Check])[] = [
  ["CloudFormation knows every type, property and value", schemaFindings],
  ...signInChecks,
  ["apps get the settings of the sign-in pages", loginConfigFindings],
  ["the sign-up pages show the API's terms", termsFindings],
  ["no resource depends on itself", cycleFindings],
  ["every reference has a target", danglingReferenceFindings],
  ["only our pool may call the triggers", triggerPermissionFindings],
  ["roles have only the permissions that they need", leastPrivilegeFindings],
  ["credentials are for signed-in users in a group", identityPoolFindings],
  ["every function has its own role, log and limits", functionFindings],
  ["no feature is only half enabled", halfOnFindings],
  ["buckets are private, encrypted and reached over TLS", bucketFindings],
  ["the files bucket has one owner and deletes incomplete uploads", filesBucketFindings],
  ["tables are on demand, encrypted and can be restored", tableFindings],
  ["protected routes require a token of the pool with one scope", authorizationFindings],
  ["routes for administrators follow the rule of a second factor", administrationFindings],
  ["every route is throttled", throttlingFindings],
  ["the access log contains no secret", accessLogFindings],
  ["only named origins may call from a browser", corsFindings],
  ["links and outputs use an enabled address of the API", apiAddressFindings],
  ["the console is served over TLS, and only the API's answers are not cached", consoleFindings],
  ["account events are not lost, and nothing else of the table leaves", accountEventFindings],
  ["if there is monitoring, it covers every function and metric", monitoringFindings],
];
