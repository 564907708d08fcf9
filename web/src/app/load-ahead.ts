import { mayBeSignedIn } from "../session/session.ts";
import { router } from "./router.tsx";

const PRIVATE_AREAS = ["account", "admin", "files"];

/**
 * Begins to load the code of the page that is asked for, while settings and texts are on their way. The router would begin when it
 * knows who is signed in.
 *
 * @returns the area of the page
 */
export function loadAhead(path: string): string {
  const [, first = ""] = path.split("/");
  const isPrivate = PRIVATE_AREAS.includes(first);
  // Visitors are led to the sign-in.
  if (isPrivate && !mayBeSignedIn()) return "sign-in";
  const [routes] = router.getMatchedRoutes(path);
  // What can't be loaded the router finds out again, and shows.
  for (const route of routes) void router.loadRouteChunk(route)?.catch(() => undefined);
  return isPrivate || first === "tools" ? first : "sign-in";
}

/**
 * A page whose code can't be loaded is shown as a failure while there is no connection. The router would load the whole page anew, for it takes
 * the error for a new deployment; the browser would have nothing to show then, and what was typed would be lost.
 */
export function keepPageOffline(): void {
  window.addEventListener("vite:preloadError", ({ payload }) => {
    if (!navigator.onLine) payload.message = `No connection: ${payload.message}`;
  });
}
