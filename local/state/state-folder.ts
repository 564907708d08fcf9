/** What is where in the state folder. */

/** Cognito's users and keys, the inbox, the rows of S3: all but what the two folders hold. */
export const DATABASE = "cloud.sqlite";

/** What the state consists of: the database, the bytes of objects, the tables of DynamoDB. */
export const STATE_ENTRIES = [DATABASE, "s3", "dynamodb"] as const;

/** What a start from nothing removes: the state, SQLite's own files beside it, and copies made before the state became newer. */
export const isKeptState = (name: string): boolean =>
  STATE_ENTRIES.some((entry) => entry === name) || /^cloud\.sqlite(-shm|-wal|\.v\d+)$/.test(name);
