import type { DatabaseSync } from "node:sqlite";
import { declareTables } from "../state/declare-tables.ts";

/** A resource that a former start created from the template. */
interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** The evaluated properties it was last given. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The stored resources of the stack. */
export interface StackResourceRepository {
  find(logicalId: string): StackResource | undefined;
  all(): readonly StackResource[];
  save(resource: StackResource): void;
  forget(logicalId: string): void;
}

interface Row {
  readonly logical_id: string;
  readonly type: string;
  readonly physical_id: string;
  readonly properties: string;
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS stack_resources (
    region TEXT NOT NULL,
    logical_id TEXT NOT NULL,
    type TEXT NOT NULL,
    physical_id TEXT NOT NULL,
    properties TEXT NOT NULL,
    PRIMARY KEY (region, logical_id)
  ) STRICT;
`;

/** The stack of one region: in another region it is another stack, and what it is made of too. */
export function createStackResourceRepository(
  database: DatabaseSync,
  region: string,
): StackResourceRepository {
  declareTables(database, TABLE);
  const select = database.prepare("SELECT * FROM stack_resources WHERE region = ? AND logical_id = ?");
  const selectAll = database.prepare("SELECT * FROM stack_resources WHERE region = ? ORDER BY logical_id");
  const upsert = database.prepare("INSERT OR REPLACE INTO stack_resources VALUES (?, ?, ?, ?, ?)");
  const remove = database.prepare("DELETE FROM stack_resources WHERE region = ? AND logical_id = ?");
  const read = (row: unknown): StackResource => {
    const { logical_id, type, physical_id, properties } = row as Row;
    return { logicalId: logical_id, type, physicalId: physical_id, properties: JSON.parse(properties) };
  };
  return {
    find: (logicalId) => {
      const row = select.get(region, logicalId);
      return row === undefined ? undefined : read(row);
    },
    all: () => selectAll.all(region).map(read),
    save: ({ logicalId, type, physicalId, properties }) => {
      upsert.run(region, logicalId, type, physicalId, JSON.stringify(properties));
    },
    forget: (logicalId) => {
      remove.run(region, logicalId);
    },
  };
}
