import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext } from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { RootLayout } from "./root-layout.tsx";
import { RouteFailure } from "./route-failure.tsx";

export interface RouterContext {
  readonly queryClient: QueryClient;
}

/** Every route's parent. A route's failure is shown in place of the route, and the frame stays. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootLayout,
  errorComponent: RouteFailure,
  notFoundComponent: NotFound,
});
