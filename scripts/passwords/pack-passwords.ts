import { brotliCompressSync, constants } from "node:zlib";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/**
 * Where tiers of the list end, by rank. A tier is sorted by letters, which packs in a third less, so a rank is right to its
 * tier.
 */
const TIER_ENDS = [20, 100, 400, 1_000, 3_000, 10_000];

/** In characters. Beyond the last tier only passwords of this length count: shorter ones are weak parts in any case. */
const LONG = 10;

/** The keyboards of the languages that the messages have, and the block of digits. */
const KEYBOARDS = ["qwerty", "qwertz", "azerty", "keypad"] as const;

/** The blocklist in the form that libs/passwords reads, as JSON: passwords, the most common first, and keyboards. */
export function renderPasswordData(): string {
  const ranked = dictionary["passwords-common"];
  const tiers = TIER_ENDS.map((end, index) =>
    ranked.slice(index === 0 ? 0 : TIER_ENDS[index - 1], end).sort(),
  );
  const others = ranked.slice(TIER_ENDS.at(-1)).filter(({ length }) => length >= LONG);
  const keyboards = Object.fromEntries(KEYBOARDS.map((name) => [name, adjacencyGraphs[name]]));
  return JSON.stringify({ passwords: [...tiers.flat(), ...others.sort()], keyboards });
}

/** The module that holds the blocklist, compressed: a tenth of its size, opened with the first password that is checked. */
export function renderPasswordModule(): string {
  const packed = brotliCompressSync(renderPasswordData(), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  return `/**
 * Common passwords and keyboards, written by \`npm run passwords\`; do not edit. JSON, compressed by Brotli, in base64.
 *
 * From @zxcvbn-ts/language-common, MIT License, copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.; copyright (c) 2021
 * @zxcvbn-ts.
 */
export const PACKED_PASSWORDS =
  "${packed.toString("base64")}";
`;
}
