import type { DatabaseSync } from "node:sqlite";
import { integer } from "../../state/row.ts";

/** Rates that were provisioned in a Region, in requests per second, by category. */
export interface ProvisionedLimitRepository {
  /** `null` where the category has its default. */
  find(region: string, category: string): number | null;
  put(region: string, category: string, rate: number): void;
}

export const provisionedLimitTables = `
CREATE TABLE IF NOT EXISTS cognito_provisioned_limits (
  region TEXT NOT NULL,
  category TEXT NOT NULL,
  rate INTEGER NOT NULL,
  PRIMARY KEY (region, category)
) STRICT, WITHOUT ROWID;
`;

export function createProvisionedLimitRepository(database: DatabaseSync): ProvisionedLimitRepository {
  const select = database.prepare(
    "SELECT rate FROM cognito_provisioned_limits WHERE region = ? AND category = ?",
  );
  const replace = database.prepare(
    "INSERT OR REPLACE INTO cognito_provisioned_limits (region, category, rate) VALUES (?, ?, ?)",
  );
  return {
    find(region, category) {
      const row = select.get(region, category);
      return row ? integer(row, "rate") : null;
    },
    put: (region, category, rate) => {
      replace.run(region, category, rate);
    },
  };
}
