import type { Clock } from "../clock.ts";
import type { SecretRepository } from "../state/secret-repository.ts";
import type { AttemptRepository } from "./state/attempt-repository.ts";
import type { AuthEventRepository } from "./state/auth-event-repository.ts";
import type { ChallengeSessionRepository } from "./state/challenge-session-repository.ts";
import type { Client, ClientRepository } from "./state/client-repository.ts";
import type { CodeRepository } from "./state/code-repository.ts";
import type { DeviceRepository } from "./state/device-repository.ts";
import type { GroupRepository } from "./state/group-repository.ts";
import type { HostedRecordRepository } from "./state/hosted-record-repository.ts";
import type { ImportJobRepository } from "./state/import-job-repository.ts";
import type { ImportedHashRepository } from "./state/imported-hash-repository.ts";
import type { LinkedIdentityRepository } from "./state/linked-identity-repository.ts";
import type { MfaRepository } from "./state/mfa-repository.ts";
import type { PasskeyRepository } from "./state/passkey-repository.ts";
import type { PendingAttributeRepository } from "./state/pending-attribute-repository.ts";
import type { PoolDocumentRepository } from "./state/pool-document-repository.ts";
import type { Pool, PoolRepository } from "./state/pool-repository.ts";
import type { ProvisionedLimitRepository } from "./state/provisioned-limit-repository.ts";
import type { RefreshTokenRepository } from "./state/refresh-token-repository.ts";
import type { ResourceServerRepository } from "./state/resource-server-repository.ts";
import type { SigningKeyRepository } from "./state/signing-key-repository.ts";
import type { User, UserRepository } from "./state/user-repository.ts";
import type { UserSessionRepository } from "./state/user-session-repository.ts";
import type { Messages, Triggers } from "./trigger-port.ts";

/** The caller, checked by the dispatcher: anyone, or a holder of AWS credentials. */
type Caller = { readonly kind: "anyone" } | { readonly kind: "iam" };

/** A user calling with their access token, verified: signature, issuer, expiry, use, scope, not revoked. */
export interface TokenCaller {
  readonly kind: "token";
  readonly pool: Pool;
  readonly user: User;
  readonly client: Client;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The state of the user pools and what changes it, independent of the caller. */
export interface CognitoContext {
  readonly clock: Clock;
  /** The one that the request was signed for, or the stack's own: where new pools are made, and lists are of. */
  readonly region: string;
  readonly accountId: string;
  /** Base URL of the local cloud without a trailing slash; issuers begin with it (`oidc/issuer.ts`). */
  readonly endpoint: () => string;
  readonly pools: PoolRepository;
  readonly clients: ClientRepository;
  readonly users: UserRepository;
  readonly groups: GroupRepository;
  readonly mfa: MfaRepository;
  readonly passkeys: PasskeyRepository;
  readonly pendingAttributes: PendingAttributeRepository;
  readonly documents: PoolDocumentRepository;
  readonly authEvents: AuthEventRepository;
  readonly linkedIdentities: LinkedIdentityRepository;
  readonly importedHashes: ImportedHashRepository;
  readonly importJobs: ImportJobRepository;
  readonly hostedRecords: HostedRecordRepository;
  readonly devices: DeviceRepository;
  readonly resourceServers: ResourceServerRepository;
  readonly codes: CodeRepository;
  readonly attempts: AttemptRepository;
  readonly challengeSessions: ChallengeSessionRepository;
  readonly limits: ProvisionedLimitRepository;
  readonly refreshTokens: RefreshTokenRepository;
  readonly userSessions: UserSessionRepository;
  readonly signingKeys: SigningKeyRepository;
  readonly secrets: SecretRepository;
  readonly triggers: Triggers;
  readonly messages: Messages;
  /** Lets work continue after the answer; its faults are reported like others. */
  readonly inBackground: (work: Promise<void>) => void;
  /** Runs synchronous work atomically: all of its writes are kept, or none. */
  readonly atomically: <Result>(work: () => Result) => Result;
}

/** The client of a request, as far as the connection tells. */
export interface RequestClient {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** The id of a new resource of the template: the same after every `--fresh` and on every machine. */
export interface FixedIdentity {
  readonly id: string;
  /** Of an app client that has a secret. */
  readonly secret?: string;
}

/** Everything that an operation may use. */
export interface OperationContext extends CognitoContext {
  readonly caller: Caller | TokenCaller;
  /** Where the request comes from; missing for calls of the local cloud itself. */
  readonly requestClient?: RequestClient;
  /** Only for resources of the template; all others get a random id. */
  readonly fixed?: FixedIdentity;
}

/** The context of an operation that a user calls with their access token. */
export interface TokenContext extends OperationContext {
  readonly caller: TokenCaller;
}
