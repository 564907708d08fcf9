import { brotliDecompressSync } from "node:zlib";
import { type MatchExtended, type OptionsGraph, ZxcvbnFactory } from "@zxcvbn-ts/core";
import type { PasswordReason } from "../schemas/password-rule.ts";
import { PACKED_PASSWORDS } from "./packed-passwords.ts";

type Weakness = Exclude<PasswordReason, "too_short" | "breached">;

/**
 * Pass phrases that attackers try because they were printed as examples. The list of passwords does not have them: it counts
 * what people chose, and few choose phrases.
 */
const PRINTED_EXAMPLES = ["correcthorsebatterystaple", "thequickbrownfox", "tobeornottobe"];

/** Words of a well-known order, where one word gives the next. */
const ENUMERATIONS =
  "one two three four five six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december spring summer autumn winter";

/**
 * The number of characters that are analyzed. The time grows faster than the length, and this many are enough: more characters
 * can only make a password harder to guess.
 */
const MAX_ANALYSED = 64;

/**
 * How far a password may fall short of the minimum length, in characters of guessing (a power of ten each). A random password
 * of the minimum length does not fall short; a phrase of a few common words stays within this.
 */
const TOLERANCE = 3;

/** The same for letters and digits only, and for letters only, where a good phrase has less to show. */
const TOLERANCE_WITHOUT_SEPARATORS = 5;
const TOLERANCE_OF_LETTERS = 7;

/** As a power of ten, for a short rest. A random character counts one. */
const MIN_GUESSES_PER_CHARACTER = 0.75;

const NAME_OF_APP = "appName";

interface PasswordData {
  readonly passwords: string[];
  readonly keyboards: OptionsGraph;
}

const estimators = new Map<string, ZxcvbnFactory>();

/** Unpacked with the first password, because most requests have none. */
function estimatorFor(appName: string): ZxcvbnFactory {
  const known = estimators.get(appName);
  if (known !== undefined) return known;
  const name = appName.toLowerCase();
  const { passwords, keyboards } = JSON.parse(
    brotliDecompressSync(Buffer.from(PACKED_PASSWORDS, "base64")).toString(),
  ) as PasswordData;
  const estimator = new ZxcvbnFactory({
    dictionary: {
      passwords: [...new Set([...PRINTED_EXAMPLES, ...ENUMERATIONS.split(" "), ...passwords])],
      [NAME_OF_APP]: [name, withoutSeparators(name), ...wordsOf(name)],
    },
    graphs: keyboards,
    maxLength: MAX_ANALYSED,
  });
  estimators.set(appName, estimator);
  return estimator;
}

/** Only letters and digits. */
const withoutSeparators = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

/** Words that are long enough to matter: every password contains shorter ones by chance. */
const wordsOf = (text: string): string[] =>
  text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => [...word].length >= 3);

function weaknessOf(match: MatchExtended): Weakness | undefined {
  if (match.pattern === "repeat") return "repeated";
  if (match.pattern === "sequence" || match.pattern === "spatial") return "pattern";
  if (match.pattern === "regex" || match.pattern === "date") return "pattern";
  if (match.pattern !== "dictionary") return undefined;
  if (match.dictionaryName === "userInputs") return "personal";
  return match.dictionaryName === NAME_OF_APP ? "app_name" : "common";
}

/** The weakness that covers most of the password. */
function mainWeakness(sequence: readonly MatchExtended[]): Weakness {
  const lengths = new Map<Weakness, number>();
  for (const match of sequence) {
    const weakness = weaknessOf(match);
    if (weakness !== undefined) lengths.set(weakness, (lengths.get(weakness) ?? 0) + match.token.length);
  }
  const [largest] = [...lengths].sort(([, one], [, other]) => other - one);
  return largest?.[0] ?? "pattern";
}

/** A part can't be required to have more than it could. */
const lookAtPart = (text: string, most: number) => ({
  text,
  least: Math.min(most, text.length * MIN_GUESSES_PER_CHARACTER),
});

interface Expectation {
  /** In characters. */
  readonly minimumLength: number;
  readonly appName: string;
  /** The user's address and names; their parts are found here. */
  readonly personal: readonly string[];
}

/**
 * Why a password is easy to guess, as zxcvbn estimates it: common passwords and words, also in other cases, in leetspeak and
 * backwards, the user's own data, repetitions, sequences, dates and keyboard patterns, one after another. It looks two more
 * times, at letters and digits only and at letters only, so that other characters in between hide no repetition.
 *
 * Takes some ten milliseconds.
 *
 * @returns undefined for a password that is hard enough to guess
 * @see https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler
 */
export function findWeakness(
  password: string,
  { minimumLength, appName, personal }: Expectation,
): Weakness | undefined {
  const estimator = estimatorFor(appName);
  // Full-width letters, ligatures and the like become the characters that they look like.
  const plain = password.normalize("NFKC");
  const known = personal.flatMap((text) => [text, withoutSeparators(text), ...wordsOf(text)]);
  const looks = [
    { text: plain, least: minimumLength - TOLERANCE },
    lookAtPart(withoutSeparators(plain), minimumLength - TOLERANCE_WITHOUT_SEPARATORS),
    lookAtPart(plain.replace(/[^\p{L}\p{M}]+/gu, ""), minimumLength - TOLERANCE_OF_LETTERS),
  ].filter(({ text }) => text.length >= plain.length / 2);
  for (const { text, least } of looks) {
    const { guessesLog10, sequence } = estimator.check(text, known);
    if (guessesLog10 < least) return mainWeakness(sequence);
  }
  return undefined;
}
