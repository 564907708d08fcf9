import type { Pool } from "./pool-repository.ts";

export interface ResourceServer {
  readonly poolId: string;
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

export interface ResourceServerRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(pool: Pool, identifier: string): ResourceServer;
  /** @throws ServiceError InvalidParameterException where the identifier is taken. */
  create(pool: Pool, server: Omit<ResourceServer, "poolId">): ResourceServer;
  update(server: ResourceServer, changes: Pick<ResourceServer, "name" | "scopes">): ResourceServer;
  delete(server: ResourceServer): void;
  /** All of the pool, by identifier. */
  all(pool: Pool): readonly ResourceServer[];
}
