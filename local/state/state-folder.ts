/** The contents of the state folder. */

/** Cognito's users and keys, the inbox, the rows of S3: everything that is not in the two folders. */
export const DATABASE = "cloud.sqlite";

/** The parts of the state: the database, the bytes of objects, the tables of DynamoDB. */
export const STATE_ENTRIES = [DATABASE, "s3", "dynamodb"] as const;

/** What `--fresh` removes: the state, SQLite's own files beside it, and copies from before a migration. */
export const isKeptState = (name: string): boolean =>
  STATE_ENTRIES.some((entry) => entry === name) || /^cloud\.sqlite(-shm|-wal|\.v\d+)$/.test(name);
