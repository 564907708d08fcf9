/** The local cloud, through the console's own server: `/_local/…` and, for SDKs, `/_cloud`. It does not exist on AWS. */
import { queryOptions } from "@tanstack/react-query";
import { ApiFailure } from "../../../api/problem.ts";
import { sendRequest } from "../../../api/send.ts";

/** The local cloud's own message for a request that it refuses. */
export class LocalRefused extends Error {
  override readonly name = "LocalRefused";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** @throws LocalRefused if it says why; ApiFailure for every other failure */
export async function askLocal<Answer>(path: string, { method = "GET", body, signal }: Sent = {}) {
  const response = await sendRequest(
    new Request(`/_local/${path}`, {
      method,
      headers: { accept: "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }),
  );
  if (response.status === 204) return undefined as Answer;
  const read: unknown = await response.json().catch(() => undefined);
  if (response.ok && read !== undefined) return read as Answer;
  const { message } = (read ?? {}) as { readonly message?: unknown };
  if (typeof message === "string") throw new LocalRefused(response.status, message);
  throw new ApiFailure(response.status === 502 ? "service_unavailable" : "unreadable", {
    status: response.status,
  });
}

/** The console's server answers only to names of this machine, so elsewhere the page sends no request. */
const isLoopback = (): boolean =>
  /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname);

/** Whether the local cloud is available. */
export const localCloudQuery = queryOptions({
  queryKey: ["local", "health"],
  queryFn: async ({ signal }) => {
    if (!isLoopback()) return false;
    return askLocal<{ readonly status: string }>("health", { signal }).then(
      ({ status }) => status === "ok",
      () => false,
    );
  },
  staleTime: 60_000,
});
