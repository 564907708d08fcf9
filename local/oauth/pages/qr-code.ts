import { html } from "hono/html";
import { encode } from "uqr";
import type { Html } from "./layout.ts";

/** A QR code as an image with one path, black on white. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="${label}"><path fill="currentColor" d="${path}"/></svg>`;
}
