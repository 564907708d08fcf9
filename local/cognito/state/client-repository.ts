import type { Pool } from "./pool-repository.ts";
import type { ClientSettings } from "./pool-settings.ts";

/** An app client. Times are milliseconds since the Unix epoch. */
export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  /** `null` for a public client. */
  readonly secret: string | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: ClientSettings;
}

export interface ClientRepository {
  /**
   * By id alone, as public operations name it; with `pool`, it must be that pool's.
   * @throws ServiceError ResourceNotFoundException, with AWS's text.
   */
  require(clientId: string, pool?: Pool): Client;
  create(
    pool: Pool,
    client: { readonly name: string; readonly secret: string | null; readonly settings: ClientSettings },
  ): Client;
  update(client: Client, changes: { readonly name: string; readonly settings: ClientSettings }): Client;
  delete(client: Client): void;
  /** In order of creation. */
  list(pool: Pool, page: { readonly limit: number; readonly after: string | null }): readonly Client[];
}
