const lasts = new Map<string, Promise<unknown>>();

/**
 * Runs work that waits for something one after the other for each key: guesses of one user's password, so that each sees how many
 * were wrong before it.
 */
export function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const mine = (lasts.get(key) ?? Promise.resolve()).then(work);
  const settled = mine
    .catch(() => {})
    .then(() => {
      if (lasts.get(key) === settled) lasts.delete(key);
    });
  lasts.set(key, settled);
  return mine;
}
