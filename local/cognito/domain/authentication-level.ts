/**
 * How strongly a user authenticated, and by which methods: the claims `acr` and `amr`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html).
 */
import type { FirstFactor } from "./first-factor.ts";
import type { SecondFactor } from "./second-factor.ts";

/** A factor that a user completed, by its value in `amr` (RFC 8176, and Cognito's own names). */
export type CompletedFactor = "pwd" | "otp" | "sms" | "email_otp" | "swk" | "hwk";

const COMPLETED_FACTORS: readonly CompletedFactor[] = ["pwd", "otp", "sms", "email_otp", "swk", "hwk"];

/** From the weakest to the strongest. */
export type Level = 1 | 2 | 3 | 4;

const LEVELS: readonly Level[] = [1, 2, 3, 4];

const LOWEST_LEVEL: Level = 1;

/** What a sign-in reached. */
export interface Authentication {
  /** `null`: its factors satisfy no level, as those of a custom challenge. */
  readonly level: Level | null;
  /** The claim `amr`. */
  readonly methods: readonly string[];
}

/** The highest level that the factors fully satisfy; 0 if none. A code of an authenticator app alone satisfies none. */
function levelOf(completed: readonly CompletedFactor[]): Level | 0 {
  const has = (...factors: readonly CompletedFactor[]) =>
    factors.some((factor) => completed.includes(factor));
  const hasMessage = has("sms", "email_otp");
  if (has("pwd") && has("otp")) return 4;
  if (has("swk", "hwk") || (has("pwd") && hasMessage)) return 3;
  if (hasMessage) return 2;
  return has("pwd") ? 1 : 0;
}

export function authenticationOf(completed: readonly CompletedFactor[]): Authentication {
  const factors = [...new Set(completed)];
  return { level: levelOf(factors) || null, methods: factors.length > 1 ? [...factors, "mfa"] : factors };
}

/** The factors that an `amr` names. */
export function factorsIn(methods: readonly unknown[]): readonly CompletedFactor[] {
  return COMPLETED_FACTORS.filter((factor) => methods.includes(factor));
}

/** What `amr` may have from a provider: the names that Cognito knows. */
const KNOWN_METHODS: readonly unknown[] = [...COMPLETED_FACTORS, "mfa"];

/** A sign-in at a provider that says nothing of methods, or nothing that is known. */
export const FEDERATED: Authentication = { level: LOWEST_LEVEL, methods: ["fed"] };

/** A provider's `acr` and `amr`. An `acr` that is not mapped, or missing, means the lowest level. */
export function federatedAuthentication(
  mapping: ByLevel<string> | undefined,
  { acr, amr }: { readonly acr?: unknown; readonly amr?: unknown },
): Authentication {
  const known = Array.isArray(amr) ? amr.filter((method) => KNOWN_METHODS.includes(method)) : [];
  return {
    level: LEVELS.find((level) => acr !== undefined && mapping?.[`Level${level}`] === acr) ?? LOWEST_LEVEL,
    methods: known.length > 0 ? [...new Set<string>(known)] : FEDERATED.methods,
  };
}

/** By level: `Level1` and so on, as in `AcrConfiguration` and `AcrMapping`. */
export type ByLevel<Value> = Readonly<Partial<Record<`Level${Level}`, Value>>>;

/** A pool's `AcrConfiguration`. */
type AcrConfiguration = ByLevel<{ readonly AcrValue: string }>;

const defaultName = (level: Level): string => `urn:cognito:loa:${level}`;

/** The name of a level in a pool: its own, or the default. */
export const acrOf = (configuration: AcrConfiguration | undefined, level: Level): string =>
  configuration?.[`Level${level}`]?.AcrValue ?? defaultName(level);

/** The level with this name. */
export const levelNamed = (configuration: AcrConfiguration | undefined, acr: unknown): Level | null =>
  LEVELS.find((level) => acrOf(configuration, level) === acr) ?? null;

/** The levels of a space-separated list, in its order. Unknown names are ignored. */
export function levelsNamed(configuration: AcrConfiguration | undefined, list: string): readonly Level[] {
  return list.split(" ").flatMap((acr) => levelNamed(configuration, acr) ?? []);
}

/** All names, as the pool is described. */
export const effectiveNames = (configuration: AcrConfiguration | undefined) =>
  Object.fromEntries(
    LEVELS.map((level) => [`Level${level}`, { AcrValue: acrOf(configuration, level) }]),
  ) as Required<AcrConfiguration>;

/** A name that two levels would have, default names included; `null` if each has its own. */
export function findRepeatedName(configuration: AcrConfiguration): string | null {
  const names = LEVELS.map((level) => acrOf(configuration, level));
  return names.find((name, index) => names.indexOf(name) !== index) ?? null;
}

/** Whether a level has a name of its own. */
export const hasCustomNames = (configuration: AcrConfiguration): boolean =>
  LEVELS.some((level) => acrOf(configuration, level) !== defaultName(level));

/** A combination of factors that satisfies a level. */
interface Way {
  readonly first: Exclude<FirstFactor, "PASSWORD_SRP">;
  readonly second?: SecondFactor;
}

/** "The factor combinations that satisfy each level are fixed." */
const WAYS: readonly Way[] = [
  { first: "PASSWORD" },
  { first: "EMAIL_OTP" },
  { first: "SMS_OTP" },
  { first: "WEB_AUTHN" },
  { first: "PASSWORD", second: "SMS_MFA" },
  { first: "PASSWORD", second: "EMAIL_OTP" },
  { first: "PASSWORD", second: "SOFTWARE_TOKEN_MFA" },
];

const OF_FIRST: Readonly<Record<Way["first"], readonly CompletedFactor[]>> = {
  PASSWORD: ["pwd"],
  EMAIL_OTP: ["email_otp"],
  SMS_OTP: ["sms"],
  WEB_AUTHN: ["swk", "hwk"],
};

const OF_SECOND = { SMS_MFA: "sms", EMAIL_OTP: "email_otp", SOFTWARE_TOKEN_MFA: "otp" } as const;

/** The factor that a second step completes. */
export const completedBySecond = (factor: SecondFactor): CompletedFactor => OF_SECOND[factor];

/** The factor that a code as first step completes. */
export const completedByCode = (factor: "EMAIL_OTP" | "SMS_OTP"): CompletedFactor =>
  factor === "EMAIL_OTP" ? "email_otp" : "sms";

/** The factors that a user can still be asked for. */
export interface PossibleFactors {
  readonly first: readonly FirstFactor[];
  readonly second: readonly SecondFactor[];
}

/** Whether a sign-in with these factors reaches the level. */
export function reaches(completed: readonly CompletedFactor[], level: Level): boolean {
  return levelOf(completed) >= level;
}

const isFirstDone = ({ first }: Way, completed: readonly CompletedFactor[]): boolean =>
  OF_FIRST[first].some((factor) => completed.includes(factor));

/**
 * How a user can reach a level, without the factors that are completed already: with combinations of that level, or if the user has
 * none, of the next higher one.
 *
 * @returns none if the user can't
 */
function waysTo(
  level: Level,
  possible: PossibleFactors,
  completed: readonly CompletedFactor[],
): readonly Way[] {
  const isOpen = (way: Way) =>
    (isFirstDone(way, completed) || possible.first.includes(way.first)) &&
    (way.second === undefined || possible.second.includes(way.second));
  const ranked = WAYS.filter(isOpen).map((way) => {
    const gained = [...OF_FIRST[way.first], ...(way.second ? [OF_SECOND[way.second]] : [])];
    return { way, level: levelOf([...completed, ...gained]) };
  });
  const enough = ranked.filter((ranking) => ranking.level >= level);
  const least = Math.min(...enough.map((ranking) => ranking.level));
  return enough.filter((ranking) => ranking.level === least).map(({ way }) => way);
}

/** The first of the levels that the user can reach; `null` if there is none. */
export function chooseLevel(
  levels: readonly Level[],
  possible: PossibleFactors,
  completed: readonly CompletedFactor[],
): Level | null {
  return levels.find((level) => waysTo(level, possible, completed).length > 0) ?? null;
}

/**
 * What comes next on the way to a level that is not reached yet: a first factor of these, or a second one if a first is completed
 * that leads there. `preferred` is the first factor that the client asks for.
 */
export function nextFactors(
  level: Level,
  possible: PossibleFactors,
  completed: readonly CompletedFactor[],
  preferred: string | undefined,
): { readonly kind: "first"; readonly factors: readonly FirstFactor[] } | { readonly kind: "second" } {
  const ways = waysTo(level, possible, completed);
  const isBegun = ways.some((way) => isFirstDone(way, completed));
  const fresh = new Set(ways.filter((way) => !isFirstDone(way, completed)).map(({ first }) => first));
  const factors = possible.first.filter((factor) =>
    fresh.has(factor === "PASSWORD_SRP" ? "PASSWORD" : factor),
  );
  const isPreferred = factors.some((factor) => factor === preferred);
  return isBegun && !isPreferred ? { kind: "second" } : { kind: "first", factors };
}
