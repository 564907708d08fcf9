/**
 * `POST /_local/traces/{id}/replay`: calls a trigger's function again, with the recorded event or an edited one. Cognito is not
 * called, but the function's own effects happen again.
 */
import type { LambdaInvoker, LambdaOutcome } from "../lambda/lambda-invoker.ts";
import { type Exchange, respondJson } from "../server/exchange.ts";
import { readJsonObject } from "../server/read-json-object.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { vaultOf } from "./read-trace.ts";
import { failureOf, recordTrigger } from "./record-trigger.ts";
import { isRecordedValue } from "./recorded-value.ts";
import type { Recorder } from "./recorder.ts";
import type { FunctionFailure, TriggerDetails } from "./trace.ts";
import type { SpanRecord, TraceRecord } from "./trace-record.ts";
import { UnknownMarker, type Vault } from "./vault.ts";

const MAX_BODY_BYTES = 256 * 1024;

/** Cognito's limit for a trigger. */
const TIMEOUT_MS = 5000;

const PLAIN = { kind: "plain" } as const;

/** A function's recorded or new response. */
interface ReplayedAnswer {
  /** What it returned; secrets masked. */
  readonly returned?: unknown;
  readonly error?: FunctionFailure;
}

interface Replay {
  /** The trace of the replay. */
  readonly trace: string;
  readonly recorded: ReplayedAnswer;
  readonly replayed: ReplayedAnswer;
  readonly differs: boolean;
  /** The paths where the two responses differ: `response.autoConfirmUser`. */
  readonly differences: readonly Difference[];
}

interface Difference {
  readonly path: string;
  readonly recorded?: unknown;
  readonly replayed?: unknown;
}

/** A replay that is not possible. */
class ReplayRefused extends Error {
  override readonly name = "ReplayRefused";
}

interface Asked {
  readonly recorder: Recorder;
  readonly lambdas: LambdaInvoker;
  readonly trace: TraceRecord;
}

export async function replay(exchange: Exchange, asked: Asked): Promise<true> {
  const body = await readJsonObject(exchange.request, MAX_BODY_BYTES);
  try {
    return respondJson(exchange, 200, await runAgain(body, asked), { "cache-control": "no-store" });
  } catch (error) {
    if (error instanceof ReplayRefused) return respondJson(exchange, 400, { message: error.message });
    throw error;
  }
}

async function runAgain(
  body: Readonly<Record<string, unknown>> | null,
  { recorder, lambdas, trace }: Asked,
): Promise<Replay> {
  const { span, edited } = readBody(body, trace);
  const details = span.details as unknown as TriggerDetails;
  const { trigger, functionArn, source } = details;
  const vault = vaultOf(trace);
  const event = edited === undefined ? originalOf(details.event) : restore(edited, vault);
  const request = recorder.begin("replay", "request", `replay ${source}`, { method: "REPLAY", path: source });
  request.trace.replayOf = { trace: trace.id, span: span.id };
  request.trace.route = source;
  const outcome = await request.run(() =>
    recordTrigger({ trigger, functionArn, event: event as never }, async () => {
      const ended = await lambdas.invoke(functionArn, event, { timeoutMs: TIMEOUT_MS });
      return { outcome: ended, response: () => ended };
    }),
  );
  request.end(outcome.kind === "result" ? "ok" : "refused");
  return compare(
    request.trace.id,
    { returned: originalOf(details.returned), error: details.error },
    answerOf(outcome),
    vault,
  );
}

function readBody(
  body: Readonly<Record<string, unknown>> | null,
  trace: TraceRecord,
): { readonly span: SpanRecord; readonly edited: object | undefined } {
  const { span: id, event: edited, ...others } = body ?? {};
  const isEvent =
    edited === undefined || (typeof edited === "object" && edited !== null && !Array.isArray(edited));
  if (typeof id !== "string" || !isEvent || Object.keys(others).length > 0) {
    throw new ReplayRefused('The body is {"span":"…"}, and if you like "event": the event, edited.');
  }
  const span = trace.spans.find((candidate) => candidate.id === id);
  if (span === undefined) throw new ReplayRefused(`The trace has no span ${id}.`);
  if (span.kind !== "trigger") {
    throw new ReplayRefused(`Only triggers can be replayed, and ${id} is of the kind "${span.kind}".`);
  }
  if (edited === undefined && isNotKept(span.details.event)) {
    throw new ReplayRefused("The event was too large to be kept: send one along.");
  }
  return { span, edited: edited ?? undefined };
}

const originalOf = (value: unknown): unknown => (isRecordedValue(value) ? value.read() : value);

const isNotKept = (value: unknown): boolean => {
  const read = originalOf(value);
  return typeof read !== "object" || read === null || "notKept" in read;
};

/** The edited event, with the recorded secrets instead of their masks. */
function restore(value: unknown, vault: Vault): unknown {
  if (typeof value === "string") return restoreText(value, vault);
  if (Array.isArray(value)) return value.map((item) => restore(item, vault));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, restore(member, vault)]));
}

function restoreText(text: string, vault: Vault): string {
  try {
    return vault.restore(text);
  } catch (error) {
    if (error instanceof UnknownMarker) {
      throw new ReplayRefused(`${error.message} stands for nothing in this trace.`);
    }
    throw error;
  }
}

interface Answer {
  readonly returned?: unknown;
  readonly error?: FunctionFailure | undefined;
}

const answerOf = (outcome: LambdaOutcome): Answer =>
  outcome.kind === "result" ? { returned: outcome.payload } : { error: failureOf(outcome) };

/** Compares the function's decision: its response, or its error. The rest of the event is its input. */
function compare(trace: string, recorded: Answer, replayed: Answer, vault: Vault): Replay {
  const differences = [...differencesOf("", decisionOf(recorded), decisionOf(replayed))];
  const masked = (value: unknown) => maskSecrets(value, PLAIN, vault);
  // Masked twice: a secret that is found first in one of them may be in another one's text.
  const both = () => ({
    recorded: maskAnswer(recorded, masked),
    replayed: maskAnswer(replayed, masked),
    differences: differences.map(({ path, ...sides }) => {
      const name = path.split(".").at(-1) ?? path;
      const shown = Object.entries(sides).map(([side, value]) => [
        side,
        (masked({ [name]: value }) as Readonly<Record<string, unknown>>)[name],
      ]);
      return { path, ...Object.fromEntries(shown) };
    }),
  });
  both();
  return { trace, ...both(), differs: differences.length > 0 };
}

function maskAnswer({ returned, error }: Answer, masked: (value: unknown) => unknown): ReplayedAnswer {
  return error === undefined ? { returned: masked(returned) } : { error: masked(error) as FunctionFailure };
}

function decisionOf({ returned, error }: Answer): Readonly<Record<string, unknown>> {
  if (error !== undefined) {
    const { errorType, errorMessage } = error;
    return { error: { errorType, errorMessage } };
  }
  const isEvent = typeof returned === "object" && returned !== null && "response" in returned;
  return isEvent ? { response: returned.response } : { returned };
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null;

/** Members of objects and items of lists, at every depth; a member without a value counts as missing. */
function* differencesOf(path: string, recorded: unknown, replayed: unknown): Iterable<Difference> {
  if (isMembers(recorded) && isMembers(replayed) && Array.isArray(recorded) === Array.isArray(replayed)) {
    for (const name of new Set([...Object.keys(recorded), ...Object.keys(replayed)])) {
      yield* differencesOf(path === "" ? name : `${path}.${name}`, recorded[name], replayed[name]);
    }
  } else if (recorded !== replayed) {
    yield {
      path,
      ...withoutUndefined({ recorded, replayed }),
    };
  }
}
