import { type OriginPlace, renderRefusedOrigin } from "../terminal/origin-line.ts";
import { warn } from "./terminal.ts";

/** An `Origin` header may have any value, so the number of remembered origins is limited. */
const MAX_TOLD = 100;

/** Prints each origin once for each place that refuses it. */
export function printRefusedOrigins(
  allowed: readonly string[],
): (place: OriginPlace, origin: string) => void {
  const told = new Set<string>();
  return (place, origin) => {
    const line = renderRefusedOrigin(place, origin, allowed);
    if (line === null || told.has(line) || told.size >= MAX_TOLD) return;
    told.add(line);
    warn(line);
  };
}
