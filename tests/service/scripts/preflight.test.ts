import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import {
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Template } from "../../../cloudformation/template.ts";
import { createTarget } from "../../../scripts/deployment/target.ts";
import { runPreflight } from "../../../scripts/preflight/run-preflight.ts";
import { cognitoClient } from "../../support/clients/cognito-client.ts";
import { attribute, stackTemplate } from "../../support/stacks/deployed-stack.ts";
import { startStackEndpoint } from "../../support/stacks/stack-endpoint.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

const run = promisify(execFile);
const script = resolve(import.meta.dirname, "../../../scripts/preflight.ts");
const folders: string[] = [];
let cloud: TestCloud;
let poolId: string;
let clientId: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  ({ poolId, clientId } = await deploy(stackTemplate()));
});

afterAll(async () => {
  await cloud.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Creates the template's pool, client and group as CloudFormation would. */
async function deploy({ Resources }: Template): Promise<{ poolId: string; clientId: string }> {
  const cognito = cognitoClient(cloud.endpoint);
  const { UserPoolName, EnabledMfas: _, ...pool } = Resources.Pool?.Properties ?? {};
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      ...pool,
      PoolName: String(UserPoolName),
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
      },
      MfaConfiguration: "OFF",
    }),
  );
  const UserPoolId = String(UserPool?.Id);
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ ClientName: "spa", ...Resources.Client?.Properties, UserPoolId }),
  );
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: "users" }));
  return { poolId: UserPoolId, clientId: String(UserPoolClient?.ClientId) };
}

interface Run {
  readonly template?: Template;
  /** Undefined if the SDK's environment variables set the endpoints. */
  readonly endpoint?: string;
  readonly poolId?: string;
  readonly accepted?: readonly string[];
}

async function preflight({ template = stackTemplate(), endpoint, poolId, accepted = [] }: Run) {
  const lines: string[] = [];
  const passed = await runPreflight({
    target: createTarget({ stage: "prod", region: "us-east-1", endpoint }),
    template,
    poolId,
    accepted,
    say: (line) => lines.push(line),
  });
  return { passed, said: lines.join("\n") };
}

function withPool(properties: Record<string, unknown>): Template {
  const template = stackTemplate();
  const { Pool, ...others } = template.Resources;
  if (Pool === undefined) throw new Error("the template has no pool");
  return {
    ...template,
    Resources: { ...others, Pool: { ...Pool, Properties: { ...Pool.Properties, ...properties } } },
  };
}

describe("against the local cloud, where there is no CloudFormation", () => {
  test("the same template passes; the pool is found by its name", async () => {
    const { passed, said } = await preflight({ endpoint: cloud.endpoint });
    expect(said).toContain("No CloudFormation behind this endpoint: compared with 1 live pool");
    expect(said).toMatch(/^preflight: passed, \d+ findings?, none that blocks$/m);
    expect(passed).toBe(true);
  });

  test("changes of an attribute and of the sign-in name are refused", async () => {
    const template = withPool({
      UsernameAttributes: ["phone_number"],
      Schema: [attribute("email", { Required: true }), attribute("tenant", { Mutable: false })],
    });
    const { passed, said } = await preflight({ template, endpoint: cloud.endpoint });
    expect(said).toContain("IMPOSSIBLE  Pool.UsernameAttributes");
    expect(said).toContain("IMPOSSIBLE  Pool.Schema.custom:tenant.Mutable");
    expect(passed).toBe(false);
  });

  test("the live pool's passkeys keep their domain", async () => {
    const properties = {
      UserPoolName: "with-passkeys",
      MfaConfiguration: "OFF",
      EnabledMfas: undefined,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
    };
    const { poolId: UserPoolId } = await deploy(withPool(properties));
    const WebAuthnConfiguration = { RelyingPartyId: "example.com", UserVerification: "required" as const };
    await cognitoClient(cloud.endpoint).send(
      new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration, MfaConfiguration: "OFF" }),
    );
    const against = (WebAuthnRelyingPartyID: string) =>
      preflight({
        template: withPool({ ...properties, WebAuthnRelyingPartyID }),
        endpoint: cloud.endpoint,
        poolId: UserPoolId,
      });
    const moved = await against("login.example.com");
    expect(moved.said).toContain("DESTRUCTIVE Pool.WebAuthnRelyingPartyID");
    expect(moved.said).toContain("example.com → login.example.com");
    expect(moved.passed).toBe(false);
    const kept = await against("example.com");
    expect(kept.said).not.toContain("WebAuthnRelyingPartyID");
  });

  test("a missing pool can't be compared", async () => {
    const missing = preflight({ endpoint: cloud.endpoint, poolId: "us-east-1_missing00" });
    await expect(missing).rejects.toThrow("User pool us-east-1_missing00 does not exist there");
  });
});

describe("against a stack", () => {
  /** CloudFormation is a fake, Cognito the local cloud: each has its own environment variable. */
  async function against(stack: Parameters<typeof startStackEndpoint>[1], options: Run) {
    const endpoint = await startStackEndpoint("serverless-auth-prod", stack);
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = cloud.endpoint;
    try {
      const outcome = await preflight(options);
      const actions = endpoint.received.map(({ body }) => new URLSearchParams(body).get("Action"));
      return { ...outcome, actions };
    } finally {
      await endpoint.stop();
    }
  }

  const deployed = () => ({
    template: stackTemplate(),
    physicalIds: { Role: "r", Bucket: "b", Table: "t", Client: clientId, Group: "users", Pool: poolId },
  });

  test("the same template passes, and the command only reads", async () => {
    const { passed, said, actions } = await against(deployed(), {});
    expect(said).toContain("Compared with the stack serverless-auth-prod (6 resources) and 1 live pool.");
    expect(passed).toBe(true);
    expect(new Set(actions)).toEqual(new Set(["DescribeStacks", "GetTemplate", "ListStackResources"]));
  });

  test("a destructive change is refused, and passes when it is accepted by name", async () => {
    const { Group: _, ...Resources } = stackTemplate().Resources;
    const refused = await against(deployed(), { template: { Resources } });
    expect(refused.said).toContain("DESTRUCTIVE Group");
    expect(refused.said).toContain("to allow them: --accept Group");
    expect(refused.passed).toBe(false);

    const accepted = await against(deployed(), { template: { Resources }, accepted: ["Group"] });
    expect(accepted.said).toMatch(/^preflight: passed/m);
    expect(accepted.passed).toBe(true);
  });

  test("an accepted name without a finding is reported", async () => {
    const { said } = await against(deployed(), { accepted: ["Grup"] });
    expect(said).toContain("Nothing to report about Grup, which --accept names.");
  });

  test("a first deployment is refused if a retained pool exists", async () => {
    const { passed, said } = await against(null, {});
    expect(said).toContain("There is no stack serverless-auth-prod yet");
    expect(said).toContain(`${poolId} → a new, empty pool`);
    expect(passed).toBe(false);
  });

  test.each([
    ["UPDATE_IN_PROGRESS", "wait until that is done"],
    ["UPDATE_ROLLBACK_FAILED", "can't be updated"],
  ])("a stack in %s can't be compared", async (status, sentence) => {
    await expect(against({ ...deployed(), status }, {})).rejects.toThrow(sentence);
  });
});

/** A folder as `sls package --package` creates it. */
function packaged(template: Template): string {
  const folder = mkdtempSync(join(tmpdir(), "preflight-test-"));
  folders.push(folder);
  writeFileSync(join(folder, "cloudformation-template-update-stack.json"), JSON.stringify(template));
  const state = { service: { provider: { region: "us-east-1" } } };
  writeFileSync(join(folder, "serverless-state.json"), JSON.stringify(state));
  return folder;
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The script as a shell runs it, without credentials. */
async function command(...options: string[]): Promise<Outcome> {
  const env = { PATH: process.env.PATH ?? "", HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: "true" };
  try {
    const { stdout, stderr } = await run(process.execPath, [script, "--stage", "prod", ...options], { env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Outcome;
    return { code, stdout, stderr };
  }
}

describe("the command", () => {
  test("exits with 0 when nothing blocks", async () => {
    const { code, stdout } = await command(
      "--package",
      packaged(stackTemplate()),
      "--endpoint",
      cloud.endpoint,
    );
    expect(stdout).toMatch(/^preflight: passed/m);
    expect(code).toBe(0);
  });

  test("exits with 1 when something blocks", async () => {
    const folder = packaged(withPool({ UsernameAttributes: ["phone_number"] }));
    const { code, stdout } = await command("--package", folder, "--endpoint", cloud.endpoint);
    expect(stdout).toMatch(/^preflight: refused/m);
    expect(code).toBe(1);
  });

  test.each([
    ["no credentials", () => ["--package", packaged(stackTemplate())], "There are no AWS credentials"],
    [
      "no server at the endpoint",
      () => ["--package", packaged(stackTemplate()), "--endpoint", "http://127.0.0.1:9"],
      "The endpoint can't be reached",
    ],
    ["no package", () => ["--package", tmpdir()], "is not a package"],
    [
      "a package for another region",
      () => ["--package", packaged(stackTemplate()), "--region", "eu-central-1"],
      "The package is for us-east-1, not for eu-central-1",
    ],
    ["an unknown option", () => ["--force"], "--force"],
  ])("exits with 2 when nothing can be compared: %s", async (_name, options, sentence) => {
    const { code, stderr } = await command(...options());
    expect(stderr).toContain("preflight: nothing was compared.");
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});
