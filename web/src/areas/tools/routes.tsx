import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { currentSession } from "../../session/session.ts";

/** Open to everybody: a token can be looked at without being signed in. */
const toolsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "tools",
  beforeLoad: async () => {
    await Promise.all([loadTexts("tools"), currentSession()]);
  },
  component: lazyRouteComponent(() => import("./tools-frame.tsx"), "ToolsFrame"),
});

const indexRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tools/tokens", replace: true });
  },
});

const tokensRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "tokens",
  component: lazyRouteComponent(() => import("./tokens-page.tsx"), "TokensPage"),
});

/** Every component in each of its states: in development, and in builds for the browser tests. */
const componentsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "components",
  component: lazyRouteComponent(() => import("./components/components-page.tsx"), "ComponentsPage"),
});

export const toolsRoutes = toolsRoute.addChildren([indexRoute, tokensRoute, componentsRoute]);
