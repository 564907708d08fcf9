import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { queryClient } from "../../../api/query-client.ts";
import { dataBeforePage } from "../../../app/data-before-page.ts";
import { toolsRoute } from "../tools-route.tsx";
import { localCloudQuery } from "./local-api.ts";

/** For `beforeLoad`: these pages exist only where the local cloud is. */
async function requireLocalCloud(): Promise<void> {
  if (!(await queryClient.ensureQueryData(localCloudQuery))) throw notFound();
}

type Given = Readonly<Record<string, unknown>>;

/** Text members of a search, without the empty ones. The router turns `?user=49…` into a number. */
function readTexts<Name extends string>(
  search: Given,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const texts = names.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
    return text === "" ? [] : [[name, text] as const];
  });
  return Object.fromEntries(texts) as Partial<Record<Name, string>>;
}

const tracesRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "traces",
  validateSearch: (search: Given) => readTexts(search, ["user", "route", "status", "from", "to"]),
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../traces/traces-page.tsx"), "TracesPage"),
});

const traceRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "traces/$trace",
  validateSearch: (search: Given) => readTexts(search, ["span"]),
  beforeLoad: requireLocalCloud,
  loader: ({ preload, params: { trace } }) =>
    dataBeforePage(preload, async () => {
      const { traceQuery } = await import("../traces/queries.ts");
      return [queryClient.ensureQueryData(traceQuery(trace))];
    }),
  component: lazyRouteComponent(() => import("../traces/trace-page.tsx"), "TracePage"),
});

const inboxRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "inbox",
  validateSearch: (search: Given) => readTexts(search, ["find", "message"]),
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../inbox/inbox-page.tsx"), "InboxPage"),
});

const eventsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "events",
  validateSearch: (search: Given) => readTexts(search, ["type", "user", "event"]),
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../events/events-page.tsx"), "EventsPage"),
});

const clockRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "clock",
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../stack/clock-page.tsx"), "ClockPage"),
});

const demoUsersRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "demo-users",
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../stack/demo-users-page.tsx"), "DemoUsersPage"),
});

const faultsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "faults",
  beforeLoad: requireLocalCloud,
  loader: ({ preload }) =>
    dataBeforePage(preload, async () => {
      const { faultsQuery } = await import("../stack/fault.ts");
      return [queryClient.ensureQueryData(faultsQuery)];
    }),
  component: lazyRouteComponent(() => import("../stack/faults-page.tsx"), "FaultsPage"),
});

const snapshotsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "snapshots",
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../snapshots/snapshots-page.tsx"), "SnapshotsPage"),
});

const poolsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "pools",
  validateSearch: (search: Given) => readTexts(search, ["pool", "tab", "find", "item"]),
  beforeLoad: requireLocalCloud,
  component: lazyRouteComponent(() => import("../pools/pools-page.tsx"), "PoolsPage"),
});

/** Routes that need the local cloud. */
export const localRoutes = [
  tracesRoute,
  traceRoute,
  inboxRoute,
  eventsRoute,
  clockRoute,
  demoUsersRoute,
  faultsRoute,
  snapshotsRoute,
  poolsRoute,
] as const;
