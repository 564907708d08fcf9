import { knownClientsKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { makeSecret } from "../otp/one-time-code.ts";
import { sha256 } from "../sha256.ts";
import { readKnownClientToken, renderKnownClientToken } from "./known-client-token.ts";

/**
 * Clients that have signed in to an account before: OWASP's device cookies. Guesses of strangers count by the account's name
 * and make unknown clients wait; a known client has its own budget and can sign in meanwhile. The secret gives nothing else:
 * the password is still needed.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */

/** How long a client stays known after a sign-in, in seconds. */
export const KNOWN_CLIENT_SECONDS = 90 * 24 * 60 * 60;

/** Attempts of a known client since its last sign-in. After them its token is used up, and it counts as unknown. */
const MAX_KNOWN_CLIENT_ATTEMPTS = 5;

/** Per account; another one replaces the one that signed in longest ago. */
const MAX_KNOWN_CLIENTS = 10;

/** Tries to write while other sign-ins of the same account write as well. */
const MAX_WRITES = 4;

interface Account {
  readonly sub: string;
  /** The address that the client signed in with, normalized. */
  readonly email: string;
}

/** A client in the table. Times are milliseconds since the epoch. */
interface KnownClient {
  readonly validUntil: number;
  /** Since the last sign-in. */
  readonly attempts: number;
}

/** What else a write of a client does, and its condition. */
interface Change {
  readonly removal: string;
  readonly condition: string;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

const clientsOf = (item: Item | undefined) =>
  Object.entries((item?.clients ?? {}) as Record<string, KnownClient>);

/** The client that signed in longest ago. */
function oldestOf(item: Item | undefined): string | undefined {
  const [oldest] = clientsOf(item).sort(([, one], [, other]) => one.validUntil - other.validUntil);
  return oldest?.[0];
}

/** All operations throw AwsError or a network error. `now` is in milliseconds since the epoch. */
export interface KnownClientStore {
  /**
   * Takes one of the client's own attempts by one conditional write.
   *
   * @param token from the request: anything
   * @param sub the account to sign in to; a token for another one is ignored
   * @returns undefined if the client is not known, or has no attempts left
   */
  takeAttempt(
    token: string | undefined,
    sub: string,
    now: number,
  ): Promise<{ readonly followsFailure: boolean } | undefined>;
  /** Whether a client is known for the account with this address, and the id to count it by. Takes nothing. */
  find(token: string | undefined, email: string, now: number): Promise<{ readonly id: string } | undefined>;
  /**
   * Makes a client known after it signed in. A client that was known gets a new token and the old one is void, so that a copy
   * of it is valid at most until its owner's next sign-in.
   *
   * @param token the one that the client sent
   * @returns the token to send from now on; undefined if other writes keep getting in between
   */
  remember(account: Account, token: string | undefined, now: number): Promise<string | undefined>;
  /** Makes all clients of an account unknown. */
  forgetAll(sub: string): Promise<void>;
}

export function knownClientStore(table: ActivityTable): KnownClientStore {
  async function write(
    { sub, email }: Account,
    client: string,
    change: Change,
    now: number,
  ): Promise<boolean> {
    const validUntil = now + KNOWN_CLIENT_SECONDS * 1000;
    const updated = await table.update({
      key: knownClientsKey(sub),
      expression: `SET #clients.#client = :client, #address = :address, #expiresAt = :expiresAt ${change.removal}`,
      condition: change.condition,
      aliases: { client, ...change.aliases },
      values: {
        client: { validUntil, attempts: 0 },
        address: sha256(email),
        expiresAt: Math.ceil(validUntil / 1000),
        ...change.values,
      },
    });
    return updated !== undefined;
  }

  /** Replaces the client that the token belongs to. */
  async function replaceShown(account: Account, token: string | undefined, client: string, now: number) {
    const shown = readKnownClientToken(token);
    if (shown?.sub !== account.sub) return false;
    const change = {
      removal: "REMOVE #clients.#replaced",
      condition: "#clients.#replaced.#validUntil > :now",
      aliases: { replaced: sha256(shown.secret) },
      values: { now },
    };
    return write(account, client, change, now);
  }

  /** Adds a client, or replaces the oldest one if there are too many. */
  async function add(account: Account, client: string, now: number): Promise<boolean> {
    const beside = {
      removal: "",
      condition: "attribute_exists(#clients) AND size(#clients) < :max",
      values: { max: MAX_KNOWN_CLIENTS },
    };
    if (await write(account, client, beside, now)) return true;
    const key = knownClientsKey(account.sub);
    const item = await table.get(key);
    if (item === undefined) {
      await table.putNew({ ...key, clients: {}, expiresAt: Math.ceil(now / 1000) + KNOWN_CLIENT_SECONDS });
      return write(account, client, beside, now);
    }
    const oldest = oldestOf(item);
    if (oldest === undefined) return false;
    const instead = {
      removal: "REMOVE #clients.#replaced",
      condition: "attribute_exists(#clients.#replaced)",
      aliases: { replaced: oldest },
      values: {},
    };
    return write(account, client, instead, now);
  }

  return {
    async takeAttempt(token, sub, now) {
      const shown = readKnownClientToken(token);
      if (shown?.sub !== sub) return undefined;
      const client = sha256(shown.secret);
      const item = await table.update({
        key: knownClientsKey(sub),
        expression: "SET #clients.#client.#attempts = #clients.#client.#attempts + :one",
        condition: "#clients.#client.#validUntil > :now AND #clients.#client.#attempts < :max",
        aliases: { client },
        values: { one: 1, now, max: MAX_KNOWN_CLIENT_ATTEMPTS },
      });
      if (item === undefined) return undefined;
      const taken = clientsOf(item).find(([id]) => id === client)?.[1];
      return { followsFailure: Number(taken?.attempts) > 1 };
    },

    async find(token, email, now) {
      const shown = readKnownClientToken(token);
      if (shown === undefined) return undefined;
      const item = await table.get(knownClientsKey(shown.sub));
      const id = sha256(shown.secret);
      const client = clientsOf(item).find(([known]) => known === id)?.[1];
      if (client === undefined || item?.address !== sha256(email)) return undefined;
      const isKnown = client.validUntil > now && client.attempts < MAX_KNOWN_CLIENT_ATTEMPTS;
      return isKnown ? { id } : undefined;
    },

    async remember(account, token, now) {
      const secret = makeSecret();
      const client = sha256(secret);
      let isWritten = await replaceShown(account, token, client, now);
      for (let writes = 0; !isWritten && writes < MAX_WRITES; writes += 1) {
        isWritten = await add(account, client, now);
      }
      return isWritten ? renderKnownClientToken({ sub: account.sub, secret }) : undefined;
    },

    async forgetAll(sub) {
      await table.update({
        key: knownClientsKey(sub),
        expression: "SET #clients = :none",
        condition: "attribute_exists(#clients)",
        values: { none: {} },
      });
    },
  };
}
