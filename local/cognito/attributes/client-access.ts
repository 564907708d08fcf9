/** Which attributes an app client may read and write on behalf of a user. */

import { attributeNotWritable } from "../errors/resource-errors.ts";
import type { Client } from "../state/client-repository.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import { standardAttributes } from "./standard-attributes.ts";

/** Only Cognito and administrators write these. */
export const neverWritable: ReadonlySet<string> = new Set(["sub", "email_verified", "phone_number_verified"]);

const standardNames = standardAttributes.map(({ Name }) => Name);

/** Without WriteAttributes a client writes the standard ones (API_CreateUserPoolClient, `WriteAttributes`). */
export function isWritable(client: Client, name: string): boolean {
  const writable = client.settings.WriteAttributes ?? standardNames;
  return writable.includes(name) && !neverWritable.has(name);
}

/**
 * An attribute that the pool does not have passes in a client without WriteAttributes: what is wrong with it is said by the
 * schema (amplify-flutter#509).
 *
 * @throws ServiceError NotAuthorizedException
 */
export function checkClientMayWrite(
  { SchemaAttributes }: Pick<PoolSettings, "SchemaAttributes">,
  client: Client,
  names: readonly string[],
): void {
  const isUnknown = (name: string) =>
    client.settings.WriteAttributes === undefined && !SchemaAttributes.some(({ Name }) => Name === name);
  if (!names.every((name) => isWritable(client, name) || isUnknown(name))) throw attributeNotWritable();
}

/** Whether the client may see an attribute. Without ReadAttributes it sees the standard ones. */
export function canRead({ settings }: Client, name: string): boolean {
  return name === "sub" || (settings.ReadAttributes ?? standardNames).includes(name);
}

/** Those of a user's attributes that the client may see. `sub` is always one. */
export function readableAttributes(
  client: Client,
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => canRead(client, name)));
}
