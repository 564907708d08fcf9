/** States as earlier versions of the local cloud left them, from SQL text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { takeKeyPair } from "../test-key-pairs.ts";

const states = join(import.meta.dirname, "states");

/** Makes the database of a state folder. Keys are not kept in texts: each pool's is drawn anew. */
export async function writeOldState(folder: string, name: string): Promise<void> {
  const database = new DatabaseSync(join(folder, "cloud.sqlite"));
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  database.exec(readFileSync(join(states, `${name}.sql`), "utf8"));
  if (hasTable(database, "cognito_signing_keys")) {
    const { privateKey } = await takeKeyPair();
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    database.prepare("UPDATE cognito_signing_keys SET private_key = ?").run(pem);
  }
  database.close();
}

const hasTable = (database: DatabaseSync, name: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(name) !== undefined;

/** What makes the tables and indexes that a database has, in the order of their names. */
export function schemaText(database: DatabaseSync): string {
  const rows = database
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    )
    .all();
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  const statements = rows.map(({ sql }) =>
    String(sql).replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")"),
  );
  return [...statements, `PRAGMA user_version = ${version}`].map((statement) => `${statement};\n`).join("");
}
