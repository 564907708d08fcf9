import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { ApiClient } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { startLossyEndpoint } from "../support/worlds/lossy-endpoint.ts";

const stack = sharedStack();
const SCRIPT = fileURLToPath(new URL("../../scripts/attack.ts", import.meta.url));

/** `npm run attack` against the shared stack. The bench checks response times, since other tests keep the machine busy here. */
function startAttack(options: readonly string[] = [], cloudUrl = stack.cloudUrl) {
  const child = spawn(process.execPath, [SCRIPT, "--stage", "local", "--without", "timing", ...options], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      API_PORT: new URL(stack.apiUrl).port,
      CLOUD_PORT: new URL(cloudUrl).port,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
  }
  return { child, output: () => printed, ended: once(child, "close") };
}

async function accountsLeft(): Promise<number> {
  const { body } = await new ApiClient(stack).get("/v1/auth/config");
  const cognito = cognitoClient(stack.cloudUrl);
  const { Users = [] } = await cognito.send(
    new ListUsersCommand({ UserPoolId: String(body.userPoolId), Filter: 'email ^= "success+attack-"' }),
  );
  cognito.destroy();
  return Users.length;
}

test("the local stack withstands every attack, and the accounts are removed", async () => {
  const { output, ended } = startAttack();
  const [code] = await ended;
  const lines = output().split("\n");
  const others = lines.filter((line) => /^(FINDING|skipped)/.test(line));
  // All tests here are one client, and the stage local does not limit clients.
  expect(others).toEqual([expect.stringMatching(/^skipped +limits +one client can't go on/)]);
  expect(output()).toMatch(/^\d+ held, 0 findings, 1 skipped$/m);
  expect(output()).not.toMatch(/eyJ/);
  expect(code).toBe(0);
  expect(await accountsLeft()).toBe(0);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s removes the accounts, including one that is being created",
  async (signal) => {
    await using cloud = await startLossyEndpoint(stack.cloudUrl);
    const { child, output, ended } = startAttack(["--only", "sessions,tokens"], cloud.url);
    const stop = async () => {
      child.kill(signal);
      while (!output().includes("Stopping")) await once(child.stderr, "data");
    };
    // The first account is created before the first attack.
    cloud.before("AdminCreateUser", async () => cloud.before("AdminCreateUser", stop));
    const [code] = await ended;
    expect(code).toBe(130);
    expect(output()).not.toMatch(/could not be removed|could not run/);
    expect(await accountsLeft()).toBe(0);
  },
);
