import { mayBeSignedIn } from "../session/session.ts";
import { router } from "./router.tsx";

const PRIVATE_AREAS = ["account", "admin", "files", "organizations"];

/**
 * Begins to load the requested page's code while settings and texts are loading. The router would begin only when it knows who is signed
 * in.
 *
 * @returns the area of the page
 */
export function loadAhead(path: string): string {
  const [, first = ""] = path.split("/");
  const isPrivate = PRIVATE_AREAS.includes(first);
  // Visitors are redirected to the sign-in.
  if (isPrivate && !mayBeSignedIn()) return "sign-in";
  const [routes] = router.getMatchedRoutes(path);
  // If it can't be loaded, the router meets the same error and shows it.
  for (const route of routes) void router.loadRouteChunk(route)?.catch(() => undefined);
  return isPrivate || first === "tools" ? first : "sign-in";
}

/**
 * While offline, a page whose code can't be loaded is shown as a failure. The router would take the error for a new deployment and reload
 * the document; the browser would then show nothing, and what was typed would be lost.
 */
export function keepPageOffline(): void {
  window.addEventListener("vite:preloadError", ({ payload }) => {
    if (!navigator.onLine) payload.message = `No connection: ${payload.message}`;
  });
}
