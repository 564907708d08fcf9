import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
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

export const accountRoutes = accountRoute.addChildren([profileRoute]);
