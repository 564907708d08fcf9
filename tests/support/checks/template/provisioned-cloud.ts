import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "@jest/globals";
import type { Resource, Template } from "../../../../cloudformation/template.ts";
import type { ProvisionedStack } from "../../../../local/template/provision.ts";
import { startTestCloud, type TestCloud } from "../../worlds/test-cloud.ts";

let state: string;

/** The cloud of the running test. */
export let cloud: TestCloud;

/** Gives every test of the file a cloud whose state outlives {@link restart}. */
export function useCloud(): void {
  beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), "provision-test-"));
    cloud = await startTestCloud({ stateDirectory: state });
  });
  afterEach(async () => {
    await cloud.close();
    rmSync(state, { recursive: true, force: true });
  });
}

export async function restart(region?: string): Promise<void> {
  await cloud.close();
  cloud = await startTestCloud({ stateDirectory: state, ...(region && { region }) });
}

export const provision = (Resources: Record<string, Resource>, more: Partial<Template> = {}) =>
  cloud.provision({ ...more, Resources }, { stackName: "auth-local", apiUrl: "http://localhost:3000" });

export const pool = (Properties: Record<string, unknown> = {}): Resource => ({
  Type: "AWS::Cognito::UserPool",
  Properties: { UserPoolName: "main", UsernameAttributes: ["email"], ...Properties },
});

export const inPool = (type: string, Properties: Record<string, unknown>): Resource => ({
  Type: `AWS::Cognito::${type}`,
  Properties: { UserPoolId: { Ref: "Pool" }, ...Properties },
});

export const whole = () => ({
  Users: inPool("UserPoolGroup", { GroupName: "users", Precedence: "20" }),
  Client: inPool("UserPoolClient", {
    ClientName: "spa",
    ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  }),
  Api: inPool("UserPoolResourceServer", {
    Identifier: "api",
    Name: "API",
    Scopes: [{ ScopeName: "a", ScopeDescription: "A" }],
  }),
  Pool: pool(),
});

export const ref = (stack: ProvisionedStack, name: string) => String(stack.evaluate({ Ref: name }, "here"));

export const attribute = (stack: ProvisionedStack, name: string, of: string) =>
  stack.evaluate({ "Fn::GetAtt": [name, of] }, "here");
