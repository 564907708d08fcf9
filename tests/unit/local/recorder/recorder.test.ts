import { close, open } from "node:inspector";
import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createFakeClock } from "../../../../local/clock.ts";
import { limitOf } from "../../../../local/lambda/time-limits.ts";
import { currentSpan, noteSpan, withSpan } from "../../../../local/recorder/active-span.ts";
import { readTrace, summarize } from "../../../../local/recorder/read-trace.ts";
import { MAX_VALUE_SIZE, recordedJson } from "../../../../local/recorder/recorded-value.ts";
import { Recorder } from "../../../../local/recorder/recorder.ts";
import type { TraceRecord } from "../../../../local/recorder/trace-record.ts";

let recorder: Recorder;

const begin = (limited: Recorder = recorder) =>
  limited.begin("cloud", "request", "POST /", { method: "POST", path: "/" });

beforeEach(() => {
  recorder = new Recorder({
    clock: createFakeClock(),
    limits: { spans: 10, spansPerTrace: 5, size: 10_000 },
  });
});

const note = (text = "{}") =>
  noteSpan("cognito", "SignUp", () => ({ service: "x", operation: "SignUp", input: recordedJson(text) }));

describe("the ring", () => {
  test("keeps the newest spans, whole traces at a time", () => {
    const traces = Array.from({ length: 6 }, () => {
      const span = begin();
      span.run(() => note());
      span.end("ok");
      return span.trace;
    });
    expect(recorder.newestFirst()).toEqual(traces.slice(1).reverse());
    expect(recorder.find(traces[0]?.id ?? "")).toBeNull();
  });

  test("keeps at most the allowed amount of text", () => {
    const first = begin();
    first.run(() => note(`{"name":"${"x".repeat(6000)}"}`));
    const second = begin();
    second.run(() => note(`{"name":"${"x".repeat(6000)}"}`));
    expect(recorder.newestFirst()).toEqual([second.trace]);
  });

  test("keeps a single larger trace, but only a number of its spans, and says how many it left out", () => {
    const span = begin();
    span.run(() => {
      for (let count = 0; count < 8; count += 1) note();
    });
    const trace = readTrace(span.trace);
    expect(trace.spans).toHaveLength(5);
    expect(trace).toMatchObject({ spansLeftOut: 4, spanCount: 9 });
  });

  test("does not keep a value that is too large, and says how large it was", () => {
    const large = new Recorder({ clock: createFakeClock() });
    const span = begin(large);
    span.run(() => note(`"${"x".repeat(MAX_VALUE_SIZE)}"`));
    expect(readTrace(span.trace).spans[1]?.details).toMatchObject({
      input: { notKept: `${MAX_VALUE_SIZE + 2} characters` },
    });
  });

  test("a span that ends after its trace was forgotten changes nothing", () => {
    const span = begin();
    recorder.clear();
    span.run(() => note());
    span.end("ok");
    expect(recorder.newestFirst()).toEqual([]);
    begin();
    expect(recorder.newestFirst()).toHaveLength(1);
  });
});

describe("a span", () => {
  test("outside of any trace costs nothing and records nothing", async () => {
    let hasAsked = false;
    const details = () => {
      hasAsked = true;
      return { service: "x", operation: "y" };
    };
    expect(await withSpan("cognito", "y", details, async (span) => span)).toBeUndefined();
    noteSpan("cognito", "y", details);
    expect(currentSpan()).toBeUndefined();
    expect(hasAsked).toBe(false);
  });

  test("whose work throws has failed; the error is rethrown", async () => {
    const span = begin();
    const failing = span.run(() =>
      withSpan(
        "cognito",
        "y",
        () => ({ service: "x", operation: "y" }),
        async () => {
          throw new Error("no");
        },
      ),
    );
    await expect(failing).rejects.toThrow("no");
    expect(span.trace.spans[1]?.outcome).toBe("failed");
  });

  test("is continued by its header, also after it has ended", () => {
    const span = begin();
    span.end("ok");
    expect(recorder.resume(span.header)?.id).toBe(span.id);
    for (const header of [
      undefined,
      "",
      "Root=1",
      span.header.replace("Root=1", "Root=2"),
      `${span.header};`,
    ]) {
      expect(recorder.resume(header)).toBeNull();
    }
  });
});

describe("secrets", () => {
  const read = (details: Record<string, string>, name = "SignUp"): TraceRecord => {
    const span = begin(new Recorder({ clock: createFakeClock() }));
    span.run(() => {
      for (const [member, text] of Object.entries(details)) {
        noteSpan("cognito", name, () => ({ service: "x", operation: name, [member]: recordedJson(text) }));
      }
    });
    return span.trace;
  };

  const SAMPLES: Record<string, unknown>[] = [
    { password: "open-sesame" },
    { newPassword: "open-sesame" },
    { PreviousPassword: "open-sesame" },
    { AuthParameters: { PASSWORD: "open-sesame", SECRET_HASH: "open-sesame" } },
    { ChallengeResponses: { SMS_MFA_CODE: "open-sesame" } },
    { SOFTWARE_TOKEN_MFA_CODE: 246_810_12 },
    { "x-amz-security-token": "open-sesame" },
    { headers: { Authorization: "Basic open-sesame", Cookie: "a=open-sesame" } },
    { cookies: ["refresh=open-sesame; HttpOnly"] },
    { location: "https://app.example/cb?state=1&code=open-sesame" },
    { url: "http://localhost/a.txt?X-Amz-Date=1&X-Amz-Signature=open-sesame" },
    { totp: "otpauth://totp/a:b?secret=open-sesame&issuer=c" },
    { note: "eyJhbGciOiJSUzI1NiJ9.open-sesame.open-sesame" },
    { Item: { refresh_token: { S: "open-sesame" } } },
    { recoveryCodes: ["open-sesame", "open-sesame"] },
    { privateChallengeParameters: { anything: "open-sesame" } },
    { request: { challengeAnswer: "open-sesame", session: [{ challengeMetadata: "open-sesame" }] } },
    { Credentials: { SecretKey: "open-sesame", SessionToken: "open-sesame" } },
    { answers: { one: "open-sesame" } },
  ];

  test.each(SAMPLES.map((sample) => [JSON.stringify(sample), sample] as const))("%s", (_, sample) => {
    const text = JSON.stringify(readTrace(read({ input: JSON.stringify(sample) })));
    expect(text).not.toMatch(/open-sesame|24681012/);
    expect(text).toContain("[masked:");
  });

  test.each([
    { code: 404, statusText: "x", codeDeliveryDetails: "email" },
    { TokenType: "Bearer", NextToken: "abcdefgh", token_use: "access", expiresIn: 3600 },
    { generateSecret: true, isPasswordNew: true, session: [] },
  ])("%j reveals no secret", (sample) => {
    const { code, ...others } = sample as Record<string, unknown>;
    const trace = readTrace(read({ input: JSON.stringify(others) }));
    expect(trace.spans[1]?.details).toMatchObject({ input: others });
    expect(code === undefined || code === 404).toBe(true);
  });

  test("a secret is found again in any text of its trace, whichever span comes first", () => {
    const trace = read({
      output: JSON.stringify({
        message: "sent a b/c+1 to you",
        link: "/x?y=a%20b%2Fc%2B1",
        n: '{"v":"a b/c+1"}',
      }),
      input: JSON.stringify({ password: "a b/c+1" }),
    });
    expect(readTrace(trace).spans.map(({ details }) => details)).toMatchObject([
      {},
      { output: { message: "sent [masked:1] to you", link: "/x?y=[masked:1]", n: '{"v":"[masked:1]"}' } },
      { input: { password: "[masked:1]" } },
    ]);
  });

  test("six digits are not found in longer numbers and words", () => {
    const trace = read({
      input: JSON.stringify({ code: "123456", id: "a123456", n: 1_234_567, exact: 123456 }),
    });
    expect(readTrace(trace).spans[1]?.details).toMatchObject({
      input: { code: "[masked:1]", id: "a123456", n: 1_234_567, exact: "[masked:1]" },
    });
  });

  test("public challenge parameters are not treated as secrets", () => {
    const input = {
      publicChallengeParameters: { challenge: "which way" },
      privateChallengeParameters: { challenge: "which way", pin: "which way" },
    };
    const alone = { ...input, privateChallengeParameters: { challenge: "which way" } };
    expect(readTrace(read({ input: JSON.stringify(alone) })).spans[1]?.details).toMatchObject({
      input: alone,
    });
    expect(JSON.stringify(readTrace(read({ input: JSON.stringify(input) })))).not.toContain(
      '"pin":"which way"',
    );
  });

  test("the reason and the path of a summary contain no secrets", () => {
    const span = begin(new Recorder({ clock: createFakeClock() }));
    span.run(() =>
      noteSpan("cognito", "SignUp", () => ({
        service: "x",
        operation: "SignUp",
        input: recordedJson('{"Password":"open-sesame"}'),
        error: { type: "Refused", message: "open-sesame is too short" },
      })),
    );
    span.trace.spans[1] = { ...span.trace.spans[1], outcome: "refused" } as never;
    span.end("refused");
    expect(summarize(span.trace).reason).toBe("SignUp: Refused: [masked:1] is too short");
  });

  test("every password is masked, whatever it is and wherever else it occurs", () => {
    const tame = fc
      .string({ minLength: 8, maxLength: 40, unit: "grapheme-ascii" })
      .filter((text) => /[^\s"\\]/.test(text));
    fc.assert(
      fc.property(tame, (password) => {
        const trace = read({
          input: JSON.stringify({ Password: password }),
          output: JSON.stringify({ text: `it is ${password} today`, nested: [{ deep: `(${password})` }] }),
        });
        const values = JSON.stringify(readTrace(trace).spans.map(({ details }) => details));
        expect(values).not.toContain(JSON.stringify(password).slice(1, -1));
      }),
      { numRuns: 200 },
    );
  });
});

test("functions have no time limit while the inspector is open: they may stop at a breakpoint", () => {
  expect(limitOf(3000)).toBe(3000);
  open(0, "127.0.0.1");
  try {
    expect(limitOf(3000)).toBe(2 ** 31 - 1);
  } finally {
    close();
  }
  expect(limitOf(3000)).toBe(3000);
});
