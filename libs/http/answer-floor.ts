import { randomInt } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { type AnswersAlike, Reply } from "./route.ts";

/** The time; tests have their own. */
interface FloorClock {
  /** Milliseconds that never go back. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

const realClock: FloorClock = {
  now: () => performance.now(),
  wait: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};

/** A random part of the floor is added, which hides the little work after the wait. */
const JITTER_SHARE = 0.02;

/** Milliseconds that must remain for the answer itself after the wait. */
const RESERVE_MS = 800;

function tellsByItself(answersAlike: AnswersAlike, answer: unknown): boolean {
  if (answersAlike === "always") return false;
  if (answersAlike === "refusals") return true;
  const body: unknown = answer instanceof Reply ? answer.body : answer;
  return typeof body === "object" && body !== null && Object.hasOwn(body, answersAlike.unless);
}

/**
 * Runs a route's work and delays its answer, so that the time of the answer tells nothing.
 *
 * @param remaining milliseconds until the function would be ended; the wait ends before that
 */
export type AnswerFloor = <Answer>(
  answersAlike: AnswersAlike,
  remaining: number,
  work: () => Promise<Answer>,
) => Promise<Answer>;

/**
 * A minimum time for answers. Work that takes longer is rounded up to the next multiple: if only existing accounts are mailed,
 * a slow mail server must not tell either. Errors are delayed like answers.
 *
 * @param milliseconds more than the work nearly always takes
 */
export function answerFloor(milliseconds: number, clock: FloorClock = realClock): AnswerFloor {
  async function holdBack(startedAt: number, remaining: number): Promise<void> {
    const elapsed = clock.now() - startedAt;
    const due = Math.max(1, Math.ceil(elapsed / milliseconds)) * milliseconds;
    const jitter = randomInt(0, Math.max(1, Math.round(milliseconds * JITTER_SHARE * 1000))) / 1000;
    const wait = Math.min(due + jitter, remaining - RESERVE_MS) - elapsed;
    if (wait > 0) await clock.wait(wait);
  }

  return async (answersAlike, remaining, work) => {
    const startedAt = clock.now();
    try {
      const answer = await work();
      if (!tellsByItself(answersAlike, answer)) await holdBack(startedAt, remaining);
      return answer;
    } catch (error) {
      await holdBack(startedAt, remaining);
      throw error;
    }
  };
}
