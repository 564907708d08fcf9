import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { queryClient } from "../api/query-client.ts";
import { accountRoutes } from "../areas/account/routes.tsx";
import { adminRoutes } from "../areas/admin/routes.tsx";
import { filesRoutes } from "../areas/files/routes.tsx";
import { organizationsRoutes } from "../areas/organizations/routes.tsx";
import { signInRoutes } from "../areas/sign-in/routes.tsx";
import { toolsRoutes } from "../areas/tools/routes.tsx";
import { NotFound } from "./not-found.tsx";
import { rootRoute } from "./root-route.tsx";
import { RouteFailure } from "./route-failure.tsx";

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/account", replace: true });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    ...signInRoutes,
    accountRoutes,
    filesRoutes,
    organizationsRoutes,
    adminRoutes,
    toolsRoutes,
  ]),
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0, // queries know their own age
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  // The old page stays until the new one is ready.
  defaultPendingMs: Number.POSITIVE_INFINITY,
});

declare module "@tanstack/react-router" {
  interface Register {
    readonly router: typeof router;
  }
}
