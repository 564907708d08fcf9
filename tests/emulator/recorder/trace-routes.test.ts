import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Span } from "../../../local/recorder/trace.ts";
import { outline, PASSWORD, spansOf, startRecordedApp } from "../../support/worlds/recorded-app.ts";

/** What `/_local/traces` answers: lists, events as they happen, and replays. */

const app = await startRecordedApp();

beforeEach(() => app.traces.clear());

describe("POST /_local/traces/{id}/replay", () => {
  const replay = async (id: string, body: unknown) => {
    const answer = await app.traces.ask(`/${id}/replay`, { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  const signedUp = async (email: string, metadata?: Record<string, string>) => {
    await app.signUp(email, metadata);
    const trace = await app.traces.of("SignUp");
    const [trigger] = spansOf(trace, "trigger");
    if (trigger === undefined) throw new Error("no trigger ran");
    return { trace, trigger };
  };

  test("calls a trigger again with its event, in its own trace, and shows the differences of the answers", async () => {
    const { trace, trigger } = await signedUp("replay@example.com", { note: "hello" });
    const { status, body } = await replay(trace.id, { span: trigger.id });
    expect(status).toBe(200);
    // The function returns the id of its trace.
    expect(body).toMatchObject({
      differs: true,
      differences: [
        {
          path: "response.trace",
          recorded: expect.stringContaining(trace.id),
          replayed: expect.stringContaining(String(body.trace)),
        },
      ],
      recorded: { returned: { response: { note: "hello" } } },
      replayed: { returned: { response: { note: "hello" } } },
    });
    const again = await app.traces.read(String(body.trace));
    expect(again).toMatchObject({ entry: "replay", replayOf: { trace: trace.id, span: trigger.id } });
    expect(outline(again.spans)).toEqual([
      "request replay PreSignUp_SignUp",
      "  trigger PreSignUp_SignUp",
      "    function askAround",
      "      cognito ListUserPools",
      "      cognito ListUserPools",
    ]);
  });

  test("accepts an edited event, with the original values of masked secrets", async () => {
    const { trace, trigger } = await signedUp("edited@example.com", { code: "sesame-2468" });
    const event = trigger.details.event as { request: { clientMetadata: Record<string, string> } };
    const masked = event.request.clientMetadata.code ?? "";
    expect(masked).toMatch(/^\[masked:\d+\]$/);
    event.request.clientMetadata.refuseWith = `no entry with ${masked}, not even after ${"sesame-2468".length}`;
    const { body } = await replay(trace.id, { span: trigger.id, event });
    expect(body).toMatchObject({
      differs: true,
      recorded: { returned: { response: { code: masked } } },
      replayed: {
        error: { errorType: "RangeError", errorMessage: `no entry with ${masked}, not even after 11` },
      },
    });
    expect(JSON.stringify(body)).not.toContain("sesame-2468");
    const again = await app.traces.read(String(body.trace));
    expect(JSON.stringify(again)).not.toContain("sesame-2468");
  });

  test("refuses spans that it can't replay", async () => {
    const { trace, trigger } = await signedUp("can-not@example.com");
    const [request] = trace.spans;
    for (const [body, message] of [
      [{ span: request?.id }, "Only triggers can be replayed"],
      [{ span: "0000000000000000" }, "has no span"],
      [{}, "The body is"],
      [{ span: trigger.id, events: {} }, "The body is"],
      [{ span: trigger.id, event: [] }, "The body is"],
      [{ span: trigger.id, event: { userName: "[masked:99]" } }, "[masked:99] stands for nothing"],
    ] as const) {
      expect(await replay(trace.id, body)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(message) },
      });
    }
    expect((await replay("1-00000000-000000000000000000000000", { span: trigger.id })).status).toBe(404);
  });
});

describe("GET /_local/traces", () => {
  let times = 0;

  beforeEach(async () => {
    times += 1;
    await app.signUp(`first@${times}.list.example`);
    app.cloud.clock.advance(60_000);
    await app.signIn("second@list.example").catch(() => {});
    app.cloud.clock.advance(60_000);
    await fetch(`${app.cloud.endpoint}/nowhere/at-all`);
  });

  afterEach(() => app.cloud.clock.reset());

  const routes = async (query: string) => (await app.traces.list(query)).map(({ route }) => route);

  test("returns the newest first, page by page", async () => {
    const answer = await app.traces.ask("?limit=2");
    const page = (await answer.json()) as { traces: { route: string }[]; cursor: string };
    expect(page.traces.map(({ route }) => route)).toEqual(["GET /nowhere", "InitiateAuth"]);
    const next = (await (await app.traces.ask(`?limit=2&cursor=${page.cursor}`)).json()) as typeof page;
    expect(next.traces.map(({ route }) => route)).toEqual(["SignUp"]);
    expect(next.cursor).toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("filters by user, route, status and time", async () => {
    expect(await routes("?user=FIRST@")).toEqual(["SignUp"]);
    expect(await routes("?user=second@list.example")).toEqual(["InitiateAuth"]);
    expect(await routes("?route=initiate")).toEqual(["InitiateAuth"]);
    expect(await routes("?route=get%20/nowhere/at-all")).toEqual(["GET /nowhere"]);
    expect(await routes("?status=403")).toEqual(["GET /nowhere"]);
    expect(await routes("?status=400,403")).toEqual(["GET /nowhere", "InitiateAuth"]);
    expect(await routes("?status=4xx&route=initiate")).toEqual(["InitiateAuth"]);
    const [{ startedAt = "" } = {}] = await app.traces.list("?route=initiate");
    expect(await routes(`?from=${startedAt}`)).toEqual(["GET /nowhere", "InitiateAuth"]);
    expect(await routes(`?to=${startedAt}`)).toEqual(["InitiateAuth", "SignUp"]);
    expect(await routes("?from=2026-01-16")).toEqual([]);
  });

  test.each([
    "limit=0",
    "limit=501",
    "limit=x",
    "cursor=-1",
    "status=9xx",
    "status=40",
    "from=yesterday",
    "to=2026-13-99",
    "users=ada",
  ])("refuses ?%s", async (query) => {
    const answer = await app.traces.ask(`?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: expect.stringMatching(/\w/) });
  });

  test("refuses unknown traces, paths and methods", async () => {
    expect((await app.traces.ask("/1-00000000-000000000000000000000000")).status).toBe(404);
    expect((await app.traces.ask("/a/b/c")).status).toBe(404);
    expect((await app.traces.ask("", { method: "POST" })).status).toBe(404);
  });

  test("PATCH pauses the recording, and keeps earlier traces", async () => {
    const patch = (body: string) => app.traces.ask("", { method: "PATCH", body });
    const before = await app.traces.list();
    expect(await (await patch('{"recording":false}')).json()).toEqual({ recording: false });
    await fetch(`${app.cloud.endpoint}/nowhere/else`);
    expect(await (await app.traces.ask("")).json()).toEqual({
      recording: false,
      traces: before,
      cursor: null,
    });
    for (const body of ["", "{}", '{"recording":1}', '{"recording":true,"x":1}']) {
      expect((await patch(body)).status).toBe(400);
    }
    await patch('{"recording":true}');
    await fetch(`${app.cloud.endpoint}/nowhere/else`);
    expect(await app.traces.list()).toHaveLength(before.length + 1);
  });

  test("deletes everything on DELETE", async () => {
    expect((await app.traces.clear()).status).toBe(204);
    expect(await app.traces.list()).toEqual([]);
  });

  test.each(["", "/live", "/x", "/x/replay"])("%s is refused for pages of other origins", async (path) => {
    for (const method of ["GET", "POST", "PATCH", "DELETE"]) {
      const answer = await app.traces.ask(path, { method, headers: { origin: "https://evil.example" } });
      expect(answer.status).toBe(403);
    }
    expect(await app.traces.list()).not.toEqual([]);
  });
});

describe("live", () => {
  interface StreamEvent {
    readonly event: string;
    readonly data: Record<string, unknown>;
  }

  /** Reads events until a trace has ended, and returns all of them. */
  async function follow(response: Response): Promise<readonly StreamEvent[]> {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const isOver = /^event: ended\ndata: .*\n\n/m.test(text);
      if (isOver) break;
    }
    return [...text.matchAll(/^event: (?<event>\w+)\ndata: (?<data>.*)\n\n/gm)].map(({ groups }) => ({
      event: groups?.event ?? "",
      data: JSON.parse(groups?.data ?? "null"),
    }));
  }

  test.each([
    ["/live", {}],
    ["", { accept: "text/event-stream" }],
  ])("GET /_local/traces%s reports events as they happen", async (path, headers) => {
    const stream = await app.traces.ask(path, { headers });
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    const reading = follow(stream);
    await app.signUp(`live${path.length}@example.com`);
    const events = await reading;
    const trace = await app.traces.of("SignUp");
    expect(events[0]).toMatchObject({
      event: "began",
      data: { id: trace.id, status: null, outcome: "open" },
    });
    const spans = events.filter(({ event }) => event === "span").map(({ data }) => data);
    expect(spans.every((data) => data.trace === trace.id)).toBe(true);
    expect(spans.map(({ span }) => (span as Span).id).sort()).toEqual(trace.spans.map(({ id }) => id).sort());
    expect(events.at(-1)).toMatchObject({ event: "ended", data: { id: trace.id, status: 200 } });
    expect(JSON.stringify(events)).not.toContain(PASSWORD);
  });

  test("reports only events that match a filter", async () => {
    const stream = await app.traces.ask("/live?user=wanted@example.com");
    const reading = follow(stream);
    await app.signUp("other@example.com");
    await app.signUp("wanted@example.com");
    const events = await reading;
    expect(events.at(-1)?.data).toMatchObject({ user: "wanted@example.com" });
    expect(JSON.stringify(events)).not.toContain("other@example.com");
  });
});
