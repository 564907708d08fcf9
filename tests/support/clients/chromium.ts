import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";

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

/**
 * A browser without a window.
 *
 * @param hosts names of hosts, each with the host and port where the browser finds it
 */
export async function launchChromium(hosts: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const rules = Object.entries(hosts).map(([name, place]) => `--host-resolver-rules=MAP ${name} ${place}`);
  return chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: false,
    args: [...CHROMIUM_FLAGS, ...rules],
  });
}
