/**
 * Runs something for each item, several at a time, and takes an item from the source only when there is room for it.
 *
 * @param limit how many run at once
 * @throws the first error, after what was under way has ended; no further item is taken
 */
export async function forEachConcurrently<T>(
  items: AsyncIterable<T>,
  { limit, run }: { readonly limit: number; readonly run: (item: T) => Promise<void> },
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of items) {
    const task = run(item)
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => underWay.delete(task));
    underWay.add(task);
    if (underWay.size >= limit) await Promise.race(underWay);
    if (failures.length > 0) break;
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
