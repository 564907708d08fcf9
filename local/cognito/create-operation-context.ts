import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../inbox/message.ts";
import type { EncryptCode } from "../kms/encrypt-code.ts";
import type { LambdaInvoker } from "../lambda/lambda-invoker.ts";
import { recordGroups, recordMfa, recordUsers } from "../recorder/record-users.ts";
import { createSecretRepository } from "../state/secret-repository.ts";
import { transaction } from "../state/transaction.ts";
import type { CognitoContext } from "./operation-context.ts";
import { createAttemptRepository } from "./state/attempt-repository.ts";
import { createAuthEventRepository } from "./state/auth-event-repository.ts";
import { createChallengeSessionRepository } from "./state/challenge-session-repository.ts";
import { createClientRepository } from "./state/client-repository.ts";
import { createCodeRepository } from "./state/code-repository.ts";
import { createTables } from "./state/create-tables.ts";
import { createDeviceRepository } from "./state/device-repository.ts";
import { createGroupRepository } from "./state/group-repository.ts";
import { createHostedRecordRepository } from "./state/hosted-record-repository.ts";
import { createImportJobRepository } from "./state/import-job-repository.ts";
import { createImportedHashRepository } from "./state/imported-hash-repository.ts";
import { createLinkedIdentityRepository } from "./state/linked-identity-repository.ts";
import { type MakeKeyPair, makeKeyPair as makeNewKeyPair } from "./state/make-key-pair.ts";
import { createMfaRepository } from "./state/mfa-repository.ts";
import { createPasskeyRepository } from "./state/passkey-repository.ts";
import { createPendingAttributeRepository } from "./state/pending-attribute-repository.ts";
import { createPoolDocumentRepository } from "./state/pool-document-repository.ts";
import { createPoolRepository } from "./state/pool-repository.ts";
import { createProvisionedLimitRepository } from "./state/provisioned-limit-repository.ts";
import { createRefreshTokenRepository } from "./state/refresh-token-repository.ts";
import { createResourceServerRepository } from "./state/resource-server-repository.ts";
import { createSigningKeyRepository } from "./state/signing-key-repository.ts";
import { createUserRepository } from "./state/user-repository.ts";
import { createUserSessionRepository } from "./state/user-session-repository.ts";
import { createLambdaTriggers } from "./triggers/lambda-triggers.ts";
import { createMessages } from "./triggers/outgoing-messages.ts";

/** What the service is made of. */
export interface CognitoDependencies {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** For pools with senders of their own. */
  readonly encryptCode: EncryptCode;
  readonly lambdas: LambdaInvoker;
  /** The stack's own; a signed request may name another. */
  readonly region: string;
  readonly accountId: string;
  /** Base URL of the local cloud without a trailing slash: issuers begin with it. */
  readonly endpoint: () => string;
  /** Where the signing keys of new pools come from; new ones from OpenSSL, unless told otherwise. */
  readonly makeKeyPair?: MakeKeyPair;
  /** Where faults of the service itself go; clients do not see them. */
  readonly onFault?: (error: unknown) => void;
  /** Told which trigger answered something that Cognito can't read, and what of it: a client is told "Unrecognizable lambda output". */
  readonly onOddResponse?: (problem: string) => void;
}

/** Opens the repositories and puts together what operations work with. */
export function createOperationContext({
  database,
  clock,
  region,
  accountId,
  endpoint,
  lambdas,
  outbox,
  encryptCode,
  makeKeyPair = makeNewKeyPair,
  onFault = () => {},
  onOddResponse = () => {},
}: CognitoDependencies): CognitoContext {
  createTables(database);
  const importJobs = createImportJobRepository(database, clock);
  importJobs.failInterrupted("The local cloud was stopped while the job ran.");
  const triggers = createLambdaTriggers({ lambdas, onOddResponse });
  return {
    clock,
    region,
    accountId,
    endpoint,
    pools: createPoolRepository(database, clock),
    clients: createClientRepository(database, clock),
    users: recordUsers(createUserRepository(database, clock)),
    groups: recordGroups(createGroupRepository(database, clock)),
    mfa: recordMfa(createMfaRepository(database)),
    passkeys: createPasskeyRepository(database, clock),
    pendingAttributes: createPendingAttributeRepository(database),
    documents: createPoolDocumentRepository(database, clock),
    authEvents: createAuthEventRepository(database, clock),
    linkedIdentities: createLinkedIdentityRepository(database, clock),
    importedHashes: createImportedHashRepository(database),
    importJobs,
    hostedRecords: createHostedRecordRepository(database, clock),
    devices: createDeviceRepository(database, clock),
    resourceServers: createResourceServerRepository(database),
    attempts: createAttemptRepository(database),
    codes: createCodeRepository(database),
    challengeSessions: createChallengeSessionRepository(database, clock),
    limits: createProvisionedLimitRepository(database),
    refreshTokens: createRefreshTokenRepository(database, clock),
    userSessions: createUserSessionRepository(database, clock),
    signingKeys: createSigningKeyRepository(database, makeKeyPair),
    secrets: createSecretRepository(database),
    triggers,
    messages: createMessages({ triggers, outbox, encryptCode, endpoint }),
    inBackground: (work) => {
      work.catch(onFault);
    },
    atomically: (work) => transaction(database, work),
  };
}
