import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { EventType, UserStatus } from "../../../../clients/typescript/api-types.ts";
import { queryClient } from "../../api/query-client.ts";
import { dataBeforePage } from "../../app/data-before-page.ts";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { requireScope, requireSession } from "../../session/guards.ts";
import { AdminFailure } from "./admin-failure.tsx";
import type { EventFilters } from "./audit/event-queries.ts";
import { overviewQuery, PERIODS, type Period } from "./overview/overview-query.ts";
import { SPANS, type Span } from "./overview/spans.ts";
import { isUserId } from "./shared/ids.ts";
import { dayOf, given, oneOf, textOf } from "./shared/search-params.ts";
import type { UserFilters } from "./users/user-queries.ts";

type Given = Readonly<Record<string, unknown>>;

const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "admin",
  beforeLoad: async (place) => {
    await Promise.all([requireSession(place), loadTexts("admin")]);
  },
  component: lazyRouteComponent(() => import("./admin-frame.tsx"), "AdminFrame"),
});

const overviewRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/",
  validateSearch: (search: Given): { days?: Period; by?: Span } =>
    given({ days: PERIODS.find((days) => days === search.days), by: oneOf(search.by, SPANS) }),
  beforeLoad: async (place) => {
    const { scopes } = await requireSession(place);
    // Support staff may see users but no figures: the area opens with the first page that their scopes allow.
    if (scopes.has("api/users.read") && !scopes.has("api/audit.read")) {
      throw redirect({ to: "/admin/users", replace: true });
    }
    await requireScope("api/audit.read")(place);
  },
  loaderDeps: ({ search: { days } }) => ({ days }),
  loader: ({ preload, deps: { days = 30 } }) =>
    dataBeforePage(preload, async () => [queryClient.ensureQueryData(overviewQuery(days))]),
  component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
  errorComponent: AdminFailure,
});

const STATUSES = [
  "CONFIRMED",
  "UNCONFIRMED",
  "FORCE_CHANGE_PASSWORD",
  "RESET_REQUIRED",
  "EXTERNAL_PROVIDER",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
  "DISABLED",
] as const satisfies readonly (UserStatus | "DISABLED")[];

export interface UsersSearch extends UserFilters {
  /** The user in the quick look. */
  readonly user?: string;
}

const usersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "users",
  validateSearch: (search: Given): UsersSearch =>
    given({
      q: textOf(search.q),
      status: oneOf(search.status, STATUSES),
      group: textOf(search.group),
      user: textOf(search.user),
    }),
  beforeLoad: requireScope("api/users.read"),
  component: lazyRouteComponent(() => import("./users/users-page.tsx"), "UsersPage"),
  errorComponent: AdminFailure,
});

const userRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "users/$id",
  beforeLoad: requireScope("api/users.read"),
  component: lazyRouteComponent(() => import("./user/user-page.tsx"), "UserPage"),
  errorComponent: AdminFailure,
});

const profileRoute = createRoute({
  getParentRoute: () => userRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./user/profile-tab.tsx"), "ProfileTab"),
});

const securityRoute = createRoute({
  getParentRoute: () => userRoute,
  path: "security",
  component: lazyRouteComponent(() => import("./user/security-tab.tsx"), "SecurityTab"),
});

const userGroupsRoute = createRoute({
  getParentRoute: () => userRoute,
  path: "groups",
  component: lazyRouteComponent(() => import("./user/groups-tab.tsx"), "GroupsTab"),
});

/** The page checks that the type exists: the list of types and their texts is loaded with the page. */
const typeOf = (type: unknown): EventType | undefined => textOf(type) as EventType | undefined;

const activityRoute = createRoute({
  getParentRoute: () => userRoute,
  path: "activity",
  validateSearch: (search: Given): Pick<EventFilters, "type"> => given({ type: typeOf(search.type) }),
  beforeLoad: requireScope("api/audit.read"),
  component: lazyRouteComponent(() => import("./user/activity-tab.tsx"), "ActivityTab"),
  errorComponent: AdminFailure,
});

const filesRoute = createRoute({
  getParentRoute: () => userRoute,
  path: "files",
  component: lazyRouteComponent(() => import("./user/files-tab.tsx"), "FilesTab"),
});

const groupsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "groups",
  beforeLoad: requireScope("api/users.read"),
  component: lazyRouteComponent(() => import("./groups/groups-page.tsx"), "GroupsPage"),
  errorComponent: AdminFailure,
});

const groupRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "groups/$group",
  beforeLoad: requireScope("api/users.read"),
  component: lazyRouteComponent(() => import("./groups/group-page.tsx"), "GroupPage"),
  errorComponent: AdminFailure,
});

const sessionsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "sessions",
  beforeLoad: requireScope("api/audit.read"),
  component: lazyRouteComponent(() => import("./sessions/sessions-page.tsx"), "SessionsPage"),
  errorComponent: AdminFailure,
});

/** Events of machines are found by client id. */
const personOf = (id: unknown): string | undefined => {
  const text = textOf(id);
  return text !== undefined && (isUserId(text) || /^[a-z\d]{26}$/.test(text)) ? text : undefined;
};

const auditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "audit",
  validateSearch: (search: Given): EventFilters =>
    given({
      type: typeOf(search.type),
      user: personOf(search.user),
      actor: personOf(search.actor),
      from: dayOf(search.from),
      to: dayOf(search.to),
    }),
  beforeLoad: requireScope("api/audit.read"),
  component: lazyRouteComponent(() => import("./audit/audit-page.tsx"), "AuditPage"),
  errorComponent: AdminFailure,
});

export const adminRoutes = adminRoute.addChildren([
  overviewRoute,
  usersRoute,
  userRoute.addChildren([profileRoute, securityRoute, userGroupsRoute, filesRoute, activityRoute]),
  groupsRoute,
  groupRoute,
  sessionsRoute,
  auditRoute,
]);
