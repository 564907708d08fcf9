/**
 * The people who have an account at every provider of the stand-in. Each provider has its own ids for them, in the real
 * provider's format.
 */
import { createHash } from "node:crypto";

export interface Person {
  /** The stand-in's own name for the account: `ada`. Providers never send it. */
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName?: string;
  readonly email?: string;
  readonly isEmailVerified: boolean;
}

export type ProviderKind = "google" | "apple" | "facebook" | "oidc" | "saml";

export const PEOPLE: readonly Person[] = [
  {
    id: "ada",
    name: "Ada Lovelace",
    givenName: "Ada",
    familyName: "Lovelace",
    email: "ada@example.com",
    isEmailVerified: true,
  },
  {
    id: "alan",
    name: "Alan Turing",
    givenName: "Alan",
    familyName: "Turing",
    email: "alan@example.com",
    isEmailVerified: true,
  },
  { id: "grace", name: "Grace Hopper", givenName: "Grace", familyName: "Hopper", isEmailVerified: false },
  {
    id: "edsger",
    name: "Edsger Dijkstra",
    givenName: "Edsger",
    familyName: "Dijkstra",
    email: "edsger@example.com",
    isEmailVerified: false,
  },
];

/** The format of each provider's account ids, made from the 64 hexadecimal digits of a hash. */
const SUBJECT_FORMATS: Readonly<Record<ProviderKind, (hex: string) => string>> = {
  google: (hex) => `1${decimal(hex, 20)}`,
  apple: (hex) => `00${decimal(hex, 4)}.${hex.slice(16, 48)}.${decimal(hex.slice(48), 4)}`,
  facebook: (hex) => `1${decimal(hex, 16)}`,
  oidc: (hex) =>
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  saml: (hex) => `_${hex.slice(0, 40)}`,
};

const decimal = (hex: string, digits: number): string =>
  (BigInt(`0x${hex}`) % 10n ** BigInt(digits)).toString().padStart(digits, "0");

/**
 * A person's id at a provider: always the same, on every machine. Facebook's ids are scoped to the app, so every client gets
 * another one (https://developers.facebook.com/docs/facebook-login/guides/map-users).
 */
export function subjectAt(kind: ProviderKind, person: Pick<Person, "id">, clientId: string): string {
  const scope = kind === "facebook" ? clientId : "";
  const hex = createHash("sha256")
    .update(JSON.stringify([kind, scope, person.id]))
    .digest("hex");
  return SUBJECT_FORMATS[kind](hex);
}

/** The first letters of a person's first and last word. */
export function initialsOf(name: string): string {
  const words = name.split(" ").map((word) => [...word][0] ?? "");
  return [words[0], ...(words.length > 1 ? [words.at(-1)] : [])].join("").toUpperCase();
}

/** A person's picture at a provider: the initials, as SVG. */
export function renderPicture({ name }: Person): string {
  const initials = initialsOf(name).replace(/[<>&"']/g, "");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 40 40"><rect width="40" height="40" fill="#e3e7f6"/><text x="20" y="20" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="15" font-weight="600" fill="#2c3a8f">${initials}</text></svg>`;
}
