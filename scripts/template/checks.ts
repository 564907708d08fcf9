import { leastPrivilegeFindings } from "./access-findings.ts";
import type { Check } from "./check.ts";
import { cognitoModelFindings } from "./cognito-model-findings.ts";
import { cognitoRuleFindings } from "./cognito-rule-findings.ts";
import { consoleFindings } from "./console-findings.ts";
import { functionFindings } from "./function-findings.ts";
import {
  accessLogFindings,
  apiAddressFindings,
  authorizationFindings,
  corsFindings,
  throttlingFindings,
} from "./gateway-findings.ts";
import { halfOnFindings } from "./half-on-findings.ts";
import { identityPoolFindings } from "./identity-pool-findings.ts";
import { limitFindings } from "./limit-findings.ts";
import { identityProviderFindings, loginConfigFindings, loginFindings } from "./login-findings.ts";
import { monitoringFindings } from "./monitoring-findings.ts";
import { parameterFindings } from "./parameter-findings.ts";
import { cycleFindings, danglingReferenceFindings } from "./reference-findings.ts";
import { schemaFindings } from "./schema-findings.ts";
import { bucketFindings, filesBucketFindings, tableFindings } from "./storage-findings.ts";
import { triggerPermissionFindings } from "./trigger-findings.ts";

/** What bears on sign-in alone, and is looked at for every combination of what bears on sign-in. */
export const signInChecks: readonly (readonly [string, Check])[] = [
  ["Cognito's service model takes every value", cognitoModelFindings],
  ["Cognito's rules for pools and clients hold", cognitoRuleFindings],
  ["every client with pages has a domain and a style", loginFindings],
  ["identity providers are complete and keep their secrets", identityProviderFindings],
];

/** What holds for a template as it is packaged. */
export const packagedChecks: readonly (readonly [string, Check])[] = [
  ["every parameter takes its default and is read", parameterFindings],
  ["it is no larger than CloudFormation takes", limitFindings],
];

/** Everything that holds for a template whose parameters are given, in every stage and combination. */
export const checks: readonly (readonly [string, Check])[] = [
  ["CloudFormation knows every type, property and value", schemaFindings],
  ...signInChecks,
  ["apps learn what the sign-in pages take", loginConfigFindings],
  ["no resource waits for itself", cycleFindings],
  ["every reference leads somewhere", danglingReferenceFindings],
  ["only our pool may call the triggers", triggerPermissionFindings],
  ["roles have no right they do not need", leastPrivilegeFindings],
  ["credentials are for signed-in users in a group", identityPoolFindings],
  ["functions have a role, a log and limits of their own", functionFindings],
  ["no switch is half on", halfOnFindings],
  ["buckets are private, encrypted and reached over TLS", bucketFindings],
  ["the files bucket has one owner and forgets incomplete uploads", filesBucketFindings],
  ["tables are on demand, encrypted and can be restored", tableFindings],
  ["protected routes ask for one scope of our pool's token", authorizationFindings],
  ["every route is throttled", throttlingFindings],
  ["the access log holds no secret", accessLogFindings],
  ["only named origins may call from a browser", corsFindings],
  ["links and outputs name an address of the API that is on", apiAddressFindings],
  ["the console is reached over TLS, and only its API's answers are not kept", consoleFindings],
  ["every function and metric is watched, where anything is", monitoringFindings],
];
