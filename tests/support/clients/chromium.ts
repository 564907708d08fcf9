import { existsSync } from "node:fs";

/** Where Debian's package has the browser; `CHROMIUM` names another. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const hasChromium = existsSync(CHROMIUM);

/** For a browser that asks nobody for anything and keeps nothing. */
export const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** Milliseconds that a step of a browser may take on a machine whose cores others keep busy: it only ends what hangs. */
export const STEP_HANGS_AFTER = 120_000;
