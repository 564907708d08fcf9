/**
 * Fuzzes every operation of a service with valid, spoiled and hostile requests, generated from AWS's model, against a cloud with
 * one object of each kind. Every answer must be allowed by AWS's model and be in time, and a refused request must change nothing.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { notBuilt } from "../../../../local/cognito/operations.ts";
import type { ModelFile, ServiceModel } from "../../../../local/protocol/service-model.ts";
import { bentExample } from "./bent-example.ts";
import { type Answer, type CloudUnderFuzz, loadedModel, startCloudUnderFuzz } from "./cloud-under-fuzz.ts";
import { readFuzzSettings } from "./fuzz-settings.ts";
import { hostileBody } from "./hostile-body.ts";
import { populateCloud } from "./populate-cloud.ts";
import type { Knowledge } from "./population.ts";
import { type Spoiled, spoil } from "./spoiled-input.ts";
import { validInput } from "./valid-input.ts";

/** In milliseconds, longer than any answer takes on a busy machine. */
const IN_TIME = 10_000;

/** Tables that a refused request may change, with the reason. */
const tracesOfRefusal: Readonly<Record<string, string>> = {
  cognito_attempts: "wrong tries and sent codes are counted, to lock after too many",
  cognito_auth_events: "a failed sign-in is an event",
  cognito_challenge_sessions: "a session is used up by its answer, right or wrong",
  cognito_passkey_registrations: "so is the challenge of a passkey's registration",
};

/** Operations that can't accept any request, with the reason. */
const neverAccepted = new Map([
  ["UpdateAuthEventFeedback", "its token comes with mails of threat protection, and none are sent"],
  ["StopUserImportJob", "a job is done before it can be stopped"],
]);
/** This many requests are enough to see whether an operation accepts some of them. */
const TELLING = 200;

/** Each service's error for an input that breaks the model's constraints; the model does not list it for every operation. */
const VIOLATION: Readonly<Record<ModelFile, string>> = {
  "cognito-idp.json": "InvalidParameterException",
  "cognito-identity.json": "ValidationException",
};

/** Operations that only read. */
const isReader =
  /^(Admin)?(List|Describe|Lookup|GetUser$|GetDevice|GetGroup|GetCSVHeader|GetUICustomization)/;

const { runs, seed, only } = readFuzzSettings();

/** Time limit for an operation, in milliseconds: a pool's RSA keys take one or two seconds on a busy machine. */
const ENOUGH = 60_000 + runs * 3_000;

/** Operations whose input only the model's constraints refuse. AWS does not publish its model of a provider's details. */
const BY_THE_MODEL = /validation errors? detected(?!.* at 'providerConfiguration\.)/s;

/** Declares the tests of a service's operations. */
export function fuzzOperations(file: ModelFile): void {
  const model = loadedModel(file);
  const operations = Object.keys(model.operations).filter(
    (name) => !(name in notBuilt) && (only === null || name === only),
  );
  let cloud: CloudUnderFuzz;
  let knowledge: Knowledge;
  beforeAll(async () => {
    cloud = startCloudUnderFuzz();
    knowledge = (await populateCloud(cloud))[file];
  });
  afterAll(() => cloud.close());

  const inputShapeOf = (operation: string) => String(model.operations[operation]?.input);
  const inputOf = (operation: string): fc.Arbitrary<unknown> => {
    const { known, examples } = knowledge;
    const madeUp = validInput({ model, known }, inputShapeOf(operation));
    const bent = examples[operation];
    return bent === undefined ? madeUp : fc.oneof(bentExample(bent, madeUp), madeUp);
  };

  async function send(operation: string, body: Buffer): Promise<Answer> {
    const answer = await cloud.send(file, operation, body);
    const { status, faults, changed, milliseconds } = answer;
    const error = status === 200 ? null : answer.body.__type;
    expect(faults).toEqual([]);
    expect([200, 400]).toContain(status);
    const known = ["SerializationException", VIOLATION[file], ...(model.operations[operation]?.errors ?? [])];
    expect([null, ...known]).toContain(error);
    expect(milliseconds).toBeLessThan(IN_TIME);
    if (error !== null) expect(changed.filter((table) => !(table in tracesOfRefusal))).toEqual([]);
    if (isReader.test(operation)) expect(changed).toEqual([]);
    return answer;
  }

  const check = <Input>(inputs: fc.Arbitrary<Input>, property: (input: Input) => Promise<void>) =>
    fc.assert(fc.asyncProperty(inputs, property), { seed, numRuns: runs });

  describe(`${model.service}, ${runs} requests of a kind, seed ${seed}`, () => {
    test.each(operations)(
      "%s",
      async (operation) => {
        const inputs = inputOf(operation);
        let accepted = 0;
        await check(inputs, async (input) => {
          const { status, body } = await send(operation, serialised(input));
          expect(String(body.message)).not.toMatch(BY_THE_MODEL);
          expect(body.__type).not.toBe("SerializationException");
          if (status === 200) accepted += 1;
        });
        if (runs >= TELLING && !neverAccepted.has(operation)) expect(accepted).toBeGreaterThan(0);

        await check(
          spoiled(model, inputShapeOf(operation), inputs),
          async ({ input, kind, wrong, secret }) => {
            const error = kind === "type" ? "SerializationException" : VIOLATION[file];
            const { body } = await send(operation, serialised(input));
            expect({ wrong, error: body.__type }).toEqual({ wrong, error });
            if (kind === "constraint") expect(body.message).toMatch(/^\d+ validation errors? detected: /);
            if (secret !== undefined) expect(body.message).not.toContain(secret);
          },
        );

        await check(hostileBody(inputs), async (body) => {
          await send(operation, body);
        });
      },
      ENOUGH,
    );
  });
}

const serialised = (input: unknown) => Buffer.from(JSON.stringify(input));

/** Each request has one fault; at least the whole input can have another type. */
function spoiled(
  model: ServiceModel,
  shapeName: string,
  inputs: fc.Arbitrary<unknown>,
): fc.Arbitrary<Spoiled> {
  return inputs.chain((input) => fc.constantFrom(...spoil(model, shapeName, input)));
}
