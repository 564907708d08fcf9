import type { Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";
import { clientRules, type UserPoolClient } from "./client-rules.ts";
import { poolRules, type Rule, type UserPool } from "./pool-rules.ts";

/** Combinations of settings that Cognito refuses, and combinations that it accepts but that are insecure. */
export function cognitoRuleFindings(template: Template): string[] {
  return [
    ...ruleFindings<UserPool>(template, "AWS::Cognito::UserPool", poolRules),
    ...ruleFindings<UserPoolClient>(template, "AWS::Cognito::UserPoolClient", clientRules),
  ];
}

function ruleFindings<P>(template: Template, type: string, rules: Rule<P>[]): string[] {
  const resources = resourcesOfType<P>(template, type);
  if (resources.length === 0) return [`there is no ${type}`];
  return resources.flatMap(({ id, properties }) =>
    rules.filter(({ broken }) => broken(properties, template)).map(({ says }) => `${id}: ${says}`),
  );
}
