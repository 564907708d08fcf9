import { api } from "../../../api/api.ts";
import { failureOf } from "../../../api/problem.ts";
import { type EventFilters, searchOf } from "./event-queries.ts";

const PAGE = 999;

/** `</v1/admin/events.csv?…>; rel="next"` (RFC 8288). */
function nextOf(response: Response): URLSearchParams | undefined {
  const [, path] = /^<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  return path === undefined ? undefined : new URL(path, "https://api.invalid").searchParams;
}

/**
 * The audit log as one CSV file, loaded page by page.
 *
 * @param onProgress receives the number of lines so far
 * @throws ApiFailure
 */
export async function exportEvents(
  filters: EventFilters,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (lines: number) => void },
): Promise<Blob> {
  const parts: string[] = [];
  let lines = -1; // the first line names the columns
  let query: object = { ...searchOf(filters), limit: PAGE };
  for (;;) {
    const { data, error, response } = await api().GET("/v1/admin/events.csv", { params: { query }, signal });
    if (error !== undefined) throw failureOf(response, error);
    const text = String(data ?? "");
    parts.push(text);
    lines += text.split("\r\n").length - 1;
    onProgress(Math.max(0, lines));
    const next = nextOf(response);
    if (next === undefined) return new Blob(parts, { type: "text/csv;charset=utf-8" });
    query = Object.fromEntries(next);
  }
}

/** Lets the browser save a file. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
