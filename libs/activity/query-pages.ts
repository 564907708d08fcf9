import { withoutUndefined } from "../without-undefined.ts";
import type { ActivityTable, Item } from "./activity-table.ts";

/** All items of a partition or with a prefix, page by page, also those that were written a moment ago. `limit` is that of a page. */
export async function* queryPages(
  table: Pick<ActivityTable, "query">,
  query: Omit<Parameters<ActivityTable["query"]>[0], "after" | "consistent" | "index">,
): AsyncGenerator<readonly Item[]> {
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ ...query, consistent: true, ...withoutUndefined({ after }) });
    yield page.items;
    after = page.next;
  } while (after !== undefined);
}

/** All items of a query. `limit` is that of a page. */
export async function queryAll(...query: Parameters<typeof queryPages>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(...query)) items.push(...page);
  return items;
}
