/**
 * Tests that need something that not every machine has. If it is missing they are skipped and counted as skipped: a test that
 * passed without checking anything would hide that.
 */
import { describe, test } from "@jest/globals";
import { hasChromium } from "./chromium.ts";

/** A test in Chromium, see chromium.ts. */
export const testInBrowser = hasChromium ? test : test.skip;

/** Tests in Chromium. */
export const describeInBrowser = describeWhere(hasChromium);

/** Tests that run if something exists and are skipped otherwise. */
export function describeWhere(isThere: boolean): typeof describe | typeof describe.skip {
  return isThere ? describe : describe.skip;
}
