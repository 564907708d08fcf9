import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { safeReturn } from "../../session/guards.ts";
import { currentSession } from "../../session/session.ts";

interface SignInSearch {
  /** Where the sign-in leads: a path of this page. */
  readonly return?: string;
  /** The page that led here was signed out. */
  readonly ended?: boolean;
}

const readSearch = (search: Readonly<Record<string, unknown>>): SignInSearch => ({
  ...(typeof search.return === "string" ? { return: safeReturn(search.return) } : {}),
  ...(search.ended === true ? { ended: true } : {}),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "sign-in",
  validateSearch: readSearch,
  beforeLoad: async ({ search }) => {
    const [session] = await Promise.all([currentSession(), loadTexts("sign-in")]);
    if (session !== undefined) throw redirect({ href: safeReturn(search.return) });
  },
  component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
});

export const signInRoutes = [signInRoute];
