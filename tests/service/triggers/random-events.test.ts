import { beforeAll, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { REFUSALS } from "../../../libs/messages/refusals.ts";
import { TRIGGER_SOURCES } from "../../../local/cognito/trigger-port.ts";
import { codePoint } from "../../support/fuzz/code-point.ts";
import { loadTrigger, SERVICE_TRIGGERS } from "../../support/worlds/service-triggers.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";
import { register } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

const output = jest.spyOn(process.stdout, "write").mockReturnValue(true);

let world: TriggerWorld;
let ada: string;

beforeAll(async () => {
  world = await startTriggerWorld();
  ada = await register(world, "ada@example.com");
});

const TRIGGERS = [...SERVICE_TRIGGERS.keys()].map((name) => [TRIGGER_SOURCES[name], name] as const);

/** A marker in everything that users send; it must not occur in any output. */
const SECRET = "s3cr3t-marker";

const text = fc.oneof(fc.string({ unit: codePoint }), fc.constant(SECRET), fc.constant(""));

/** Attributes as they are today, invalid ones, and ones that may exist in future. */
const attributes = fc.option(
  fc.dictionary(
    fc.constantFrom(
      "sub",
      "email",
      "email_verified",
      "cognito:user_status",
      "locale",
      "identities",
      "custom:x",
    ),
    fc.oneof(
      text,
      fc.constantFrom(
        "ada@example.com",
        "eve@denied.example",
        "true",
        "EXTERNAL_PROVIDER",
        `${SECRET}@example.com`,
      ),
    ),
  ),
  { nil: null },
);

const request = fc.record(
  {
    userAttributes: attributes,
    validationData: fc.option(fc.dictionary(text, text), { nil: null }),
    clientMetadata: fc.dictionary(text, text),
    userNotFound: fc.boolean(),
    newDeviceUsed: fc.option(fc.boolean(), { nil: null }),
    password: fc.option(text, { nil: null }),
    groupConfiguration: fc.record(
      { groupsToOverride: fc.option(fc.array(text), { nil: null }), iamRolesToOverride: fc.array(text) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

test.each(TRIGGERS)("%j: any event gets a valid answer or a public refusal", async (sources, name) => {
  const handler = await loadTrigger(name);
  const userName = fc.oneof(text, fc.constantFrom(ada, "Google_1", "google_", "_", "ada@example.com"));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), userName, request, async (source, user, asked) => {
      const golden = triggerEvent<Record<string, unknown>>(source);
      const event = { ...golden, userName: user, userPoolId: world.poolId, request: asked };
      output.mockClear();
      const outcome = await handler(structuredClone(event) as never).then(
        (answer) => ({ ...(answer as Record<string, unknown>), response: null }),
        ({ message }: Error) => message,
      );
      // The fields that identify the event are unchanged, or Cognito would refuse the answer.
      expect([{ ...event, response: null }, ...Object.values<string>(REFUSALS)]).toContainEqual(outcome);
      const log = output.mock.calls.map(([line]) => String(line)).join("");
      expect(log).not.toContain(SECRET);
    }),
    { numRuns: 60 },
  );
});
