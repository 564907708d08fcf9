import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { requireScope } from "../../session/guards.ts";

/** In the account's frame, with its own texts and code. */
const filesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "files",
  beforeLoad: async (place) => {
    await Promise.all([requireScope("api/files")(place), loadTexts("account"), loadTexts("files")]);
  },
  component: lazyRouteComponent(() => import("../account/account-frame.tsx"), "AccountFrame"),
});

const listRoute = createRoute({
  getParentRoute: () => filesRoute,
  path: "/",
  /** `file` is the one in the preview. */
  validateSearch: ({ file }: Record<string, unknown>): { file?: string } =>
    typeof file === "string" ? { file } : {},
  component: lazyRouteComponent(() => import("./files-page.tsx"), "FilesPage"),
});

export const filesRoutes = filesRoute.addChildren([listRoute]);
