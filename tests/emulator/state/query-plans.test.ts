import { expect, test } from "@jest/globals";
import { createFakeClock } from "../../../local/clock.ts";
import { createCognitoService } from "../../../local/cognito/cognito-service.ts";
import { searchableAttributes } from "../../../local/cognito/state/user-tables.ts";
import { createRoleDirectory } from "../../../local/iam/role-directory.ts";
import { createIdentityService } from "../../../local/identity-pools/identity-service.ts";
import { createInbox } from "../../../local/inbox/create-inbox.ts";
import { createKmsService } from "../../../local/kms/create-kms-service.ts";
import { RecordingDatabase } from "../../support/worlds/recording-database.ts";

/** Every part of the local cloud that uses the database, with a database that records prepared statements. */
function startServices() {
  const database = new RecordingDatabase();
  const clock = createFakeClock();
  const onFault = (error: unknown) => {
    throw error;
  };
  const [region, accountId, endpoint] = ["us-east-1", "000000000000", () => "http://localhost:4566"];
  const cognito = createCognitoService({
    database,
    clock,
    outbox: createInbox(database, clock),
    encryptCode: async () => "",
    lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no functions here" }) },
    region,
    accountId,
    endpoint,
    onFault,
  });
  const { verifyIdToken } = cognito;
  const place = { database, clock, region, accountId, endpoint };
  const roles = createRoleDirectory();
  createIdentityService({ ...place, verifyIdToken, roles, onRefused: () => {}, onFault });
  createKmsService({ database, onFault });
  return { database, cognito };
}

/** Statements that may read a whole table. */
const WHOLE = [
  // Once, when the local cloud starts.
  "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
  "UPDATE cognito_import_jobs SET status = 'Failed', message = ?, completed_at = ? WHERE status IN ('Pending', 'InProgress', 'Stopping')",
  // The inbox without a recipient returns everything.
  `SELECT id, channel, sender AS "from", recipient AS "to", subject, text, html, code, link, source, sent_at AS "sentAt" FROM inbox_messages ORDER BY sequence DESC`,
];

/** Statements that may sort: only rows of one user or one identity. */
const SORTED = [
  "SELECT g.* FROM cognito_group_members m JOIN cognito_groups g ON g.key = m.group_key WHERE m.user_key = ? ORDER BY g.precedence IS NULL, g.precedence, g.name",
  "SELECT provider, subject FROM identity_logins WHERE identity_id = ? ORDER BY provider, subject",
];

test("no request reads or sorts more rows with more users", async () => {
  const { database, cognito } = startServices();
  const { UserPool } = await cognito.call("CreateUserPool", { PoolName: "people" });
  const UserPoolId = UserPool?.Id ?? "";
  const filters = [...searchableAttributes, "username", "sub", "cognito:user_status", "status"].flatMap(
    (name) => [`${name} = "Enabled"`, `${name} ^= "Enabled"`],
  );
  const before = database.prepared.size;
  for (const Filter of ["", ...filters]) await cognito.call("ListUsers", { UserPoolId, Filter });
  // The filter on status uses the same statement for both operators.
  expect(database.prepared.size - before).toBe(filters.length);

  const plans = [...database.prepared].map((sql) => ({ sql, plan: database.planOf(sql) }));
  const doing = (what: string) =>
    plans.filter(({ plan }) => plan.some((step) => step.includes(what))).map(({ sql }) => sql);
  expect(doing("SEARCH").length).toBeGreaterThan(100);
  expect(doing("SCAN").sort()).toEqual(WHOLE.sort());
  expect(doing("TEMP B-TREE").sort()).toEqual(SORTED.sort());
});

test("cascading deletes use an index", () => {
  const { database } = startServices();
  const references = database.references();
  expect(references.length).toBeGreaterThan(20);
  const scanning = references.filter(({ table, column }) =>
    database.planOf(`SELECT 1 FROM ${table} WHERE ${column} = ?`).some((step) => !step.startsWith("SEARCH")),
  );
  expect(scanning).toEqual([]);
});
