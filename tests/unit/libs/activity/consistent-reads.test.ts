import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { activityTable } from "../../../../libs/activity/activity-table.ts";
import { forgetUser } from "../../../../libs/activity/forget-user.ts";
import { listEventsOf } from "../../../../libs/activity/list-events.ts";
import { transactingTable } from "../../../../libs/activity/transact-write.ts";
import { loadActiveOrganization } from "../../../../libs/organizations/active-organization.ts";
import { listInvitations } from "../../../../libs/organizations/invitations.ts";
import { leaveAllOrganizations } from "../../../../libs/organizations/leave-all.ts";
import { listOrganizationIds } from "../../../../libs/organizations/organizations.ts";
import { sessionStore } from "../../../../libs/sessions/session-store.ts";
import { type AwsEndpoint, startAwsEndpoint } from "../../../support/worlds/aws-endpoint.ts";

/** The local table never lags behind, so only the requests show what AWS is asked for. */
let aws: AwsEndpoint;

beforeAll(async () => {
  aws = await startAwsEndpoint();
  aws.answer(() => ({ headers: { "content-type": "application/x-amz-json-1.0" }, body: '{"Items":[]}' }));
});

beforeEach(() => {
  aws.received.length = 0;
});

afterAll(() => aws.stop());

const table = activityTable("activity");

const queries = () =>
  aws.received
    .filter(({ headers }) => String(headers["x-amz-target"]).endsWith(".Query"))
    .map(({ body }) => JSON.parse(body).ConsistentRead);

test.each<[string, () => Promise<unknown>]>([
  ["the organization of a token", () => loadActiveOrganization(table, "ada", undefined)],
  ["the organizations that a user leaves", () => listOrganizationIds(table, "ada")],
  [
    "a deleted user's memberships",
    () => leaveAllOrganizations(transactingTable("activity"), "ada", { lastOwner: "refuse", now: 0 }),
  ],
  ["open invitations", () => listInvitations(table, "org_AAAAAAAAAAAAAAAA", 0)],
  ["sessions to end", () => sessionStore(table).list("ada")],
  ["what is forgotten of a user", () => forgetUser(table, "ada")],
])("%s are read with every write that was answered before", async (_what, read) => {
  await read();
  expect(queries()).toEqual(queries().map(() => true));
  expect(queries().length).toBeGreaterThan(0);
});

test("lists for people are read at half the price", async () => {
  await listEventsOf(table, "ada", { limit: 10, from: 0, to: 1 });
  expect(queries()).toEqual([undefined]);
});
