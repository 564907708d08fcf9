import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { queryClient } from "../../api/query-client.ts";
import { dataBeforePage } from "../../app/data-before-page.ts";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { requireSession } from "../../session/guards.ts";

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "account",
  beforeLoad: async (place) => {
    await Promise.all([requireSession(place), loadTexts("account")]);
  },
  component: lazyRouteComponent(() => import("./account-frame.tsx"), "AccountFrame"),
});

const profileRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});

const securityRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "security",
  /** `open=password` opens the dialog for a new password: mails and the activity page link to it. */
  validateSearch: ({ open }: Record<string, unknown>): { open?: "password" } =>
    open === "password" ? { open } : {},
  // The password rule's texts are there.
  beforeLoad: () => loadTexts("sign-in"),
  loader: ({ preload }) =>
    dataBeforePage(preload, async () => {
      const [{ profileQuery }, { mfaQuery, passkeysQuery, sessionsQuery }] = await Promise.all([
        import("../../api/profile.ts"),
        import("./queries.ts"),
      ]);
      return [
        queryClient.ensureQueryData(profileQuery),
        queryClient.ensureQueryData(mfaQuery),
        queryClient.ensureQueryData(passkeysQuery),
        queryClient.ensureQueryData(sessionsQuery),
      ];
    }),
  component: lazyRouteComponent(() => import("./security-page.tsx"), "SecurityPage"),
});

const activityRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "activity",
  component: lazyRouteComponent(() => import("./activity-page.tsx"), "ActivityPage"),
});

const dataRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "data",
  component: lazyRouteComponent(() => import("./data-page.tsx"), "DataPage"),
});

export const accountRoutes = accountRoute.addChildren([
  profileRoute,
  securityRoute,
  activityRoute,
  dataRoute,
]);
