import type { Scope } from "../../../session/guards.ts";
import { useSession } from "../../../session/session.ts";

/** Whether the signed-in user may change users and groups. Controls that would be refused are not shown. */
export const useMayWrite = (): boolean => useHasScope("api/users.write");

export const useHasScope = (scope: Scope): boolean => useSession()?.scopes.has(scope) === true;
