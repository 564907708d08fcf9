import { safeReturn } from "../../session/guards.ts";

/** Where a sign-in leads, kept for as long as the tab: it passes through other pages, and through other sites. */
const RETURN_KEY = "return-to";

export function rememberReturn(path: string | undefined): void {
  if (path === undefined) sessionStorage.removeItem(RETURN_KEY);
  else sessionStorage.setItem(RETURN_KEY, path);
}

/** The path that was remembered, once; the account otherwise. */
export function takeReturn(): string {
  const path = sessionStorage.getItem(RETURN_KEY) ?? undefined;
  sessionStorage.removeItem(RETURN_KEY);
  return safeReturn(path);
}
