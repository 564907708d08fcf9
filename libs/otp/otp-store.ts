import { otpKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { Fault } from "../observability/describe-cause.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type Channel, isChannel } from "./channel.ts";
import { digestOf, makeCode, makeSecret, openCode, sealCode } from "./one-time-code.ts";
import { makeLinkToken } from "./sign-in-link.ts";

/** Long after the session: an expired item means an unknown challenge. */
const KEPT_MS = 60 * 60 * 1000;

const expiryOf = (now: number) => Math.ceil((now + KEPT_MS) / 1000);

export interface IssuedCode {
  readonly channel: Channel;
  /** The code, or the link's token. */
  readonly code: string;
  /** Of the code, keyed. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** False if the code existed already: then another call sends it. */
  readonly isNew: boolean;
  /** Records where the code goes. A code that is not sent is never right. */
  noteDestination(address: string | undefined): Promise<void>;
}

export interface CheckedGuess {
  readonly channel: Channel;
  /** Keyed digest of the guess, to compare with the code's. */
  readonly digest: string;
  /** When the code was created, in milliseconds since the epoch. */
  readonly issuedAt: number;
  /** The number of different guesses so far. */
  readonly tries: number;
  /** Whether the code went to this address. */
  wentTo(address: string): boolean;
}

/** Codes and links in progress, by challenge, in the activity table. Times are milliseconds since the epoch. */
export interface OtpStore {
  /**
   * Records the chosen channel; the first choice stays.
   *
   * @param choice.validFor how long the code or link is valid; undefined: as the creation says
   */
  begin(
    challengeId: string,
    choice: { readonly channel: Channel; readonly validFor?: number | undefined },
    now: number,
  ): Promise<void>;
  /** Creates a code, or returns the existing one. Undefined if the challenge is unknown or has expired. */
  issue(
    challengeId: string,
    seed: string,
    time: { now: number; validFor: number },
  ): Promise<IssuedCode | undefined>;
  /**
   * Takes one of the tries. Repeating a guess takes no other one.
   *
   * @returns undefined if the guess must not be checked: tries or time are up, the code was used or never sent
   */
  guess(challengeId: string, guess: Guess, now: number): Promise<CheckedGuess | undefined>;
  /** Uses up the code. @returns false if it was used before */
  use(challengeId: string): Promise<boolean>;
}

interface Guess {
  readonly code: string;
  /** Hides guesses from readers of the table: the right one may be among them. */
  readonly pepper: string;
  readonly maxTries: number;
}

function channelOf({ channel }: Item): Channel {
  if (!isChannel(channel)) throw new Fault("a challenge without a channel");
  return channel;
}

export function otpStore(table: ActivityTable): OtpStore {
  async function noteDestination(challengeId: string, key: string, address: string | undefined) {
    await table.update({
      key: otpKey(challengeId),
      expression: address === undefined ? "SET #unsent = :value" : "SET #sentTo = :value",
      condition: "#key = :key",
      values: { key, value: address === undefined ? true : digestOf(key, address) },
    });
  }

  return {
    async begin(challengeId, choice, now) {
      await table.putNew({ ...otpKey(challengeId), ...withoutUndefined(choice), expiresAt: expiryOf(now) });
    },

    async issue(challengeId, seed, { now, validFor }) {
      const [key, code] = [makeSecret(), makeCode()];
      const issued = await table.update({
        key: otpKey(challengeId),
        expression:
          "SET #key = :key, #sealed = :sealed, #issuedAt = :now, #expiresAt = :expiresAt, " +
          "#validUntil = if_not_exists(#validFor, :validFor) + :now",
        condition: "attribute_exists(#channel) AND attribute_not_exists(#key)",
        values: {
          key,
          sealed: sealCode(code, seed),
          validFor,
          now,
          expiresAt: expiryOf(now),
        },
      });
      const item = issued ?? (await table.get(otpKey(challengeId)));
      if (item === undefined) return undefined;
      const itsKey = String(item.key);
      const channel = channelOf(item);
      const kept =
        channel === "link" ? makeLinkToken(challengeId, seed, itsKey) : openCode(String(item.sealed), seed);
      return {
        channel,
        code: kept,
        digest: digestOf(itsKey, kept),
        expiresAt: Number(item.validUntil),
        // By the key, not by whose update succeeded: after a lost answer the retry finds its own code.
        isNew: itsKey === key,
        noteDestination: (address) => noteDestination(challengeId, itsKey, address),
      };
    },

    async guess(challengeId, { code, pepper, maxTries }, now) {
      const made = digestOf(pepper, code);
      const item = await table.update({
        key: otpKey(challengeId),
        expression: "ADD #guesses :made",
        condition:
          "attribute_exists(#sentTo) AND attribute_not_exists(#usedBy) AND #validUntil > :now AND " +
          "(attribute_not_exists(#guesses) OR size(#guesses) < :max OR contains(#guesses, :guess))",
        values: { made: new Set([made]), guess: made, now, max: maxTries },
      });
      if (item === undefined) return undefined;
      const key = String(item.key);
      return {
        channel: channelOf(item),
        digest: digestOf(key, code),
        issuedAt: Number(item.issuedAt),
        tries: item.guesses instanceof Set ? item.guesses.size : 0,
        wentTo: (address) => digestOf(key, address) === item.sentTo,
      };
    },

    async use(challengeId) {
      const mine = makeSecret();
      const used = await table.update({
        key: otpKey(challengeId),
        expression: "SET #usedBy = :mine",
        // The second part is for an update that was sent again because its answer was lost.
        condition: "attribute_exists(#key) AND (attribute_not_exists(#usedBy) OR #usedBy = :mine)",
        values: { mine },
      });
      return used !== undefined;
    },
  };
}
