/**
 * Tests that need what not every machine has. Where it is absent they are skipped, and the run counts them as skipped: a test that
 * passes without having looked at anything would tell nobody.
 */
import { describe, test } from "@jest/globals";
import { hasChromium } from "./chromium.ts";

/** A test in Chromium, see chromium.ts. */
export const testInBrowser = hasChromium ? test : test.skip;

/** Tests in Chromium. */
export const describeInBrowser = describeWhere(hasChromium);

/** Tests where something is there, skipped elsewhere. */
export function describeWhere(isThere: boolean): typeof describe | typeof describe.skip {
  return isThere ? describe : describe.skip;
}
