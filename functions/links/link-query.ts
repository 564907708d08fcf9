import * as z from "zod/mini";

/**
 * What the server learns of a link: the language, in any form. Other members are dropped and not refused, because mail services
 * and web mail add their own to links.
 */
export const LinkQuery = z.object({ lang: z.optional(z.string()) });
