import { withoutUndefined } from "../without-undefined.ts";
import type { ActivityTable, Item } from "./activity-table.ts";

/** The items of a query, page by page, to the end. `limit` is that of a page. */
export async function* queryPages(
  table: Pick<ActivityTable, "query">,
  query: Omit<Parameters<ActivityTable["query"]>[0], "after">,
): AsyncGenerator<readonly Item[]> {
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ ...query, ...withoutUndefined({ after }) });
    yield page.items;
    after = page.next;
  } while (after !== undefined);
}
