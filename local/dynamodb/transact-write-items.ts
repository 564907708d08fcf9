/**
 * TransactWriteItems, which dynalite lacks: several writes of which all or none happen. The caller runs it while no other
 * request is under way, so that no one sees a part of it.
 */
import { createHash } from "node:crypto";
import { ServiceError } from "../protocol/service-error.ts";

type Json = Readonly<Record<string, unknown>>;

/** An answer of the store. */
export interface StoreAnswer {
  readonly status: number;
  readonly body: Json;
}

/** Calls an operation of the store. */
export type CallStore = (operation: string, input: Json) => Promise<StoreAnswer>;

/** The operation of the store for each part of a transaction. A condition alone is an update that changes nothing. */
const OPERATIONS: Readonly<Record<string, string>> = {
  ConditionCheck: "UpdateItem",
  Delete: "DeleteItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MAX_ITEMS = 100;

/** How long a request with the same token is the same request, in milliseconds. */
const TOKEN_MS = 10 * 60 * 1000;

const NONE = { Code: "None" };

interface Part {
  readonly operation: string;
  readonly table: string;
  readonly key: Json;
  readonly input: Json;
}

/** A part that was tried: what was there before, and why it was refused. */
interface Tried {
  readonly part: Part;
  readonly before: unknown;
  readonly isDone: boolean;
  readonly reason: Json;
}

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;

const invalid = (message: string) => new ServiceError("ValidationException", message);

/** The error of an answer. */
function errorIn({ status, body }: StoreAnswer): ServiceError | undefined {
  if (status === 200) return undefined;
  const type = String(body.__type ?? "");
  const message = String(body.message ?? body.Message ?? "");
  return new ServiceError(type.slice(type.indexOf("#") + 1), message, { status });
}

/** The key of a write: a new item has it among its attributes. @throws ServiceError `ResourceNotFoundException` */
async function keyOf(call: CallStore, { TableName, Item, Key }: Json): Promise<Json> {
  if (isJson(Key)) return Key;
  const described = await call("DescribeTable", { TableName });
  const error = errorIn(described);
  if (error !== undefined) throw error;
  const { KeySchema } = described.body.Table as { readonly KeySchema: readonly Json[] };
  const item = isJson(Item) ? Item : {};
  return Object.fromEntries(
    KeySchema.map(({ AttributeName }) => [AttributeName, item[String(AttributeName)]]),
  );
}

async function partOf(call: CallStore, item: unknown): Promise<Part> {
  const [[kind, input] = ["", undefined], ...others] = isJson(item) ? Object.entries(item) : [];
  const operation = OPERATIONS[kind];
  if (operation === undefined || !isJson(input) || others.length > 0) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  const table = String(input.TableName);
  const { ReturnValuesOnConditionCheckFailure: _, ...rest } = input;
  return { operation, table, key: await keyOf(call, input), input: rest };
}

/** @throws ServiceError `ValidationException`, `ResourceNotFoundException` */
async function partsOf(call: CallStore, input: Json): Promise<readonly Part[]> {
  const items = Array.isArray(input.TransactItems) ? input.TransactItems : [];
  if (items.length === 0 || items.length > MAX_ITEMS) {
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and ${MAX_ITEMS}`,
    );
  }
  const parts = await Promise.all(items.map((item) => partOf(call, item)));
  const names = parts.map(({ table, key }) => JSON.stringify([table, key]));
  if (new Set(names).size < names.length) {
    throw invalid("Transaction request cannot include multiple operations on one item");
  }
  return parts;
}

function cancelled(reasons: readonly Json[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return new ServiceError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
}

/**
 * Runs transactions, one at a time. A token makes a repeated request the same request for ten minutes.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export function transactions(now: () => number = Date.now) {
  /** By token: the digest of the request, and until when it counts. */
  const done = new Map<string, { readonly digest: string; readonly until: number }>();

  async function tryPart(call: CallStore, part: Part): Promise<Tried> {
    const { operation, table: TableName, key: Key, input } = part;
    const stored = await call("GetItem", { TableName, Key, ConsistentRead: true });
    const unreadable = errorIn(stored);
    if (unreadable !== undefined) throw unreadable;
    const answer = await call(operation, input);
    const error = errorIn(answer);
    const isRefused = error?.code === "ConditionalCheckFailedException";
    if (error !== undefined && !isRefused) throw error;
    const reason = isRefused ? { Code: "ConditionalCheckFailed", Message: error?.message } : NONE;
    return { part, before: stored.body.Item, isDone: !isRefused, reason };
  }

  async function undo(call: CallStore, { part, before }: Tried): Promise<void> {
    const { table: TableName, key: Key } = part;
    await (before === undefined
      ? call("DeleteItem", { TableName, Key })
      : call("PutItem", { TableName, Item: before }));
  }

  async function run(call: CallStore, parts: readonly Part[]): Promise<void> {
    const tried: Tried[] = [];
    const undoAll = async () => {
      for (const one of tried.filter(({ isDone }) => isDone)) await undo(call, one);
    };
    try {
      for (const part of parts) tried.push(await tryPart(call, part));
    } catch (error) {
      await undoAll();
      throw error;
    }
    if (tried.every(({ isDone }) => isDone)) {
      // An update of an item that is not there makes it, also one that only checks a condition.
      for (const one of tried.filter(({ part }) => !("UpdateExpression" in part.input))) {
        if (one.part.operation === "UpdateItem") await undo(call, one);
      }
      return;
    }
    await undoAll();
    throw cancelled(tried.map(({ reason }) => reason));
  }

  /** Whether a request with this token was done. @throws ServiceError if it was another request */
  function isDone(token: string, digest: string): boolean {
    for (const [name, { until }] of done) if (until <= now()) done.delete(name);
    const before = done.get(token);
    if (before !== undefined && before.digest !== digest) {
      throw new ServiceError(
        "IdempotentParameterMismatchException",
        "Request parameters do not match with the original request of this token",
      );
    }
    return before !== undefined;
  }

  /** @throws ServiceError as AWS documents them */
  return async (call: CallStore, input: Json): Promise<void> => {
    const { ClientRequestToken: token } = input;
    const digest = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
    if (typeof token === "string" && isDone(token, digest)) return;
    await run(call, await partsOf(call, input));
    if (typeof token === "string") done.set(token, { digest, until: now() + TOKEN_MS });
  };
}
