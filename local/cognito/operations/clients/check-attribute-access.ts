import { neverWritable } from "../../attributes/client-access.ts";
import { invalidParameter } from "../../errors/parameter-errors.ts";
import type { ClientSurroundings, RequestedClientSettings } from "./resolve-client-settings.ts";

/**
 * A client may read and write attributes that the pool has, and write none that only Cognito may.
 * @throws ServiceError InvalidParameterException
 */
export function checkAttributeAccess(
  { ReadAttributes = [], WriteAttributes = [] }: RequestedClientSettings,
  { pool, action }: ClientSurroundings,
): void {
  const known = new Set(pool.settings.SchemaAttributes.map(({ Name }) => Name));
  if (!ReadAttributes.every((name) => known.has(name))) {
    throw invalidParameter(`Invalid read attributes specified while ${action} a client`);
  }
  if (!WriteAttributes.every((name) => known.has(name) && !neverWritable.has(name))) {
    throw invalidParameter(`Invalid write attributes specified while ${action} a client`);
  }
}
