import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { withDefaults } from "../../cloudformation/parameter-values.ts";
import { resolveVariant } from "../../cloudformation/resolve-template.ts";
import type { Template } from "../../cloudformation/template.ts";
import { activityTable } from "../../libs/activity/activity-table.ts";
import { forgetUser } from "../../libs/activity/forget-user.ts";
import { recordEvent } from "../../libs/activity/record-event.ts";
import { EVENT_SOURCE } from "../../libs/events/account-events.ts";
import { STAGES, type Stage } from "../../scripts/packaging/package-stages.ts";
import { resourceNamed } from "../../scripts/template/check.ts";
import { packagedTemplates } from "../support/checks/template/packaged-templates.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { setAwsEndpoint } from "../support/worlds/environment.ts";
import { startWebhook, type Webhook } from "../support/worlds/event-world.ts";
import { inProcessLambdas } from "../support/worlds/in-process-lambdas.ts";
import { startTestCloud, type TestCloud } from "../support/worlds/test-cloud.ts";

const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:account-events-AbCdEf";
const OF_EVENTS = /^AccountEvents/;

let packaged: Record<Stage, Template>;
beforeAll(async () => {
  packaged = await packagedTemplates();
});

const namesIn = ({ Resources }: Template) =>
  Object.keys(Resources)
    .filter((name) => OF_EVENTS.test(name))
    .sort();

const parts = {
  off: [],
  on: [
    "AccountEventsBus",
    "AccountEventsDeadLetters",
    "AccountEventsDeadLettersPolicy",
    "AccountEventsPipe",
    "AccountEventsPipeRole",
  ],
  webhook: [
    "AccountEventsWebhook",
    "AccountEventsWebhookConnection",
    "AccountEventsWebhookRole",
    "AccountEventsWebhookRule",
  ],
};

describe.each(STAGES)("stage %s", (stage) => {
  const variant = (AccountEvents: string, Url = "", Arn = "") =>
    resolveVariant(packaged[stage], {
      AccountEvents,
      AccountEventsWebhookUrl: Url,
      AccountEventsWebhookSecretArn: Arn,
      Monitoring: "false",
    });

  test("without account events there is no stream, and nothing that could read one", () => {
    const template = variant("false", "https://hooks.example.com", SECRET);
    expect(namesIn(template)).toEqual(parts.off);
    expect(resourceNamed(template, "ActivityTable").Properties).not.toHaveProperty("StreamSpecification");
  });

  test("with them there is a bus; a webhook needs its address and its secret", () => {
    expect(namesIn(variant("true"))).toEqual(parts.on);
    expect(namesIn(variant("true", "https://hooks.example.com"))).toEqual(parts.on);
    expect(namesIn(variant("true", "", SECRET))).toEqual(parts.on);
    const all = [...parts.on, ...parts.webhook].sort();
    expect(namesIn(variant("true", "https://hooks.example.com", SECRET))).toEqual(all);
  });
});

test("only the laptop has them from the start: elsewhere they cost money, and data leaves", () => {
  const isOn = (stage: Stage) => packaged[stage].Parameters?.AccountEvents?.Default;
  expect(STAGES.map((stage) => [stage, isOn(stage)])).toEqual(
    STAGES.map((stage) => [stage, stage === "local" ? "true" : "false"]),
  );
});

test("the pipe's role reads the stream, calls the function and writes to the bus and the queue, nothing else", () => {
  const template = resolveVariant(packaged.prod, { AccountEvents: "true" });
  const { Policies } = resourceNamed(template, "AccountEventsPipeRole").Properties as {
    readonly Policies: readonly {
      readonly PolicyDocument: {
        readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: unknown }[];
      };
    }[];
  };
  const rights = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  expect(rights.map(({ Action, Resource }) => [[Action].flat().join(" "), Resource])).toEqual([
    [
      "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams",
      { "Fn::GetAtt": ["ActivityTable", "StreamArn"] },
    ],
    ["lambda:InvokeFunction", { "Fn::GetAtt": ["DescribeAccountEventsLambdaFunction", "Arn"] }],
    ["events:PutEvents", { "Fn::GetAtt": ["AccountEventsBus", "Arn"] }],
    ["sqs:SendMessage", { "Fn::GetAtt": ["AccountEventsDeadLetters", "Arn"] }],
  ]);
});

describe("the template of a laptop, with the service's own code", () => {
  const START = Date.UTC(2026, 0, 15, 12);
  let cloud: TestCloud;
  let webhook: Webhook;
  const table = activityTable("serverless-auth-test-ActivityTable");

  beforeAll(async () => {
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const { handler } = await import("../../jobs/describe-account-events.ts");
    webhook = await startWebhook();
    cloud = closeAtEnd(
      await startTestCloud({
        lambdas: inProcessLambdas(handler as (event: never) => unknown),
        secrets: { LOCAL_SECRET_ACCOUNT_EVENTS_WEBHOOK: "a-secret" },
      }),
    );
    const template = withDefaults(packaged.local, { AccountEventsWebhookUrl: webhook.url });
    await cloud.provision(template, { stackName: "serverless-auth-test", apiUrl: "http://localhost:3000" });
    setAwsEndpoint(cloud.endpoint);
  });

  const eventsOf = async (sub: string, count: number) => {
    for (;;) {
      const response = await fetch(`${cloud.endpoint}/_local/events?user=${sub}`);
      const { events } = (await response.json()) as {
        readonly events: readonly { readonly detail: { readonly id: string; readonly type: string } }[];
      };
      if (events.length >= count) return events;
    }
  };

  test("an entry of the audit trail is one event, however many items it has, and posted with the secret", async () => {
    // An administrator's act on an account: the entry, and its copies for searches by actor and by type.
    const entry = {
      type: "user_disabled",
      sub: "ada",
      actor: "root",
      reason: "left",
      ip: "203.0.113.7",
    } as const;
    await recordEvent(table, entry, { now: START });
    await recordEvent(table, { type: "sign_out", sub: "ada" }, { now: START + 1 });
    const events = await eventsOf("ada", 2);
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      source: EVENT_SOURCE,
      "detail-type": "user_disabled",
      time: "2026-01-15T12:00:00Z",
      detail: {
        version: 1,
        type: "user_disabled",
        at: "2026-01-15T12:00:00.000Z",
        sub: "ada",
        actor: "root",
        data: {},
      },
    });
    expect(JSON.stringify(events)).not.toMatch(/203\.0\.113\.7|left/);
    while (webhook.received.length < 2) await eventsOf("ada", 2);
    expect(webhook.received.map(({ headers }) => headers["x-account-events-secret"])).toEqual([
      "a-secret",
      "a-secret",
    ]);
  });

  test("a delivery that is repeated has the same ids", async () => {
    webhook.received.length = 0;
    webhook.answers.push(500, 500);
    await recordEvent(table, { type: "sign_in", sub: "bob", detail: { flow: "native" } }, { now: START });
    await eventsOf("bob", 1);
    while (webhook.received.length < 3) await eventsOf("bob", 1);
    const ids = webhook.received.map(({ event }) => [event.id, event.detail.id].join());
    expect(new Set(ids).size).toBe(1);
  });

  test("other writes are not events: sessions, limits, and the deletion of all that is known", async () => {
    await table.put({ PK: "USER#cy", SK: "SESSION#1", secret: "a session" });
    await table.update({
      key: { PK: "LIMIT#1", SK: "COUNT" },
      expression: "SET #n = :n",
      values: { n: 1 },
    });
    await recordEvent(table, { type: "sign_up", sub: "cy" }, { now: START });
    await forgetUser(table, "cy");
    await recordEvent(table, { type: "account_deleted", sub: "cy" }, { now: START + 1 });
    const events = await eventsOf("cy", 2);
    expect(events.map(({ detail }) => detail.type)).toEqual(["account_deleted", "sign_up"]);
    const all = await (await fetch(`${cloud.endpoint}/_local/events?limit=1000`)).text();
    expect(all).not.toContain("a session");
  });
});
