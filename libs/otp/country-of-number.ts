import { COUNTRY_PREFIXES, NO_COUNTRY } from "./country-prefixes.ts";

const E164 = /^\+[1-9]\d{6,14}$/;

/** Prefix → country; undefined for what is no country's. */
const countries = new Map<string, string | undefined>(
  NO_COUNTRY.split(" ").map((prefix) => [prefix, undefined]),
);
for (const [country, prefixes] of Object.entries(COUNTRY_PREFIXES)) {
  for (const prefix of prefixes.split(" ")) countries.set(prefix, country);
}

const LONGEST = Math.max(...[...countries.keys()].map(({ length }) => length));

/**
 * The country that a telephone number belongs to, by its prefix: enough to decide whether a text message may go there,
 * not whether the number exists.
 *
 * @param number in E.164, such as `+4915112345678`, as Cognito keeps it
 * @returns an ISO 3166-1 code, or undefined for what is no number or no country's
 */
export function countryOfNumber(number: string): string | undefined {
  if (!E164.test(number)) return undefined;
  const digits = number.slice(1);
  for (let length = LONGEST; length > 0; length -= 1) {
    const prefix = digits.slice(0, length);
    if (countries.has(prefix)) return countries.get(prefix);
  }
  return undefined;
}
