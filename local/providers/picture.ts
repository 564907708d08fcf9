import type { Person } from "./people.ts";

/** The first letters of a person's first and last word. */
export function initialsOf(name: string): string {
  const words = name.split(" ").map((word) => [...word][0] ?? "");
  return [words[0], ...(words.length > 1 ? [words.at(-1)] : [])].join("").toUpperCase();
}

/** The picture that providers have of a person: the initials, as SVG. */
export function renderPicture({ name }: Person): string {
  const initials = initialsOf(name).replace(/[<>&"']/g, "");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 40 40"><rect width="40" height="40" fill="#e3e7f6"/><text x="20" y="20" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="15" font-weight="600" fill="#2c3a8f">${initials}</text></svg>`;
}
