import { afterAll, afterEach, beforeEach } from "@jest/globals";
import { type Console, closeBrowser, openConsole } from "./open-console.ts";

/**
 * The console in a browser, anew for each test of the block in which this is called.
 *
 * @param options of `openConsole`, asked before each test
 */
export function useConsole(options: () => Parameters<typeof openConsole>[0] = () => ({})): Console {
  let current: Console;
  beforeEach(async () => {
    current = await openConsole(options());
  });
  afterEach(() => current.close());
  afterAll(closeBrowser);
  return {
    get page() {
      return current.page;
    },
    get context() {
      return current.context;
    },
    open: (path) => current.open(path),
    faults: () => current.faults(),
    axe: () => current.axe(),
    tab: () => current.tab(),
    close: () => current.close(),
  };
}
