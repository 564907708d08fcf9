import { brotliCompressSync, constants } from "node:zlib";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/**
 * The ranks at which the tiers of the list end. A tier is sorted alphabetically, which compresses to a third less, so a rank is
 * exact only to its tier.
 */
const TIER_ENDS = [20, 100, 400, 1_000, 3_000, 10_000];

/** In characters. Beyond the last tier only passwords of this length are kept: shorter ones are weak in any case. */
const LONG = 10;

/** The keyboards of the messages' languages, and the number pad. */
const KEYBOARDS = ["qwerty", "qwertz", "azerty", "keypad"] as const;

/** The blocklist as JSON, as libs/passwords reads it: passwords, the most common first, and keyboards. */
export function renderPasswordData(): string {
  const ranked = dictionary["passwords-common"];
  const tiers = TIER_ENDS.map((end, index) =>
    ranked.slice(index === 0 ? 0 : TIER_ENDS[index - 1], end).sort(),
  );
  const others = ranked.slice(TIER_ENDS.at(-1)).filter(({ length }) => length >= LONG);
  const keyboards = Object.fromEntries(KEYBOARDS.map((name) => [name, adjacencyGraphs[name]]));
  return JSON.stringify({ passwords: [...tiers.flat(), ...others.sort()], keyboards });
}

/** The module with the compressed blocklist: a tenth of its size, unpacked when the first password is checked. */
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
