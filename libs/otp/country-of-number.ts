import { COUNTRY_PREFIXES, NO_COUNTRY } from "./country-prefixes.ts";

const E164 = /^\+[1-9]\d{6,14}$/;

/** Prefix → country; undefined for numbers without one. */
const countries = new Map<string, string | undefined>(
  NO_COUNTRY.split(" ").map((prefix) => [prefix, undefined]),
);
for (const [country, prefixes] of Object.entries(COUNTRY_PREFIXES)) {
  for (const prefix of prefixes.split(" ")) countries.set(prefix, country);
}

const LONGEST = Math.max(...[...countries.keys()].map(({ length }) => length));

/**
 * The country of a phone number, by its prefix: enough to decide whether to send a text message, not whether the number exists.
 *
 * @param number in E.164, such as `+4915112345678`, as Cognito stores it
 * @returns an ISO 3166-1 code, or undefined for an invalid number or one without a country
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
