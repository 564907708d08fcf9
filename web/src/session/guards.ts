import { redirect } from "@tanstack/react-router";
import { currentSession } from "./session.ts";
import type { Session } from "./tokens.ts";

export type Scope = "api/profile" | "api/files" | "api/users.read" | "api/users.write" | "api/audit.read";

/** A page that the user's scopes do not allow. The frame shows which one is missing; the API would refuse anyway. */
export class MissingScope extends Error {
  override readonly name = "MissingScope";
  readonly scope: Scope;
  constructor(scope: Scope) {
    super(scope);
    this.scope = scope;
  }
}

interface Place {
  readonly location: { readonly href: string };
}

/** For `beforeLoad`: redirects visitors to the sign-in, which then returns to the same place. */
export async function requireSession({ location }: Place): Promise<Session> {
  const session = await currentSession();
  if (session === undefined) throw redirect({ to: "/sign-in", search: { return: location.href } });
  return session;
}

/** For `beforeLoad`: a signed-in user with this scope. */
export const requireScope =
  (scope: Scope) =>
  async (place: Place): Promise<Session> => {
    const session = await requireSession(place);
    if (!session.scopes.has(scope)) throw new MissingScope(scope);
    return session;
  };

/** Where to go after sign-in: only a path of this origin, so that a link can't lead to another site. */
export function safeReturn(path: string | undefined): string {
  if (path === undefined || !/^\/(?![/\\])/.test(path)) return "/account";
  const url = URL.parse(path, window.location.origin);
  return url?.origin === window.location.origin ? url.pathname + url.search + url.hash : "/account";
}
