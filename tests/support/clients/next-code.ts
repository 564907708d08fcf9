/** Codes are random: the next one is the same once in a million times, and a test of the former one would look at nothing. */
const MAX_TRIES = 5;

/**
 * Asks for another code until it differs from the one before.
 *
 * @param ask has a new code sent, and answers it
 */
export async function differentCode(former: string, ask: () => string | Promise<string>): Promise<string> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const code = await ask();
    if (code !== former) return code;
  }
  throw new Error(`${MAX_TRIES} new codes were all ${former}`);
}
