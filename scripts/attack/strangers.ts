/** Headers that name the origin of a request, as pages of other sites and programs that are not pages send them. */
export const strangers = (own: string): readonly Readonly<Record<string, string>>[] => [
  { origin: "https://attacker.example", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: own, "sec-fetch-site": "cross-site" },
  { origin: `${own}.attacker.example` },
  { origin: "https://attacker.example", referer: `${own}/` },
  { "sec-fetch-site": "none" },
  {},
];
