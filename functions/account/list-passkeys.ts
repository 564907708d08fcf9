import { route } from "../../libs/http/route.ts";
import { PasskeyListResponse } from "../../libs/schemas/passkeys.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";
import { loadOwnPasskeys } from "./own-passkeys.ts";

/** Own passkeys. */
export const listPasskeys = route({
  operation: "listPasskeys",
  summary: "The own passkeys",
  errors: [...OWNER_ERRORS],
  method: "GET",
  path: "/v1/me/passkeys",
  scope: "api/profile",
  assurance: "recent",
  response: PasskeyListResponse,
  run: async ({ principal, accessToken }) => {
    checkOwnAccountScope(principal);
    return { items: await loadOwnPasskeys(principal.sub, accessToken) };
  },
});
