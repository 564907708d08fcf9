/** The pools at the endpoint of one Region: those that are there, and replicas of others. */
import type { Clock } from "../../clock.ts";
import { isEnabledOnSecondary, REGIONAL_SETTINGS, statusAt } from "../domain/replica.ts";
import { operationNotEnabled } from "../errors/resource-errors.ts";
import type { PoolDocument, PoolDocumentRepository } from "./pool-document-repository.ts";
import { type Pool, type PoolRepository, requiring } from "./pool-repository.ts";
import type { PoolSettings } from "./pool-settings.ts";

/** Why a pool is looked for. */
export interface RegionalRequest {
  readonly region: string;
  readonly operation: string;
  readonly input: unknown;
}

interface Repositories {
  readonly pools: PoolRepository;
  readonly documents: PoolDocumentRepository;
  readonly clock: Clock;
}

type RegionalSettings = Pick<PoolSettings, (typeof REGIONAL_SETTINGS)[number]>;

/** The members of the settings that each replica has of its own. */
function regionalSettings(settings: PoolSettings): RegionalSettings {
  return Object.fromEntries(
    REGIONAL_SETTINGS.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  ) as unknown as RegionalSettings;
}

/** The primary as its replica shows it. */
function viewOf(pool: Pool, { id, content }: PoolDocument<"replica">): Pool {
  const { SmsConfiguration: _, ...shared } = pool.settings;
  return {
    ...pool,
    region: id,
    primaryRegion: pool.region,
    settings: { ...shared, ...content.settings } as PoolSettings,
  };
}

/**
 * The pools of a Region. A replica's settings are its own where they are regional; a request that only its primary accepts is
 * refused wherever it looks for the pool.
 */
export function poolsIn({ pools, documents, clock }: Repositories, request: RegionalRequest): PoolRepository {
  const { region, operation } = request;
  const input = (request.input ?? {}) as Parameters<typeof isEnabledOnSecondary>[1];

  /** `null` where there is none, not yet or no longer. */
  function replicaOf(pool: Pool): Pool | null {
    const replica = documents.find(pool, "replica", region);
    const status = replica && statusAt(replica.content, clock.now());
    if (replica === null || (status !== "ACTIVE" && status !== "INACTIVE")) return null;
    if (!isEnabledOnSecondary(operation, input, status)) throw operationNotEnabled(operation);
    return viewOf(pool, replica);
  }

  function find(poolId: string): Pool | null {
    const pool = pools.find(poolId);
    if (pool === null) return null;
    return pool.region === region ? pool : replicaOf(pool);
  }

  return {
    ...pools,
    find,
    require: requiring(find),
    list(_region, { limit, after }) {
      const replicas = documents.anywhere("replica", region).flatMap(({ poolId }) => find(poolId) ?? []);
      return [...pools.list(region, { limit, after }), ...replicas.filter(({ key }) => key > after)]
        .sort((one, other) => one.key - other.key)
        .slice(0, limit);
    },
    update(pool, changes) {
      if (pool.primaryRegion === undefined) return pools.update(pool, changes);
      const replica = documents.find(pool, "replica", region);
      if (replica === null || changes.settings === undefined) return pool;
      const settings = regionalSettings(changes.settings);
      return viewOf(
        pools.require(pool.id),
        documents.put(pool, "replica", region, { ...replica.content, settings }),
      );
    },
  };
}
