import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** Events that arrive together lead to one request. */
const GATHER_MS = 250;

/** Loads queries again whenever the local cloud sends one of these server-sent events. */
export function useServerEvents(
  path: `/_local/${string}`,
  names: readonly string[],
  keys: readonly QueryKey[],
): void {
  const queries = useQueryClient();
  const listened = names.join();
  const named = JSON.stringify(keys);
  useEffect(() => {
    const events = new EventSource(path);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const queryKey of JSON.parse(named) as QueryKey[]) void queries.invalidateQueries({ queryKey });
      }, GATHER_MS);
    };
    for (const name of listened.split(",")) events.addEventListener(name, renew);
    return () => {
      events.close();
      clearTimeout(timer);
    };
  }, [queries, path, listened, named]);
}
