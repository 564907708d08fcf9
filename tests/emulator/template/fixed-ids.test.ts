/** Ids of the template's resources are derived from the stack's name; resources created by API calls have random ids. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Resource } from "../../../cloudformation/template.ts";
import { startTestCloud, type TestCloud } from "../../support/worlds/test-cloud.ts";

let state: string;
const clouds: TestCloud[] = [];

async function start(options: { readonly region?: string; readonly stateDirectory?: string } = {}) {
  const cloud = await startTestCloud(options);
  clouds.push(cloud);
  return cloud;
}

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "fixed-ids-test-"));
});

afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.close();
  rmSync(state, { recursive: true, force: true });
});

const RESOURCES: Readonly<Record<string, Resource>> = {
  Pool: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "main" } },
  Spa: {
    Type: "AWS::Cognito::UserPoolClient",
    Properties: { UserPoolId: { Ref: "Pool" }, ClientName: "spa" },
  },
  Server: {
    Type: "AWS::Cognito::UserPoolClient",
    Properties: { UserPoolId: { Ref: "Pool" }, ClientName: "server", GenerateSecret: true },
  },
  Identities: {
    Type: "AWS::Cognito::IdentityPool",
    Properties: { AllowUnauthenticatedIdentities: false },
  },
};

async function idsOf(cloud: TestCloud, stackName = "auth-local", Resources = RESOURCES) {
  const stack = await cloud.provision({ Resources }, { stackName, apiUrl: "http://localhost:3000" });
  const ref = (Ref: string) => String(stack.evaluate({ Ref }, "here"));
  const [pool, spa, server, identities] = ["Pool", "Spa", "Server", "Identities"].map(ref);
  const described = await cloud.cognito.call("DescribeUserPoolClient", {
    UserPoolId: String(pool),
    ClientId: String(server),
  });
  return { pool, spa, server, identities, secret: described.UserPoolClient?.ClientSecret };
}

test("two machines give the stack the same ids, in AWS's formats", async () => {
  const ids = await idsOf(await start());
  expect(await idsOf(await start())).toEqual(ids);
  expect(ids.pool).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
  expect(ids.spa).toMatch(/^[a-z0-9]{26}$/);
  expect(ids.server).toMatch(/^[a-z0-9]{26}$/);
  expect(ids.secret).toMatch(/^[a-z0-9]{52}$/);
  expect(ids.identities).toMatch(
    /^us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("the ids never change, because configurations contain them", async () => {
  expect(await idsOf(await start())).toMatchInlineSnapshot(`
{
  "identities": "us-east-1:e467b0e7-493c-48e8-b98e-ac080b35cb2e",
  "pool": "us-east-1_Ozwudx2ED",
  "secret": "qbywgjlh3c9r6ie31zdbhmcgkpqs93cx44hjf5i7jzv97zixm1i1",
  "server": "he0gppswgn10sgbxvc5vicflvw",
  "spa": "mg9071z8obg11p6ijtvfphjv4o",
}
`);
});

test("another stack, region or logical id has other ids", async () => {
  const all = [
    await idsOf(await start()),
    await idsOf(await start(), "auth-other"),
    await idsOf(await start({ region: "eu-west-1" })),
  ].flatMap((ids) => Object.values(ids));
  expect(new Set(all).size).toBe(15);
});

test("API calls create random ids, also with the same name", async () => {
  const cloud = await start();
  const { pool, spa, server } = await idsOf(cloud);
  const made = await cloud.cognito.call("CreateUserPool", { PoolName: "main" });
  const client = await cloud.cognito.call("CreateUserPoolClient", {
    UserPoolId: String(pool),
    ClientName: "spa",
  });
  expect(made.UserPool?.Id).not.toBe(pool);
  expect([spa, server]).not.toContain(client.UserPoolClient?.ClientId);
});

test("a state folder with other ids keeps them", async () => {
  const cloud = await start({ stateDirectory: state });
  const before = await idsOf(cloud, "former-name");
  await cloud.close();
  clouds.splice(0);
  expect(await idsOf(await start({ stateDirectory: state }))).toEqual(before);
});

test("a client that was deleted through the API is created again with its id and secret", async () => {
  const cloud = await start();
  const before = await idsOf(cloud);
  await cloud.cognito.call("DeleteUserPoolClient", {
    UserPoolId: String(before.pool),
    ClientId: String(before.server),
  });
  expect(await idsOf(cloud)).toEqual(before);
});

test.each(["Pool", "Spa", "Identities"])("another resource's id is refused: %s", async (logicalId) => {
  const cloud = await start({ stateDirectory: state });
  await idsOf(cloud);
  await cloud.close();
  clouds.splice(0);
  // The resource no longer belongs to the stack: the id is another resource's.
  const database = new DatabaseSync(join(state, "cloud.sqlite"));
  database.prepare("DELETE FROM stack_resources WHERE logical_id = ?").run(logicalId);
  database.close();
  await expect(idsOf(await start({ stateDirectory: state }))).rejects.toThrow(
    new RegExp(`^Resources\\.${logicalId}: the stack's name gives it the id .* another .* --fresh`),
  );
});
