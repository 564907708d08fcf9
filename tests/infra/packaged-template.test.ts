import { beforeAll, describe, expect, test } from "@jest/globals";
import { GROUP_SCOPES, SCOPES } from "../../libs/auth/permissions.ts";
import { ROUTES_BY_MODULE } from "../../scripts/api-docs/all-routes.ts";
import { leastPrivilegeFindings } from "../support/template/access-findings.ts";
import {
  cognitoModelFindings,
  cognitoRuleFindings,
  resourceServerScopes,
  triggerPermissionFindings,
} from "../support/template/cognito-findings.ts";
import { functionFindings } from "../support/template/function-findings.ts";
import {
  accessLogFindings,
  authorizationFindings,
  corsFindings,
  gatewayRoutes,
  throttlingFindings,
} from "../support/template/gateway-findings.ts";
import { mistakes } from "../support/template/mistakes.ts";
import { packageStages } from "../support/template/package-stages.ts";
import { cycleFindings, danglingReferenceFindings } from "../support/template/reference-findings.ts";
import { schemaFindings } from "../support/template/schema-findings.ts";
import {
  bucketFindings,
  filesBucketFindings,
  retentionFindings,
  tableFindings,
} from "../support/template/storage-findings.ts";
import { type Check, resourceNamed, resourcesOfType, type Template } from "../support/template/template.ts";

const stages = ["dev", "staging", "prod", "local"] as const;
let packaged: Record<(typeof stages)[number], Template>;

beforeAll(async () => {
  packaged = await packageStages(stages);
}, 120_000);

const checks: [string, Check][] = [
  ["CloudFormation knows every type, property and value", schemaFindings],
  ["Cognito's service model takes every value", cognitoModelFindings],
  ["Cognito's rules for pools and clients hold", cognitoRuleFindings],
  ["every reference leads somewhere", danglingReferenceFindings],
  ["no resource waits for itself", cycleFindings],
  ["only our pool may call the triggers", triggerPermissionFindings],
  ["roles have no right they do not need", leastPrivilegeFindings],
  ["functions have a role, a log and limits of their own", functionFindings],
  ["buckets are private, encrypted and reached over TLS", bucketFindings],
  ["the files bucket has one owner and forgets incomplete uploads", filesBucketFindings],
  ["tables are on demand, encrypted and can be restored", tableFindings],
  ["protected routes ask for one scope of our pool's token", authorizationFindings],
  ["every route is throttled", throttlingFindings],
  ["the access log holds no secret", accessLogFindings],
  ["only named origins may call from a browser", corsFindings],
];

describe.each(stages)("stage %s", (stage) => {
  test.each(checks)("%s", (_name, check) => {
    expect(check(packaged[stage])).toEqual([]);
  });
});

/** Routes that anyone may call. A route that is neither here nor under an authorizer is a hole. */
const publicRoutes = [
  "GET /v1/auth/config",
  "GET /v1/health",
  "GET /v1/openapi.json",
  "POST /v1/auth/challenge",
  "POST /v1/auth/confirm",
  "POST /v1/auth/forgot-password",
  "POST /v1/auth/refresh",
  "POST /v1/auth/resend-code",
  "POST /v1/auth/reset-password",
  "POST /v1/auth/sign-in",
  "POST /v1/auth/sign-out",
  "POST /v1/auth/sign-up",
  "POST /v1/tokens/inspect",
];

test.each(stages)("in %s exactly the listed routes are public", (stage) => {
  const open = gatewayRoutes(packaged[stage]).filter(({ scope }) => scope === undefined);
  expect(open.map(({ key }) => key)).toEqual(publicRoutes);
});

test.each(stages)("in %s the gateway has the code's routes, each with its module and scope", (stage) => {
  const routes = Object.entries(ROUTES_BY_MODULE).flatMap(([module, list]) =>
    list.map(({ method, path, scope }) => ({ key: `${method} ${path}`, module, scope })),
  );
  expect(gatewayRoutes(packaged[stage])).toEqual(routes.sort((a, b) => a.key.localeCompare(b.key)));
});

test.each(["staging", "prod"] as const)("%s keeps people's data when the stack goes", (stage) => {
  expect(retentionFindings(packaged[stage])).toEqual([]);
});

test.each(["dev", "local"] as const)("%s can be removed without a trace", (stage) => {
  const kept = Object.entries(packaged[stage].Resources).filter(
    ([, { DeletionPolicy }]) => DeletionPolicy === "Retain",
  );
  expect(kept).toEqual([]);
  expect(resourceNamed(packaged[stage], "CognitoUserPoolMain").Properties.DeletionProtection).toBe(
    "INACTIVE",
  );
});

test("the resource server has the scopes of the permission map, and no other", () => {
  expect(resourceServerScopes(packaged.prod).sort()).toEqual([...SCOPES].sort());
});

test("every group of the permission map is there, and no other", () => {
  const groups = resourcesOfType<{ GroupName: string }>(packaged.prod, "AWS::Cognito::UserPoolGroup");
  expect(groups.map(({ properties }) => properties.GroupName).sort()).toEqual(
    [...GROUP_SCOPES.keys()].sort(),
  );
});

describe("a mistake is seen", () => {
  test.each(mistakes)("$mistake", ({ check, make, finding }) => {
    const template = structuredClone(packaged.prod);
    make(template);
    expect(check(template)).toContainEqual(expect.stringContaining(finding));
  });
});
