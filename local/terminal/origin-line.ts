/** How a page that was refused is told, and what to do about it. Pure: values in, text out. */
import { shortened } from "./visible.ts";

/** What refused it: the API, a bucket, or what is for the machine's own user. */
export type OriginPlace = "api" | "bucket" | "local";

const WHERE = { api: "call the API", bucket: "use the bucket" } as const;

/**
 * @param allowed the origins that are
 * @returns null for what no browser sends
 */
export function renderRefusedOrigin(
  place: OriginPlace,
  origin: string,
  allowed: readonly string[],
): string | null {
  if (origin === "null") {
    const where = place === "local" ? "use /_local" : WHERE[place];
    return `a page without an origin (a file, or a sandboxed frame) may not ${where}: serve it over http://localhost`;
  }
  const { origin: parsed } = URL.parse(origin) ?? {};
  if (parsed === undefined || parsed === "null") return null;
  const page = shortened(parsed);
  if (place === "local") {
    return `a page of ${page} may not use /_local, which is for this machine's own pages alone`;
  }
  const origins = [...new Set([...allowed, parsed])].map((one) => shortened(one));
  return `a page of ${page} may not ${WHERE[place]}: to allow it, start with WEB_ORIGINS=${origins.join(",")}`;
}
