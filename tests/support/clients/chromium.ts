import { existsSync } from "node:fs";

/** Where Debian's package has the browser; `CHROMIUM` names another. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const hasChromium = existsSync(CHROMIUM);

/** For a browser that makes no requests of its own and stores nothing. */
export const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Time limit in milliseconds for a step of a browser on a busy machine: it only ends steps that hang. */
export const STEP_HANGS_AFTER = 120_000;
