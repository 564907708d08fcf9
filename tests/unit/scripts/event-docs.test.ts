import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type {
  ACCOUNT_EVENT_SOURCE,
  AccountEvent,
  AccountEventMessage,
  AccountEventType,
} from "../../../clients/typescript/account-events.ts";
import { EVENT_TYPES } from "../../../libs/activity/event-types.ts";
import { eventExample } from "../../../scripts/event-docs/event-example.ts";
import { eventSchema, TYPES } from "../../../scripts/event-docs/event-schemas.ts";
import { renderEventDocs, staleEventDocs } from "../../../scripts/event-docs.ts";

test("docs/events and the client's types are up to date; `npm run docs:events` updates them", () => {
  expect(staleEventDocs()).toEqual([]);
});

test("every type of the audit trail has a schema, a row and a type of its own", () => {
  const files = renderEventDocs();
  for (const type of Object.keys(EVENT_TYPES)) {
    expect(files).toHaveProperty([`docs/events/${type}.json`]);
    expect(files["docs/events/README.md"]).toContain(`| [\`${type}\`](${type}.json) |`);
    expect(files["clients/typescript/account-events.ts"]).toContain(`\n  ${type}: { version: `);
  }
});

describe("JSON Schemas", () => {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);

  test.each(TYPES)("the example of %s fits its schema, which allows later members", (type) => {
    const validate = ajv.compile(eventSchema(type));
    const example = eventExample(type);
    expect([validate(example), validate.errors]).toEqual([true, null]);
    expect(validate({ ...example, data: { ...example.data, later: 1 }, later: 2 })).toBe(true);
    const { id: _, ...withoutId } = example;
    expect(validate(withoutId)).toBe(false);
    expect(validate({ ...example, version: 2 })).toBe(false);
  });
});

describe("the client's types", () => {
  test("`type` distinguishes the events", () => {
    const describeEvent = (event: AccountEvent): string => {
      switch (event.type) {
        case "group_added":
          return event.data.group;
        case "mfa_changed":
          return event.data.enabled.join();
        default:
          return event.sub;
      }
    };
    expect(describeEvent(eventExample("group_added") as AccountEvent)).toBe("support");
    expect(describeEvent(eventExample("mfa_changed") as AccountEvent)).toBe("totp");
  });

  test("a message of one type has its detail", () => {
    const source: typeof ACCOUNT_EVENT_SOURCE = "serverless-auth.accounts";
    const type: AccountEventType = "otp_mismatch";
    const tries = ({ detail }: AccountEventMessage<"otp_mismatch">): number => detail.data.try;
    // @ts-expect-error a sign-out has no channel
    const channel = ({ detail }: AccountEventMessage<"sign_out">): string => detail.data.channel;
    expect([source, type, tries.length, channel.length]).toEqual(["serverless-auth.accounts", type, 1, 1]);
  });
});
