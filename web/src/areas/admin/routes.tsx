import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { requireScope } from "../../session/guards.ts";

const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "admin",
  beforeLoad: async (place) => {
    await Promise.all([requireScope("api/users.read")(place), loadTexts("admin")]);
  },
  component: lazyRouteComponent(() => import("./admin-frame.tsx"), "AdminFrame"),
});

const overviewRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./overview-page.tsx"), "OverviewPage"),
});

export const adminRoutes = adminRoute.addChildren([overviewRoute]);
