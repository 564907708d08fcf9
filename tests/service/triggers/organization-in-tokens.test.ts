import {
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { TransactingTable } from "../../../libs/activity/transact-write.ts";
import { removeMember } from "../../../libs/organizations/members.ts";
import { chooseOrganization, createOrganization } from "../../../libs/organizations/organizations.ts";
import { patientActivityTable } from "../../support/worlds/activity-table.ts";
import { claimsOf } from "../../support/worlds/cognito-app.ts";
import { setAwsEndpoint } from "../../support/worlds/environment.ts";
import { PASSWORD, register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

let world: TriggerWorld;
let table: TransactingTable;
let number = 0;

beforeAll(async () => {
  world = await startTriggerWorld();
  table = patientActivityTable();
  await world.admin.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: world.poolId,
      ClientId: world.clientId,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 },
      EnableTokenRevocation: true,
    }),
  );
});

beforeEach(() => {
  output.mockClear();
});

async function startMember() {
  number += 1;
  const email = `member-${number}@example.com`;
  const sub = await register(world, email);
  const { id } = await createOrganization(table, { sub, name: "Acme" }, world.cloud.clock.now());
  return { email, sub, id };
}

async function signIn(email: string, metadata?: Record<string, string>) {
  const { AuthenticationResult } = await world.admin.send(
    new InitiateAuthCommand({
      ClientId: world.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
      ...(metadata === undefined ? {} : { ClientMetadata: metadata }),
    }),
  );
  return AuthenticationResult ?? {};
}

async function refresh(RefreshToken: string | undefined, organization?: string) {
  const { AuthenticationResult } = await world.admin.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: world.clientId,
      RefreshToken,
      ...(organization === undefined ? {} : { ClientMetadata: { organization } }),
    }),
  );
  return AuthenticationResult ?? {};
}

const organizationIn = (token: string | undefined) => {
  const { org_id, org_role } = claimsOf(token);
  return [org_id, org_role];
};

test("the chosen organization is in the access token and in the ID token", async () => {
  const { email, id } = await startMember();
  const { AccessToken, IdToken } = await signIn(email);
  expect([AccessToken, IdToken].map(organizationIn)).toEqual([
    [id, "owner"],
    [id, "owner"],
  ]);
});

test("a user without memberships has neither claim", async () => {
  const email = "alone@example.com";
  await register(world, email);
  const { AccessToken, IdToken } = await signIn(email);
  for (const token of [AccessToken, IdToken]) {
    expect(claimsOf(token)).not.toHaveProperty("org_id");
    expect(claimsOf(token)).not.toHaveProperty("org_role");
  }
});

describe("a refresh", () => {
  test("gives a token for the organization that it asks for, or for none", async () => {
    const { email, sub, id } = await startMember();
    const other = await createOrganization(table, { sub, name: "Other" }, world.cloud.clock.now());
    await chooseOrganization(table, { sub, organization: other.id });
    const { RefreshToken, AccessToken } = await signIn(email);
    expect(organizationIn(AccessToken)).toEqual([other.id, "owner"]);
    expect(organizationIn((await refresh(RefreshToken, id)).AccessToken)).toEqual([id, "owner"]);
    expect(organizationIn((await refresh(RefreshToken, "none")).AccessToken)).toEqual([undefined, undefined]);
  });

  test("gives no organization of other users, whatever it asks for", async () => {
    const [one, other] = [await startMember(), await startMember()];
    const { RefreshToken } = await signIn(one.email);
    for (const asked of [other.id, "org_", "", "x".repeat(2000), "ORG#1"]) {
      expect(organizationIn((await refresh(RefreshToken, asked)).AccessToken)).toEqual([
        undefined,
        undefined,
      ]);
    }
    expect(output).not.toHaveBeenCalledWith(expect.stringContaining("organization_not_read"));
  });

  test("has no organization once the member was removed", async () => {
    const { email, sub, id } = await startMember();
    const { RefreshToken } = await signIn(email);
    await table.update({
      key: { PK: `ORG#${id}`, SK: "ORGANIZATION" },
      expression: "SET #owners = :two, #members = :two",
      values: { two: 2 },
    });
    await removeMember(table, { organization: id, sub, from: "owner" });
    expect(organizationIn((await refresh(RefreshToken)).AccessToken)).toEqual([undefined, undefined]);
    expect(organizationIn((await refresh(RefreshToken, id)).AccessToken)).toEqual([undefined, undefined]);
  });
});

test("metadata of the first step of a sign-in do not reach the trigger, as on AWS", async () => {
  const { email, sub, id } = await startMember();
  await chooseOrganization(table, { sub, organization: null });
  const { AccessToken } = await signIn(email, { organization: id });
  expect(organizationIn(AccessToken)).toEqual([undefined, undefined]);
});

test("if the table can't be read, the token has no organization, and a metric tells", async () => {
  const { email, sub } = await startMember();
  expect(sub).toBeDefined();
  const endpoint = String(process.env.AWS_ENDPOINT_URL);
  setAwsEndpoint("http://127.0.0.1:1");
  try {
    const { AccessToken } = await signIn(email);
    expect(organizationIn(AccessToken)).toEqual([undefined, undefined]);
    expect(claimsOf(AccessToken).scope).toContain("api/profile");
  } finally {
    setAwsEndpoint(endpoint);
  }
  expect(output.mock.calls.map(([line]) => String(line)).join("")).toContain("organization_not_read");
});
