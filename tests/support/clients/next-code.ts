/** Codes are random: once in a million times the next one is the same, and a test with the former code would check nothing. */
const MAX_TRIES = 5;

/**
 * Asks for another code until it differs from the one before.
 *
 * @param ask requests a new code and returns it
 */
export async function differentCode(former: string, ask: () => string | Promise<string>): Promise<string> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const code = await ask();
    if (code !== former) return code;
  }
  throw new Error(`${MAX_TRIES} new codes were all ${former}`);
}
