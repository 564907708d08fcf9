/** Milliseconds that a page waits for its data. If the answer is slower, the page shows a skeleton. */
const MAX_WAIT_MS = 400;

/**
 * For a route's `loader`: loads what the page shows first, so that it is usually there with the page and nothing moves. The page shows
 * failures.
 *
 * @param preload the loader's own flag: nothing is requested while the pointer is only over a link, because an answer may open a dialog
 */
export async function dataBeforePage(
  preload: boolean,
  load: () => Promise<readonly Promise<unknown>[]>,
): Promise<void> {
  if (preload) return;
  const loaded = load().then((asked) => Promise.allSettled(asked));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS))]);
}
