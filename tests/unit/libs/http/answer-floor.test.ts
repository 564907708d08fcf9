import { describe, expect, test } from "@jest/globals";
import { answerFloor } from "../../../../libs/http/answer-floor.ts";
import type { AnswersAlike } from "../../../../libs/http/route.ts";
import { Reply } from "../../../../libs/http/route.ts";

const FLOOR = 1000;
const JITTER = 20;
const PLENTY = 10_000;

/** Time that advances only by work and waiting. */
function fakeClock() {
  let time = 0;
  return {
    now: () => time,
    wait: async (milliseconds: number) => {
      time += milliseconds;
    },
    working: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** The response time for a given duration of the work. */
async function timeOf(
  work: number,
  {
    answer = {},
    fails = false,
    alike = "always",
    remaining = PLENTY,
  }: { answer?: unknown; fails?: boolean; alike?: AnswersAlike; remaining?: number } = {},
): Promise<number> {
  const clock = fakeClock();
  const answered = answerFloor(FLOOR, clock)(alike, remaining, async () => {
    clock.working(work);
    if (fails) throw new Error("no");
    return answer;
  });
  if (fails) await expect(answered).rejects.toThrow("no");
  else expect(await answered).toBe(answer);
  return clock.now();
}

function expectFloor(time: number, floors: number): void {
  expect(time).toBeGreaterThanOrEqual(floors * FLOOR);
  expect(time).toBeLessThanOrEqual(floors * FLOOR + JITTER);
}

test.each([0, 1, 300, 999])("work of %i ms is answered at the floor", async (work) => {
  expectFloor(await timeOf(work), 1);
});

test.each([
  [1001, 2],
  [1999, 2],
  [2500, 3],
])("work of %i ms is rounded up to %i floors", async (work, floors) => {
  expectFloor(await timeOf(work), floors);
});

test("an error is delayed like an answer", async () => {
  expectFloor(await timeOf(10, { fails: true }), 1);
  expectFloor(await timeOf(10, { fails: true, alike: "refusals" }), 1);
  expectFloor(await timeOf(10, { fails: true, alike: { unless: "tokens" } }), 1);
});

describe("answers that reveal it anyway are not delayed", () => {
  test("a success if only refusals must be alike", async () => {
    expect(await timeOf(10, { alike: "refusals" })).toBe(10);
  });

  test("an answer with the revealing member, also in a reply with a cookie", async () => {
    const alike = { unless: "tokens" };
    expect(await timeOf(10, { alike, answer: { tokens: {} } })).toBe(10);
    expect(await timeOf(10, { alike, answer: new Reply({ tokens: {} }, { cookies: [] }) })).toBe(10);
  });

  test("any other answer is", async () => {
    const alike = { unless: "tokens" };
    for (const answer of [
      { challenge: "CUSTOM_CHALLENGE" },
      undefined,
      null,
      Object.create({ tokens: {} }),
    ]) {
      expectFloor(await timeOf(10, { alike, answer }), 1);
    }
    expectFloor(await timeOf(10, { alike: { unless: "length" }, answer: "text" }), 1);
  });
});

test("the wait leaves time to answer before the function times out", async () => {
  expect(await timeOf(2500, { remaining: 3600 })).toBe(2800);
  expect(await timeOf(2500, { remaining: 2600 })).toBe(2500);
});

test("it has a small random part", async () => {
  const times = new Set<number>();
  for (let run = 0; run < 50; run += 1) times.add(await timeOf(10));
  expect(times.size).toBeGreaterThan(25);
});

test("if every answer must take the same time, no member makes a difference, whatever its name", async () => {
  expectFloor(await timeOf(10, { alike: "always", answer: { undefined: 1, tokens: {} } }), 1);
});

test("without a clock it uses the machine's", async () => {
  const startedAt = performance.now();
  expect(await answerFloor(20)("always", PLENTY, async () => "done")).toBe("done");
  // Node's timers may fire less than a millisecond early.
  expect(performance.now() - startedAt).toBeGreaterThan(19);
});
