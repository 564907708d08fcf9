/** Functions to invoke, as esbuild would have bundled them. */
import { channel } from "node:diagnostics_channel";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { setImmediate as turn } from "node:timers/promises";

let invocations = 0;

/** An HTTP answer that says what came. */
export const echo = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });

export const fail = async ({ message }) => {
  throw new RangeError(message);
};

/** What an environment knows of itself. */
export const describe = async (_event, context) => {
  invocations += 1;
  return { invocations, context, env: process.env, remaining: context.getRemainingTimeInMillis() };
};

/** Writes a file to say that it runs, and runs until it finds another one. */
export const wait = async ({ running, go }) => {
  writeFileSync(running, "");
  for (;;) {
    try {
      return readFileSync(go, "utf8");
    } catch {
      await turn();
    }
  }
};

/** How much time passed while it ran, by its own clock. */
export const timeSpent = async (event) => {
  const begun = Date.now();
  await wait(event);
  return Date.now() - begun;
};

export const perhapsNever = async ({ isEndless }) => (isEndless ? new Promise(() => {}) : "done");

export const spin = () => {
  for (;;);
};

export const hoard = async () => {
  const kept = [];
  for (;;) kept.push(new Array(100_000).fill(Math.random()));
};

export const throwLater = async () => {
  queueMicrotask(() => {
    throw new TypeError("nobody waits for this");
  });
  return new Promise(() => {});
};

export const leave = () => process.exit(3);

export const nothing = async () => {};

export const unserializable = async () => ({ amount: 1n });

/** Everything by which code can learn the time of day, and how long its invocation may still take. */
export const tellTime = async (_event, context) => ({
  now: Date.now(),
  dates: [new Date(), Reflect.construct(Date, []), new (class extends Date {})()].map((date) =>
    date.getTime(),
  ),
  text: Date(),
  year: new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "UTC" }).format(),
  yearPart: new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "UTC" }).formatToParts()[0].value,
  origin: performance.timeOrigin + performance.now(),
  originAsJson: performance.toJSON().timeOrigin === performance.timeOrigin,
  temporal: globalThis.Temporal?.Now.instant().epochMilliseconds ?? null,
  remaining: context.getRemainingTimeInMillis(),
});

/** What must not change for code that does arithmetic with dates. */
export const dateHabits = async () => {
  const subclass = new (class Stamp extends Date {
    get seconds() {
      return Math.floor(this.getTime() / 1000);
    }
  })(5000);
  return {
    given:
      new Date(2026, 0, 15).getFullYear() +
      new Date("2026-01-15T12:00:00Z").getTime() +
      new Date(7).getTime(),
    asMachine: 2026 + Date.parse("2026-01-15T12:00:00Z") + 7,
    isInvalid: Number.isNaN(new Date(undefined).getTime()),
    epoch: new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "UTC" }).format(null),
    instances: [new Date(), new Date(0), statSync(import.meta.filename).mtime].map(
      (date) => date instanceof Date,
    ),
    constructors: new Date().constructor === Date && Date.prototype.constructor === Date,
    statics: [Date.name, Date.length, Date.UTC(1970, 0, 2)],
    seconds: subclass.seconds,
    keys: Object.keys(Date),
  };
};

/** A trigger that asks the cloud for its pools, by two clients that know nothing of traces, and answers what the client asks for. */
export const askAround = async (event) => {
  const options = {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.ListUserPools",
      authorization:
        "AWS4-HMAC-SHA256 Credential=any/20260115/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00",
    },
  };
  const body = '{"MaxResults":1}';
  await (await fetch(process.env.CLOUD, { ...options, body })).text();
  await new Promise((resolve, reject) => {
    const asked = request(process.env.CLOUD, options, (answer) => answer.resume().on("end", resolve));
    asked.on("error", reject).end(body);
  });
  const { refuseWith, handle, ...response } = event.request.clientMetadata ?? {};
  if (handle !== undefined) channel("serverless-auth:failure").publish({ error: new TypeError(handle) });
  if (refuseWith !== undefined) throw new RangeError(refuseWith);
  return { ...event, response: { ...event.response, ...response, trace: process.env._X_AMZN_TRACE_ID } };
};
