import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { configQuery } from "../../api/config.ts";
import { queryClient } from "../../api/query-client.ts";
import { rootRoute } from "../../app/root-route.tsx";
import { loadTexts } from "../../i18n/languages.ts";
import { safeReturn } from "../../session/guards.ts";
import { currentSession } from "../../session/session.ts";
import { rememberReturn } from "./return-path.ts";

interface SignInSearch {
  /** Where the sign-in returns to: a path of the console. */
  readonly return?: string;
  /** The page that led here has lost its session. */
  readonly ended?: boolean;
  /** What the user has finished. */
  readonly done?: "recovery";
}

type Given = Readonly<Record<string, unknown>>;

const readSearch = (search: Given): SignInSearch => ({
  ...(typeof search.return === "string" && { return: safeReturn(search.return) }),
  ...(search.ended === true && { ended: true }),
  ...(search.done === "recovery" && { done: search.done }),
});

/** Milliseconds that a page waits for the API's configuration, so that nothing moves when it comes; then it is shown without. */
const CONFIG_WAIT_MS = 2000;

const configOrTime = (): Promise<unknown> =>
  Promise.race([
    queryClient.ensureQueryData(configQuery).catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, CONFIG_WAIT_MS)),
  ]);

/** Redirects users who are signed in. */
async function leaveIfSignedIn(path?: string): Promise<void> {
  const [session] = await Promise.all([currentSession(), loadTexts("sign-in"), configOrTime()]);
  if (session !== undefined) throw redirect({ href: safeReturn(path), replace: true });
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "sign-in",
  validateSearch: readSearch,
  beforeLoad: async ({ search }) => {
    await leaveIfSignedIn(search.return);
    rememberReturn(search.return);
  },
  component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
});

const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "sign-in/link",
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./link-page.tsx"), "LinkPage"),
});

const challengeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "challenge/$question",
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./challenge-page.tsx"), "ChallengePage"),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "sign-up",
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./sign-up-page.tsx"), "SignUpPage"),
});

const confirmRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "confirm",
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./confirm-page.tsx"), "ConfirmPage"),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "reset",
  validateSearch: ({ step }: Given): { readonly step?: "code" } => (step === "code" ? { step } : {}),
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./reset-page.tsx"), "ResetPage"),
});

const recoveryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "recovery",
  beforeLoad: () => leaveIfSignedIn(),
  component: lazyRouteComponent(() => import("./recovery-page.tsx"), "RecoveryPage"),
});

const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "callback",
  validateSearch: ({ code, state, error, error_description }: Given) => ({
    code: text(code),
    state: text(state),
    error: text(error),
    error_description: text(error_description),
  }),
  beforeLoad: () => loadTexts("sign-in"),
  component: lazyRouteComponent(() => import("./callback-page.tsx"), "CallbackPage"),
});

export const signInRoutes = [
  signInRoute,
  linkRoute,
  challengeRoute,
  signUpRoute,
  confirmRoute,
  resetRoute,
  recoveryRoute,
  callbackRoute,
];
