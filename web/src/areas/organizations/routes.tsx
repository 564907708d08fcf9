import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { requireSession } from "../../session/guards.ts";

/** In the account's frame, with its own texts and code. */
const organizationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "organizations",
  beforeLoad: async (place) => {
    await Promise.all([requireSession(place), loadTexts("account"), loadTexts("organizations")]);
  },
  component: lazyRouteComponent(() => import("../account/account-frame.tsx"), "AccountFrame"),
});

const listRoute = createRoute({
  getParentRoute: () => organizationsRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./organizations-page.tsx"), "OrganizationsPage"),
});

/** The invitation's token is in the fragment, which is sent to no server. */
const acceptRoute = createRoute({
  getParentRoute: () => organizationsRoute,
  path: "accept",
  component: lazyRouteComponent(() => import("./accept-page.tsx"), "AcceptPage"),
});

const organizationRoute = createRoute({
  getParentRoute: () => organizationsRoute,
  path: "$organization",
  component: lazyRouteComponent(() => import("./organization-page.tsx"), "OrganizationPage"),
});

export const organizationsRoutes = organizationsRoute.addChildren([
  listRoute,
  acceptRoute,
  organizationRoute,
]);
