import type { DatabaseSync } from "node:sqlite";
import type {
  AccountTakeoverRiskConfigurationType,
  AssetType,
  CompromisedCredentialsRiskConfigurationType,
  CustomDomainConfigType,
  IdentityProviderTypeType,
  LogConfigurationType,
  RiskExceptionConfigurationType,
  RoutingType,
  UserSessionTrackingType,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Clock } from "../../clock.ts";
import { freeze } from "../../state/frozen.ts";
import { integer, isUniqueViolation, json, type Row, text, written } from "../../state/row.ts";
import type { ByLevel } from "../domain/authentication-level.ts";
import type { REGIONAL_SETTINGS, ReplicaStatus } from "../domain/replica.ts";
import type { Validated } from "../wire-types.ts";
import type { Pool } from "./pool-repository.ts";
import type { PoolSettings } from "./pool-settings.ts";

/** Bytes as they lie in a JSON document: Base64. */
type StoredAsset = Validated<Omit<AssetType, "Bytes">> & { readonly Bytes?: string };

/**
 * What a pool keeps beside its users: documents that go in and come out, in AWS's own words, by kind. `id` is what the kind's
 * operations name them by.
 */
export interface PoolDocuments {
  /** By provider name. */
  readonly "identity-provider": {
    readonly ProviderType: IdentityProviderTypeType;
    readonly ProviderDetails: Readonly<Record<string, string>>;
    readonly AttributeMapping: Readonly<Record<string, string>>;
    readonly IdpIdentifiers: readonly string[];
    /** By level: what the provider calls it. */
    readonly AcrMapping?: ByLevel<string>;
  };
  /** By domain. */
  readonly domain: {
    readonly CustomDomainConfig?: Validated<CustomDomainConfigType>;
    readonly Routing?: Validated<RoutingType>;
    readonly ManagedLoginVersion: number;
    readonly Version: string;
  };
  /** By branding id. */
  readonly branding: {
    readonly clientId: string;
    readonly UseCognitoProvidedValues: boolean;
    readonly Settings?: unknown;
    readonly Assets?: readonly StoredAsset[];
  };
  /** By client id, or `ALL`. */
  readonly "ui-customization": {
    readonly CSS?: string;
    readonly image?: string;
    readonly cssVersion?: string;
  };
  /** By client id, or `ALL`. */
  readonly risk: {
    readonly CompromisedCredentialsRiskConfiguration?:
      | Validated<CompromisedCredentialsRiskConfigurationType>
      | undefined;
    readonly AccountTakeoverRiskConfiguration?: Validated<AccountTakeoverRiskConfigurationType> | undefined;
    readonly RiskExceptionConfiguration?: Validated<RiskExceptionConfigurationType> | undefined;
  };
  /** One a pool, by the pool's id, and one a replica. */
  readonly "log-delivery": { readonly LogConfigurations: readonly Validated<LogConfigurationType>[] };
  /** By Region: the secondary replicas. */
  readonly replica: {
    readonly status: ReplicaStatus;
    /** When it got that status. */
    readonly since: number;
    readonly settings: Pick<PoolSettings, (typeof REGIONAL_SETTINGS)[number]>;
  };
  /** One a pool, by the pool's id. */
  readonly "session-tracking": {
    readonly UserSessionTracking: UserSessionTrackingType;
    readonly TokenSession: { readonly MaxPerUser: number };
  };
  /** By client id. */
  readonly "client-session": { readonly SSOSession: { readonly MaxValidityMinutes: number } };
  /** By terms id. */
  readonly terms: {
    readonly ClientId: string;
    readonly TermsName: string;
    readonly TermsSource: "LINK";
    readonly Enforcement: "NONE";
    readonly Links: Readonly<Record<string, string>>;
  };
}

type DocumentKind = keyof PoolDocuments;

/** Times are milliseconds since the Unix epoch. */
export interface PoolDocument<Kind extends DocumentKind> {
  /** Grows with creation, never travels. */
  readonly sequence: number;
  readonly poolId: string;
  readonly id: string;
  readonly content: PoolDocuments[Kind];
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface PoolDocumentRepository {
  find<Kind extends DocumentKind>(pool: Pool, kind: Kind, id: string): PoolDocument<Kind> | null;
  /** Those of that id, in whichever pools: what is unique over many. */
  anywhere<Kind extends DocumentKind>(kind: Kind, id: string): readonly PoolDocument<Kind>[];
  /** @returns `null` where the pool has one of that id already */
  create<Kind extends DocumentKind>(
    pool: Pool,
    kind: Kind,
    id: string,
    content: PoolDocuments[Kind],
  ): PoolDocument<Kind> | null;
  /** Writes it, whether it is there or not. */
  put<Kind extends DocumentKind>(
    pool: Pool,
    kind: Kind,
    id: string,
    content: PoolDocuments[Kind],
  ): PoolDocument<Kind>;
  delete(pool: Pool, kind: DocumentKind, id: string): void;
  /** All of a kind, in order of creation: a pool has few. */
  all<Kind extends DocumentKind>(pool: Pool, kind: Kind): readonly PoolDocument<Kind>[];
  /** Those of every pool. */
  everywhere<Kind extends DocumentKind>(kind: Kind): readonly PoolDocument<Kind>[];
}

export const poolDocumentTables = `
CREATE TABLE IF NOT EXISTS cognito_pool_documents (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (pool_id, kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS cognito_pool_documents_by_id ON cognito_pool_documents (kind, id);
CREATE INDEX IF NOT EXISTS cognito_pool_documents_by_kind ON cognito_pool_documents (pool_id, kind, sequence);
`;

export function createPoolDocumentRepository(database: DatabaseSync, clock: Clock): PoolDocumentRepository {
  const select = database.prepare(
    "SELECT * FROM cognito_pool_documents WHERE pool_id = ? AND kind = ? AND id = ?",
  );
  const selectAnywhere = database.prepare("SELECT * FROM cognito_pool_documents WHERE kind = ? AND id = ?");
  const selectEverywhere = database.prepare(
    "SELECT * FROM cognito_pool_documents WHERE kind = ? ORDER BY id",
  );
  const selectAll = database.prepare(
    "SELECT * FROM cognito_pool_documents WHERE pool_id = ? AND kind = ? ORDER BY sequence",
  );
  const insert = database.prepare(`
    INSERT INTO cognito_pool_documents (pool_id, kind, id, content, created_at, modified_at)
    VALUES (?, ?, ?, ?, ?, ?) RETURNING *`);
  const write = database.prepare(`
    UPDATE cognito_pool_documents SET content = ?, modified_at = ? WHERE pool_id = ? AND kind = ? AND id = ?
    RETURNING *`);
  const remove = database.prepare(
    "DELETE FROM cognito_pool_documents WHERE pool_id = ? AND kind = ? AND id = ?",
  );

  const create: PoolDocumentRepository["create"] = (pool, kind, id, content) => {
    const now = clock.now();
    try {
      return toDocument(written(insert.get(pool.id, kind, id, JSON.stringify(content), now, now)));
    } catch (error) {
      if (isUniqueViolation(error)) return null;
      throw error;
    }
  };

  return {
    create,
    find(pool, kind, id) {
      const row = select.get(pool.id, kind, id);
      return row ? toDocument(row) : null;
    },
    anywhere: <Kind extends DocumentKind>(kind: Kind, id: string) =>
      selectAnywhere.all(kind, id).map((row) => toDocument<Kind>(row)),
    put(pool, kind, id, content) {
      const created = create(pool, kind, id, content);
      return (
        created ?? toDocument(written(write.get(JSON.stringify(content), clock.now(), pool.id, kind, id)))
      );
    },
    delete: (pool, kind, id) => {
      remove.run(pool.id, kind, id);
    },
    all: <Kind extends DocumentKind>(pool: Pool, kind: Kind) =>
      selectAll.all(pool.id, kind).map((row) => toDocument<Kind>(row)),
    everywhere: <Kind extends DocumentKind>(kind: Kind) =>
      selectEverywhere.all(kind).map((row) => toDocument<Kind>(row)),
  };
}

function toDocument<Kind extends DocumentKind>(row: Row): PoolDocument<Kind> {
  return freeze({
    sequence: integer(row, "sequence"),
    poolId: text(row, "pool_id"),
    id: text(row, "id"),
    content: json(row, "content") as PoolDocuments[Kind],
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
  }) as PoolDocument<Kind>;
}
