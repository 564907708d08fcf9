import { PassThrough } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { splitLines } from "../../../../local/lambda/split-lines.ts";
import type { TraceSummary } from "../../../../local/recorder/trace.ts";
import { renderRefusedOrigin } from "../../../../local/terminal/origin-line.ts";
import { renderOutput } from "../../../../local/terminal/output-line.ts";
import { renderRequest, timeOfDay } from "../../../../local/terminal/request-line.ts";
import { styleOf } from "../../../../local/terminal/style.ts";

const plain = styleOf(false);
const ACTED_ON = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

const summary = (members: Partial<TraceSummary> = {}): TraceSummary => ({
  id: "1-58406520-a006649127e371903a2de979",
  entry: "api",
  startedAt: "2026-01-15T12:00:00.000Z",
  durationMs: 142.6,
  method: "POST",
  path: "/v1/auth/otp?x=1",
  route: "POST /v1/auth/otp",
  status: 200,
  outcome: "ok",
  user: "ada@example.com",
  identities: [],
  requestId: null,
  reason: null,
  messages: [],
  spanCount: 7,
  ...members,
});

const message = {
  inboxId: "1",
  channel: "email",
  to: "ada@example.com",
  subject: "Your code",
  code: "123456",
  source: "SES",
} as const;

const line = (members: Partial<TraceSummary>) => renderRequest(summary(members), "11:44:30", plain);

describe("a request is one line", () => {
  test.each<[string, Partial<TraceSummary>, string]>([
    [
      "with a code that was mailed",
      { messages: [message] },
      "11:44:30  POST /v1/auth/otp             200  143 ms  ada@example.com  → code 123456 mailed to ada@example.com",
    ],
    [
      "with a text message, and a mail without a code",
      {
        messages: [
          { ...message, channel: "sms", to: "+4915112345678" },
          { ...message, code: null, subject: "Welcome" },
        ],
      },
      "11:44:30  POST /v1/auth/otp             200  143 ms  ada@example.com  → code 123456 texted to +4915112345678  → “Welcome” mailed to ada@example.com",
    ],
    [
      "that was refused, with the reason",
      { route: "GET /v1/me", status: 401, outcome: "refused", user: null, reason: "the token has expired" },
      "11:44:30  GET /v1/me                    401  143 ms  ✗ the token has expired",
    ],
    [
      "that failed",
      { route: "InitiateAuth", status: 500, outcome: "failed", user: null, reason: "auth: TypeError: x" },
      "11:44:30  InitiateAuth                  500  143 ms  ✗ auth: TypeError: x",
    ],
    [
      "that no route takes, without its query",
      { route: null, method: "GET", path: "/x?token=1", status: 404, outcome: "refused", user: null },
      "11:44:30  GET /x                        404  143 ms",
    ],
    [
      "whose client hung up",
      { status: null, outcome: "failed", user: null },
      "11:44:30  POST /v1/auth/otp             cut off  143 ms",
    ],
  ])("%s", (_, members, expected) => expect(line(members)).toBe(expected));

  test("with colours by its outcome", () => {
    expect(renderRequest(summary({ status: 403, outcome: "refused" }), "11:44:30", styleOf(true))).toContain(
      "\x1b[33m403\x1b[39m",
    );
  });

  test("whatever a client sends: nothing controls the terminal, and its length is limited", () => {
    const text = fc.string({ unit: "binary", maxLength: 3000 });
    fc.assert(
      fc.property(text, text, text, (path, user, reason) => {
        const told = line({
          route: null,
          path,
          user,
          reason,
          outcome: "refused",
          messages: [{ ...message, to: user, subject: reason, code: null }],
        });
        expect(told).not.toMatch(ACTED_ON);
        expect(told.length).toBeLessThan(6000);
      }),
    );
  });

  test("with the time of the machine's zone", () => {
    expect(timeOfDay(new Date(2026, 0, 15, 9, 5, 7))).toBe("09:05:07");
  });
});

describe("a page that is refused", () => {
  const allowed = ["http://localhost:5173"];
  test.each([
    [
      "api",
      "http://localhost:5174",
      "a page of http://localhost:5174 may not call the API: to allow it, start with WEB_ORIGINS=http://localhost:5173,http://localhost:5174",
    ],
    [
      "bucket",
      "http://localhost:5173",
      "a page of http://localhost:5173 may not use the bucket: to allow it, start with WEB_ORIGINS=http://localhost:5173",
    ],
    [
      "local",
      "https://evil.example",
      "a page of https://evil.example may not use /_local, which is for this machine's own pages alone",
    ],
    [
      "api",
      "null",
      "a page without an origin (a file, or a sandboxed frame) may not call the API: serve it over http://localhost",
    ],
    [
      "api",
      "https://a.example/\x1b[2J",
      "a page of https://a.example may not call the API: to allow it, start with WEB_ORIGINS=http://localhost:5173,https://a.example",
    ],
    ["api", "not an origin", null],
    ["api", "data:text/html,x", null],
  ] as const)("%s, %s", (place, origin, expected) => {
    expect(renderRefusedOrigin(place, origin, allowed)).toBe(expected);
  });
});

describe("what a function prints", () => {
  const quiet = { style: plain, isVerbose: false };
  const verbose = { style: plain, isVerbose: true };
  const log = (level: string, values: object = {}) =>
    JSON.stringify({ level, message: "request", timestamp: "2026", service: "auth", ...values });
  const metric = JSON.stringify({
    _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: "x", Metrics: [{ Name: "sign_up" }] }] },
    sign_up: 1,
  });

  test("at lower levels is shown on request only", () => {
    expect(renderOutput("auth", log("INFO", { status: 200 }), quiet)).toBeNull();
    expect(renderOutput("auth", log("DEBUG"), quiet)).toBeNull();
    expect(renderOutput("auth", log("INFO", { status: 200 }), verbose)).toBe(
      "auth  INFO  request  status=200",
    );
  });

  test.each(["WARN", "ERROR", "CRITICAL"])(
    "at %s is shown with its values and what of an error is logged",
    (level) => {
      const values = {
        status: 500,
        sub: "1",
        cause: { name: "TypeError", message: "no", frames: ["x"] },
        list: [1],
      };
      expect(renderOutput("auth", log(level, values), quiet)).toBe(
        `auth  ${level}  request  status=500 sub=1 cause=TypeError: no list=[1]`,
      );
    },
  );

  test("metrics are shown on request only", () => {
    expect(renderOutput("auth", metric, quiet)).toBeNull();
    expect(renderOutput("auth", metric, verbose)).toBe("auth  counted sign_up");
    expect(renderOutput("auth", '{"_aws":{}}', verbose)).toBe("auth  counted ");
    expect(renderOutput("auth", '{"_aws":{"CloudWatchMetrics":[{"Metrics":[7]},1]}}', verbose)).toBe(
      "auth  counted 7",
    );
  });

  test.each([["text"], ['{"a":1}'], ['{"level":1,"message":"x"}'], ["{broken"], ["[1]"], ["null"]])(
    "%s is shown as it is",
    (text) => expect(renderOutput("auth", text, quiet)).toBe(`auth │ ${text}`),
  );

  test("an empty line is ignored", () => expect(renderOutput("auth", "  ", quiet)).toBeNull());

  test("whatever it is, nothing controls the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), (text, value) => {
        const lines = [text, JSON.stringify(value), log("ERROR", { [text]: text, value }), log(text)];
        for (const one of lines) expect(renderOutput("auth", one, verbose) ?? "").not.toMatch(ACTED_ON);
      }),
    );
  });
});

describe("lines of a stream", () => {
  async function linesOf(chunks: readonly (string | Buffer)[]): Promise<string[]> {
    const stream = new PassThrough();
    const lines: string[] = [];
    splitLines(stream, (one) => lines.push(one));
    const ended = new Promise((resolve) => stream.once("end", resolve));
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await ended;
    return lines;
  }

  test("are complete, in whatever pieces they arrive", async () => {
    expect(await linesOf(["a\nb", "c\r\n", "\nd"])).toEqual(["a", "bc", "", "d"]);
    const bytes = Buffer.from("é\n");
    expect(await linesOf([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(["é"]);
  });

  test("that never end are shown in pieces", async () => {
    const lines = await linesOf(["x".repeat(300_000), "y\n"]);
    expect(lines.map(({ length }) => length)).toEqual([300_000, 1]);
  });
});
