/**
 * Runs a task for each item, several at a time, and reads an item from the source only when it can start.
 *
 * @param limit how many run at once
 * @throws the first error, after the running tasks have ended; no further item is started
 */
export async function forEachConcurrently<T>(
  items: AsyncIterable<T> | Iterable<T>,
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
