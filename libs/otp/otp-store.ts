import { otpKey } from "../activity/activity-keys.ts";
import type { ActivityTable, Item } from "../activity/activity-table.ts";
import { Fault } from "../observability/describe-cause.ts";
import { type Channel, isChannel } from "./channel.ts";
import { digestOf, makeCode, makeSecret, openCode, sealCode } from "./one-time-code.ts";

/** Long after the session: an item that is gone is an unknown challenge. */
const KEPT_MS = 60 * 60 * 1000;

const expiryOf = (now: number) => Math.ceil((now + KEPT_MS) / 1000);

export interface IssuedCode {
  readonly channel: Channel;
  readonly code: string;
  /** Of the code, keyed. */
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** False where the code was there already: then it is somebody else's to send. */
  readonly isNew: boolean;
  /** Notes where the code goes. One that goes nowhere is never right. */
  noteDestination(address: string | undefined): Promise<void>;
}

export interface CheckedGuess {
  readonly channel: Channel;
  /** Keyed digest of the guess, to compare with the code's. */
  readonly digest: string;
  /** How many different guesses there were so far. */
  readonly tries: number;
  /** Whether this address is the one that the code went to. */
  wentTo(address: string): boolean;
}

/** Codes that are under way, by challenge, in the activity table. Times are milliseconds since the epoch. */
export interface OtpStore {
  /** Notes the way that was chosen; the first choice stays. */
  begin(challengeId: string, channel: Channel, now: number): Promise<void>;
  /** A new code, or the one that there is. Undefined where the challenge has not begun, or is forgotten. */
  issue(
    challengeId: string,
    seed: string,
    time: { now: number; validFor: number },
  ): Promise<IssuedCode | undefined>;
  /**
   * Takes one of so many tries. The same guess takes one, however often it is made.
   *
   * @returns undefined where no guess may be checked: tries or time are up, the code is used or never went anywhere
   */
  guess(challengeId: string, guess: Guess, now: number): Promise<CheckedGuess | undefined>;
  /** Uses the code up. @returns false where it was used before */
  use(challengeId: string): Promise<boolean>;
}

interface Guess {
  readonly code: string;
  /** Hides guesses from whoever reads the table: the right one may be among them. */
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
    async begin(challengeId, channel, now) {
      await table.putNew({ ...otpKey(challengeId), channel, expiresAt: expiryOf(now) });
    },

    async issue(challengeId, seed, { now, validFor }) {
      const [key, code] = [makeSecret(), makeCode()];
      const issued = await table.update({
        key: otpKey(challengeId),
        expression: "SET #key = :key, #sealed = :sealed, #validUntil = :validUntil, #expiresAt = :expiresAt",
        condition: "attribute_exists(#channel) AND attribute_not_exists(#key)",
        values: {
          key,
          sealed: sealCode(code, seed),
          validUntil: now + validFor,
          expiresAt: expiryOf(now),
        },
      });
      const item = issued ?? (await table.get(otpKey(challengeId)));
      if (item === undefined) return undefined;
      const kept = openCode(String(item.sealed), seed);
      const itsKey = String(item.key);
      return {
        channel: channelOf(item),
        code: kept,
        digest: digestOf(itsKey, kept),
        expiresAt: Number(item.validUntil),
        // By the key, not by whose update came through: one whose answer was lost and that was sent again is ours too.
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
        tries: item.guesses instanceof Set ? item.guesses.size : 0,
        wentTo: (address) => digestOf(key, address) === item.sentTo,
      };
    },

    async use(challengeId) {
      const mine = makeSecret();
      const used = await table.update({
        key: otpKey(challengeId),
        expression: "SET #usedBy = :mine",
        // The second half is for an update whose answer was lost and that was sent again.
        condition: "attribute_exists(#key) AND (attribute_not_exists(#usedBy) OR #usedBy = :mine)",
        values: { mine },
      });
      return used !== undefined;
    },
  };
}
