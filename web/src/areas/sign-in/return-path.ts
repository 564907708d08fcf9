import { safeReturn } from "../../session/guards.ts";

/** Where a sign-in returns to. Kept as long as the tab, because a sign-in leads through other pages and sites. */
const RETURN_KEY = "return-to";

export function rememberReturn(path: string | undefined): void {
  if (path === undefined) sessionStorage.removeItem(RETURN_KEY);
  else sessionStorage.setItem(RETURN_KEY, path);
}

/** Takes the remembered path; otherwise the account. */
export function takeReturn(): string {
  const path = sessionStorage.getItem(RETURN_KEY) ?? undefined;
  sessionStorage.removeItem(RETURN_KEY);
  return safeReturn(path);
}
