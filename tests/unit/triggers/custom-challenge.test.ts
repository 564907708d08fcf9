import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from "aws-lambda";
import fc from "fast-check";
import { REFUSALS } from "../../../libs/messages/refusals.ts";
import { startAwsEndpoint } from "../../support/worlds/aws-endpoint.ts";
import { setEnvironment } from "../../support/worlds/environment.ts";
import { triggerEvent } from "../../support/worlds/trigger-event.ts";

setEnvironment({ SMS_COUNTRIES: "DE" });

const DEFINE = "DefineAuthChallenge_Authentication";
const CREATE = "CreateAuthChallenge_Authentication";
const VERIFY = "VerifyAuthChallengeResponse_Authentication";

let aws: Awaited<ReturnType<typeof startAwsEndpoint>>;
let define: (event: DefineAuthChallengeTriggerEvent) => Promise<DefineAuthChallengeTriggerEvent>;
let create: (event: CreateAuthChallengeTriggerEvent) => Promise<CreateAuthChallengeTriggerEvent>;
let verify: (
  event: VerifyAuthChallengeResponseTriggerEvent,
) => Promise<VerifyAuthChallengeResponseTriggerEvent>;

beforeAll(async () => {
  aws = await startAwsEndpoint();
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
  ({ handler: define } = await import("../../../triggers/define-auth-challenge.ts"));
  ({ handler: create } = await import("../../../triggers/create-auth-challenge.ts"));
  ({ handler: verify } = await import("../../../triggers/verify-auth-challenge-response.ts"));
});

beforeEach(() => {
  aws.received.length = 0;
  aws.answer(() => ({ body: "{}" }));
});

afterAll(() => aws.stop());

describe("golden events", () => {
  test("define starts with our own challenge, and changes only the response", async () => {
    const golden = triggerEvent<DefineAuthChallengeTriggerEvent>(DEFINE);
    expect(await define(triggerEvent(DEFINE))).toEqual({
      ...golden,
      response: { challengeName: "CUSTOM_CHALLENGE", issueTokens: false, failAuthentication: false },
    });
  });

  test("define never gives tokens to an unknown user", async () => {
    const event = triggerEvent<DefineAuthChallengeTriggerEvent>(DEFINE);
    const id = "A".repeat(22);
    const right = { challengeName: "CUSTOM_CHALLENGE", challengeResult: true } as const;
    event.request.session = [
      { ...right, challengeMetadata: `PARAMETERS:${id}:${"s".repeat(43)}` },
      { ...right, challengeMetadata: `CODE:${id}:${Date.now() + 60_000}:${"d".repeat(43)}` },
    ];
    const tokens = { issueTokens: true, failAuthentication: false };
    expect((await define(structuredClone(event))).response).toEqual(tokens);
    event.request.userNotFound = true;
    expect((await define(event)).response).toEqual({ issueTokens: false, failAuthentication: true });
  });

  test("create asks for one of the available channels, without any call", async () => {
    const golden = triggerEvent<CreateAuthChallengeTriggerEvent>(CREATE);
    const created = await create(triggerEvent(CREATE));
    expect(created).toEqual({
      ...golden,
      response: {
        publicChallengeParameters: { challenge: "PROVIDE_AUTH_PARAMETERS", channels: "sms" },
        privateChallengeParameters: {
          challenge: "PROVIDE_AUTH_PARAMETERS",
          challengeId: expect.stringMatching(/^[\w-]{22}$/),
        },
        challengeMetadata: expect.stringMatching(/^PARAMETERS:[\w-]{22}:[\w-]{43}$/),
      },
    });
    expect(aws.received).toEqual([]);
  });

  test("create gives an unknown user the same challenge", async () => {
    const event = triggerEvent<CreateAuthChallengeTriggerEvent>(CREATE);
    event.request = { ...event.request, userAttributes: {}, userNotFound: true };
    expect((await create(event)).response.publicChallengeParameters).toEqual({
      challenge: "PROVIDE_AUTH_PARAMETERS",
      channels: "sms",
    });
  });

  test("verify accepts the channel, records it once, and changes only the response", async () => {
    const golden = triggerEvent<VerifyAuthChallengeResponseTriggerEvent>(VERIFY);
    expect(await verify(triggerEvent(VERIFY))).toEqual({ ...golden, response: { answerCorrect: true } });
    expect(aws.received).toHaveLength(1);
    expect(aws.received[0]?.headers["x-amz-target"]).toBe("DynamoDB_20120810.PutItem");
    expect(JSON.parse(aws.received[0]?.body ?? "")).toMatchObject({
      ConditionExpression: "attribute_not_exists(#pk)",
      Item: { PK: { S: `OTP#${"A".repeat(22)}` }, channel: { S: "email" } },
    });
  });

  test("without the table, both only report that codes are unavailable", async () => {
    aws.answer(() => ({ status: 400, body: '{"__type":"AccessDeniedException","message":"arn:aws:…"}' }));
    await expect(verify(triggerEvent(VERIFY))).rejects.toEqual(new Error(REFUSALS.codesUnavailable));
  });
});

const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "",
    "email",
    '{"channel":"email"}',
    '{"channel":"sms"}',
    "123456",
    "CUSTOM_CHALLENGE",
    "SRP_A",
    "PASSWORD_VERIFIER",
    "PROVIDE_AUTH_PARAMETERS",
    "ONE_TIME_CODE",
    "challenge",
    "challengeId",
    "digest",
    "A".repeat(22),
    `PARAMETERS:${"A".repeat(22)}:${"s".repeat(43)}`,
    `CODE:${"A".repeat(22)}:99999999999999:${"d".repeat(43)}`,
  ),
);
const strings = fc.dictionary(texts, texts, { maxKeys: 4 });

/** Members of all three events; each trigger reads its own part. */
const requests = fc.record(
  {
    userAttributes: strings,
    session: fc.oneof(
      fc.constant(null),
      fc.array(
        fc.record(
          { challengeName: texts, challengeResult: fc.boolean(), challengeMetadata: fc.option(texts) },
          { requiredKeys: ["challengeName", "challengeResult"] },
        ),
        { maxLength: 4 },
      ),
    ),
    challengeName: texts,
    privateChallengeParameters: fc.oneof(
      fc.constant(null),
      strings,
      fc.record({
        challenge: fc.constantFrom("PROVIDE_AUTH_PARAMETERS", "ONE_TIME_CODE"),
        challengeId: texts,
        digest: texts,
      }),
    ),
    challengeAnswer: texts,
    clientMetadata: fc.option(strings, { nil: undefined }),
    userNotFound: fc.boolean(),
  },
  { requiredKeys: ["userAttributes", "challengeAnswer"] },
);

/** AWS's possible answers: nothing, an item, an error. */
const answers = fc.oneof(
  fc.constant({ body: "{}" }),
  fc.constant({
    body: JSON.stringify({
      Item: { key: { S: "k" }, sealed: { S: "123456" }, channel: { S: "email" }, validUntil: { N: "1" } },
      Attributes: { key: { S: "k" }, sealed: { S: "123456" }, channel: { S: "sms" }, validUntil: { N: "1" } },
      UserStatus: "CONFIRMED",
      Enabled: true,
      UserAttributes: [{ Name: "email", Value: "jane@example.com" }],
    }),
  }),
  fc.constant({ status: 400, body: '{"__type":"ConditionalCheckFailedException"}' }),
  fc.record({ status: fc.constantFrom(400, 403, 404), body: fc.string() }),
);

describe("random events", () => {
  const own: readonly unknown[] = [REFUSALS.signInOver, REFUSALS.codesUnavailable];

  async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
    try {
      await run();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  test.each([
    [DEFINE, (event: unknown) => define(event as DefineAuthChallengeTriggerEvent), [undefined]],
    [CREATE, (event: unknown) => create(event as CreateAuthChallengeTriggerEvent), [undefined, ...own]],
    [
      VERIFY,
      (event: unknown) => verify(event as VerifyAuthChallengeResponseTriggerEvent),
      [undefined, REFUSALS.codesUnavailable],
    ],
  ] as const)("%s throws only its own refusals", async (source, run, allowed) => {
    await fc.assert(
      fc.asyncProperty(requests, answers, async (request, answer) => {
        aws.answer(() => answer);
        const event = { ...triggerEvent<object>(source), request };
        expect(allowed).toContain(await outcomeOf(() => run(event)));
      }),
      { numRuns: 300 },
    );
  });
});
