import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { currentSession } from "../../session/session.ts";

/** Public: users can view a token without being signed in. */
export const toolsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "tools",
  beforeLoad: async () => {
    await Promise.all([loadTexts("tools"), currentSession()]);
  },
  component: lazyRouteComponent(() => import("./tools-frame.tsx"), "ToolsFrame"),
});
