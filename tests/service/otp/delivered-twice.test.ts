import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ACTIVITY_TABLE } from "../../support/worlds/activity-table.ts";
import { type OtpApp, otherThan, startOtpApp } from "../../support/worlds/otp-app.ts";

let app: OtpApp;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  app = await startOtpApp();
  dynamodb = new DynamoDBClient({ endpoint: app.cloud.endpoint });
});

afterAll(async () => {
  dynamodb.destroy();
});

type Row = Record<string, unknown>;

/** The table without random ids and secrets, and with the shards of counters summed up. */
async function state(since: ReadonlySet<string>): Promise<{ rows: string[]; keys: Set<string> }> {
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: ACTIVITY_TABLE, ConsistentRead: true }),
  );
  const all = Items.map((item) => unmarshall(item) as Row);
  const keyOf = ({ PK, SK }: Row) => `${PK} ${SK}`;
  const rows = all
    .filter((row) => !since.has(keyOf(row)) && !String(row.PK).startsWith("COUNT#"))
    .map(describeRow)
    .sort();
  return { rows, keys: new Set(all.map(keyOf)) };
}

/** The kind of a row, and its numbers. */
const describeRow = ({ PK, type, count, guesses, tokens, usedBy, sentTo }: Row): string =>
  JSON.stringify({
    kind: String(PK)
      .split("#")
      .slice(0, String(PK).startsWith("LIMIT") ? 2 : 1),
    type,
    count,
    guesses: guesses instanceof Set ? guesses.size : undefined,
    tokens: tokens instanceof Set ? tokens.size : undefined,
    isUsed: usedBy !== undefined,
    isSent: sentTo !== undefined,
  });

/** Sign-ins: one after a wrong code, one abandoned, and one ended after three wrong codes. */
async function signIns(): Promise<string[]> {
  const [ada, eve] = [await app.newPerson(), await app.newPerson()];
  let step = await app.ask(ada);
  step = await app.answer(ada, step, otherThan(app.codeFor(ada)));
  step = await app.ask(eve);
  for (let tries = 0; tries < 2; tries += 1) step = await app.answer(eve, step, otherThan(app.codeFor(eve)));
  await app.ask(`nobody.of.${eve}`);
  return [ada, eve];
}

describe("every event delivered twice", () => {
  test("leaves the same state as one delivery, and sends once", async () => {
    const before = await state(new Set());
    await signIns();
    const once = await state(before.keys);
    app.advance(3_600_000);

    app.deliveries = 2;
    const people = await signIns();
    app.deliveries = 1;
    const twice = await state(once.keys);
    expect(twice.rows).toEqual(once.rows);
    expect(people.map((email) => app.sentTo(email).length)).toEqual([1, 1]);
  });

  test("the challenge of the second delivery signs in like that of the first", async () => {
    const email = await app.newPerson();
    app.deliveries = 2;
    const step = await app.ask(email);
    app.deliveries = 1;
    expect((await app.answer(email, step, app.codeFor(email))).AuthenticationResult).toBeDefined();
  });

  test("a right code is accepted once: if Cognito asks again, it is refused", async () => {
    const email = await app.newPerson();
    const step = await app.ask(email);
    app.deliveries = 2;
    const second = await app.answer(email, step, app.codeFor(email));
    app.deliveries = 1;
    expect(second.AuthenticationResult).toBeUndefined();
  });
});
