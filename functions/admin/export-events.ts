import { CsvFile, CsvResponse } from "../../libs/http/csv-file.ts";
import { Reply, route } from "../../libs/http/route.ts";
import { EventExportQuery } from "../../libs/schemas/events.ts";
import { attachmentNamed } from "../../libs/storage/content-disposition.ts";
import { searchEvents } from "./search-events.ts";

const PATH = "/v1/admin/events.csv";

const COLUMNS = [
  "at",
  "type",
  "sub",
  "email",
  "name",
  "actor",
  "actorEmail",
  "actorName",
  "reason",
  "clientId",
  "ip",
  "userAgent",
  "detail",
  "id",
] as const;

/** The next page of the same search (RFC 8288). */
function linkTo(query: EventExportQuery, cursor: string | undefined): Readonly<Record<string, string>> {
  if (cursor === undefined) return {};
  const { from, to, ...others } = query;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...others, cursor })) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  for (const [name, time] of Object.entries({ from, to })) {
    if (time !== undefined) parameters.set(name, new Date(time).toISOString());
  }
  return { link: `<${PATH}?${parameters}>; rel="next"` };
}

/**
 * The audit trail as CSV, one page at a time, since a trail of any length does not fit into memory. Only the first page names
 * the columns: the pages, put together, are one file.
 */
export const exportEvents = route({
  operation: "exportEvents",
  summary: "The audit trail as CSV; the header `link` leads to the next page, which continues the file",
  errors: ["invalid_cursor"],
  method: "GET",
  path: PATH,
  scope: "api/audit.read",
  callers: "users and machines",
  assurance: "recent",
  query: EventExportQuery,
  response: CsvResponse,
  run: async ({ query }) => {
    // The next pages must end where the first one did.
    const to = query.to ?? Date.now();
    const { items, cursor } = await searchEvents({ ...query, to });
    const rows = items.map(({ detail, ...event }) => ({
      ...event,
      detail: detail === undefined ? undefined : JSON.stringify(detail),
    }));
    const file = new CsvFile({ columns: COLUMNS, rows, hasHeader: query.cursor === undefined });
    const name = `events-${new Date(to).toISOString().slice(0, 10)}.csv`;
    return new Reply(file, {
      headers: { "content-disposition": attachmentNamed(name), ...linkTo({ ...query, to }, cursor) },
    });
  },
});
