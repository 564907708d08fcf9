import type { DatabaseSync } from "node:sqlite";
import { declareTables } from "../../state/declare-tables.ts";
import { secretTables } from "../../state/secret-repository.ts";
import { attemptTables } from "./attempt-repository.ts";
import { authEventTables } from "./auth-event-repository.ts";
import { challengeSessionTables } from "./challenge-session-repository.ts";
import { clientTables } from "./client-repository.ts";
import { codeTables } from "./code-repository.ts";
import { deviceTables } from "./device-repository.ts";
import { groupTables } from "./group-repository.ts";
import { hostedRecordTables } from "./hosted-record-repository.ts";
import { importJobTables } from "./import-job-repository.ts";
import { importedHashTables } from "./imported-hash-repository.ts";
import { linkedIdentityTables } from "./linked-identity-repository.ts";
import { mfaTables } from "./mfa-repository.ts";
import { passkeyTables } from "./passkey-repository.ts";
import { pendingAttributeTables } from "./pending-attribute-repository.ts";
import { poolDocumentTables } from "./pool-document-repository.ts";
import { poolTables } from "./pool-repository.ts";
import { provisionedLimitTables } from "./provisioned-limit-repository.ts";
import { refreshTokenTables } from "./refresh-token-repository.ts";
import { resourceServerTables } from "./resource-server-repository.ts";
import { signingKeyTables } from "./signing-key-repository.ts";
import { userSessionTables } from "./user-session-repository.ts";
import { userTables } from "./user-tables.ts";

/** Each repository declares its own tables, beside the statements that use them. */
const tables = [
  attemptTables,
  challengeSessionTables,
  clientTables,
  codeTables,
  deviceTables,
  groupTables,
  hostedRecordTables,
  mfaTables,
  passkeyTables,
  pendingAttributeTables,
  poolDocumentTables,
  authEventTables,
  linkedIdentityTables,
  importedHashTables,
  importJobTables,
  poolTables,
  provisionedLimitTables,
  refreshTokenTables,
  resourceServerTables,
  secretTables,
  signingKeyTables,
  userTables,
  userSessionTables,
];

/**
 * The tables of Cognito's part of the database. Every look-up that a request makes has its index, so that nothing depends on
 * how many users there are; uniqueness is the database's to hold, so that of two concurrent sign-ups exactly one wins.
 * Times are milliseconds since the Unix epoch.
 */
export function createTables(database: DatabaseSync): void {
  declareTables(database, tables.join("\n"));
}
