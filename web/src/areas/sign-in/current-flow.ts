import { router } from "../../app/router.tsx";
import { safeReturn } from "../../session/guards.ts";
import { createFlow, type SignInFlow } from "./flow.ts";

/** Where a sign-in leads, kept for as long as the tab: it passes through other pages, and through other sites. */
const RETURN_KEY = "return-to";
const ADDRESS_KEY = "last-address";

export const rememberReturn = (path: string | undefined): void => {
  if (path === undefined) sessionStorage.removeItem(RETURN_KEY);
  else sessionStorage.setItem(RETURN_KEY, path);
};

/** The address of the last sign-in in this browser. */
export const lastAddress = (): string => localStorage.getItem(ADDRESS_KEY) ?? "";

/** Leads to where the user was going. */
export async function goOn(): Promise<void> {
  const path = safeReturn(sessionStorage.getItem(RETURN_KEY) ?? undefined);
  sessionStorage.removeItem(RETURN_KEY);
  await router.navigate({ href: path, replace: true });
}

/** The sign-in of this page. */
export const flow: SignInFlow = createFlow(() => {
  localStorage.setItem(ADDRESS_KEY, flow.state.email);
  void goOn();
});
