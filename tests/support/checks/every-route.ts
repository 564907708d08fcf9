import * as z from "zod/mini";
import { isAdministrative } from "../../../libs/auth/permissions.ts";
import { ROUTES_BY_MODULE } from "../../../scripts/api-docs/all-routes.ts";

/** A valid id that does not exist. */
export const NOBODY = "00000000-0000-4000-8000-000000000000";

const PARAMETERS: Readonly<Record<string, string>> = {
  id: NOBODY,
  group: "users",
  name: "email",
  provider: "Google",
  organization: "org_0000000000000000",
  invitation: "0".repeat(22),
};

/** A route as a request: the parameters of `path` are filled in, with an unknown id if it needs one. */
export interface RouteRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly takesBody: boolean;
  readonly isProtected: boolean;
  readonly needsRecentSignIn: boolean;
  /** Whether it works without consent to the current terms. */
  readonly isBeforeTerms: boolean;
  /** If administrators need a second factor. */
  readonly needsSecondFactor: boolean;
  /** For links in mails, to which others add parameters. */
  readonly takesAnyQuery: boolean;
}

export const EVERY_ROUTE: readonly RouteRequest[] = Object.values(ROUTES_BY_MODULE)
  .flat()
  .map(({ operation, method, path, query, body, scope, assurance, beforeTerms }) => ({
    operation,
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? NOBODY),
    takesBody: body !== undefined,
    isProtected: scope !== undefined,
    needsRecentSignIn: assurance === "recent",
    isBeforeTerms: beforeTerms,
    needsSecondFactor: assurance === "recent" && scope !== undefined && isAdministrative(scope),
    takesAnyQuery: query !== undefined && z.safeParse(query, { surprise: "1" }).success,
  }));

export const PROTECTED_ROUTES = EVERY_ROUTE.filter(({ isProtected }) => isProtected);
