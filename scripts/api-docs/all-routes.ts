import { routes as account } from "../../functions/account/routes.ts";
import { routes as admin } from "../../functions/admin/routes.ts";
import { routes as auth } from "../../functions/auth/routes.ts";
import { routes as files } from "../../functions/files/routes.ts";
import { routes as links } from "../../functions/links/routes.ts";
import { routes as organizations } from "../../functions/organizations/routes.ts";
import { routes as system } from "../../functions/system/routes.ts";
import { routes as tokens } from "../../functions/tokens/routes.ts";
import type { Route } from "../../libs/http/route.ts";

/** Every module's routes, by the module's name, which is the folder's below `functions/`. */
export const ROUTES_BY_MODULE: Readonly<Record<string, readonly Route[]>> = {
  auth,
  account,
  files,
  organizations,
  admin,
  links,
  tokens,
  system,
};
