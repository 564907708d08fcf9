import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { TransactWriteItem, TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { AwsError } from "../aws/aws-error.ts";
import { callJsonService } from "../aws/call-json-service.ts";
import { MODULE_PATIENCE, type Patience } from "../aws/signed-request.ts";
import { withoutUndefined } from "../without-undefined.ts";
import {
  type ActivityTable,
  activityTable,
  type Item,
  type Key,
  namesIn,
  withColon,
} from "./activity-table.ts";

/** A condition, with every attribute by a `#name` and every value by a `:value`. */
interface Condition {
  readonly condition?: string;
  /** `:value` → value, without the `:`. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One write of a transaction. */
export type Write = Condition &
  (
    | { readonly put: Item }
    | { readonly update: Key; readonly expression: string }
    | { readonly delete: Key }
    | { readonly check: Key; readonly condition: string }
  );

/** The activity table for code that writes several items at once. Triggers don't, so it is not a part of {@link ActivityTable}. */
export interface TransactingTable extends ActivityTable {
  /**
   * Writes all items or none.
   *
   * @returns the writes whose conditions failed, by their index; empty if everything was written
   */
  transact(writes: readonly Write[]): Promise<readonly number[]>;
}

/** Another transaction may write one of the items at the same time. */
const MAX_TRIES = 6;
const PAUSE_MS = 15;

/** The reasons in the message of a cancelled transaction, one for each write: `[None, ConditionalCheckFailed]`. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof AwsError) || error.name !== "TransactionCanceledException") return [];
  return /\[([\w, ]+)\]/.exec(error.message)?.[1]?.split(", ") ?? [];
}

const isConflict = (error: unknown): boolean =>
  reasonsOf(error).includes("TransactionConflict") ||
  (error instanceof AwsError && error.name === "TransactionConflictException");

const marshalled = (values: object) => marshall(values, { removeUndefinedValues: true });

function itemOf(TableName: string, write: Write): TransactWriteItem {
  const { condition, values } = write;
  const names = namesIn([condition, "update" in write ? write.expression : undefined]);
  const common = {
    TableName,
    ...withoutUndefined({ ConditionExpression: condition }),
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(values === undefined ? {} : { ExpressionAttributeValues: marshalled(withColon(values)) }),
  };
  if ("put" in write) return { Put: { ...common, Item: marshalled(write.put) } };
  if ("update" in write) {
    return { Update: { ...common, Key: marshall(write.update), UpdateExpression: write.expression } };
  }
  if ("delete" in write) return { Delete: { ...common, Key: marshall(write.delete) } };
  return { ConditionCheck: { ...common, Key: marshall(write.check), ConditionExpression: write.condition } };
}

/**
 * Opens the table with transactions.
 *
 * @throws AwsError or a network error from every operation
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export function transactingTable(name: string, patience: Patience = MODULE_PATIENCE): TransactingTable {
  async function attempt(input: TransactWriteItemsCommandInput): Promise<readonly number[]> {
    try {
      await callJsonService({ service: "dynamodb", operation: "TransactWriteItems", input, patience });
      return [];
    } catch (error) {
      const failed = reasonsOf(error).flatMap((reason, index) =>
        reason === "ConditionalCheckFailed" ? [index] : [],
      );
      if (failed.length === 0) throw error;
      return failed;
    }
  }

  return {
    ...activityTable(name, patience),
    async transact(writes) {
      const TransactItems = writes.map((write) => itemOf(name, write));
      for (let tries = 1; ; tries += 1) {
        try {
          // A repetition after a lost answer is the same request.
          return await attempt({ TransactItems, ClientRequestToken: randomUUID() });
        } catch (error) {
          if (!isConflict(error) || tries === MAX_TRIES) throw error;
          await setTimeout(Math.random() * PAUSE_MS * 2 ** tries);
        }
      }
    },
  };
}
