import * as z from "zod/mini";

/**
 * What a server learns of a link: the language, in whatever form it comes. Other members are dropped and not refused,
 * since mail services and web mail add their own to links that people follow.
 */
export const LinkQuery = z.object({ lang: z.optional(z.string()) });
