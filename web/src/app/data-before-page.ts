/** Milliseconds that a page waits for its data. A slower answer finds a skeleton. */
const WITHIN = 400;

/**
 * For a route's `loader`: what the page shows first is usually there with it, so that nothing moves when it comes. A failure is the page's
 * to show.
 *
 * @param preload as the loader has it: nothing is asked for a link that the pointer is over, because an answer may open a dialog
 */
export async function dataBeforePage(
  preload: boolean,
  load: () => Promise<readonly Promise<unknown>[]>,
): Promise<void> {
  if (preload) return;
  const loaded = load().then((asked) => Promise.allSettled(asked));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, WITHIN))]);
}
