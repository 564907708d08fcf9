import { router } from "../../app/router.tsx";
import { createFlow, type SignInFlow } from "./flow.ts";
import { takeReturn } from "./return-path.ts";

const ADDRESS_KEY = "last-address";

/** The e-mail address of the last sign-in in this browser. */
export const lastAddress = (): string => localStorage.getItem(ADDRESS_KEY) ?? "";

/** Leads to where the user was going. */
export async function openReturnPath(): Promise<void> {
  await router.navigate({ href: takeReturn(), replace: true });
}

/** The sign-in of this page. */
export const flow: SignInFlow = createFlow(() => {
  localStorage.setItem(ADDRESS_KEY, flow.state.email);
  return openReturnPath();
});
