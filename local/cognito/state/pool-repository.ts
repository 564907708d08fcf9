import type { PoolSettings } from "./pool-settings.ts";

/** A user pool. Times are milliseconds since the Unix epoch. */
export interface Pool {
  /** `us-east-1_Ab12Cd34E` */
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: PoolSettings;
}

export interface PoolRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(poolId: string): Pool;
  find(poolId: string): Pool | null;
  create(pool: { readonly name: string; readonly settings: PoolSettings }): Pool;
  update(pool: Pool, changes: { readonly name?: string; readonly settings?: PoolSettings }): Pool;
  /** Deletes the pool with everything in it. */
  delete(pool: Pool): void;
  /** In order of creation. `after` is the last pool of the page before. */
  list(page: { readonly limit: number; readonly after: string | null }): readonly Pool[];
}
