import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { readSearch as readAmplifySearch } from "./amplify/ways.ts";
import { localRoutes } from "./laptop/routes.tsx";
import { readSearch } from "./tokens/search.ts";
import { toolsRoute } from "./tools-route.tsx";

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
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./tokens/tokens-page.tsx"), "TokensPage"),
});

/** With aws-amplify, which no other page loads. */
const amplifyRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "amplify",
  validateSearch: readAmplifySearch,
  component: lazyRouteComponent(() => import("./amplify/amplify-page.tsx"), "AmplifyPage"),
});

/** Every component in each of its states: in development, and in the build that the browser tests make for it. */
const componentsRoute = createRoute({
  getParentRoute: () => toolsRoute,
  path: "components",
  component: lazyRouteComponent(() => import("./components/components-page.tsx"), "ComponentsPage"),
});

const developmentRoutes = import.meta.env.MODE === "production" ? [] : [componentsRoute];

export const toolsRoutes = toolsRoute.addChildren([
  indexRoute,
  tokensRoute,
  amplifyRoute,
  ...developmentRoutes,
  ...localRoutes,
]);
