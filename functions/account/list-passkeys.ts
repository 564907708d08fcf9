import { route } from "../../libs/http/route.ts";
import { PasskeyListResponse } from "../../libs/schemas/passkeys.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";
import { loadOwnPasskeys } from "./own-passkeys.ts";

export const listPasskeys = route({
  operation: "listPasskeys",
  summary: "Your passkeys",
  errors: [...OWNER_ERRORS],
  method: "GET",
  path: "/v1/me/passkeys",
  scope: "api/profile",
  response: PasskeyListResponse,
  run: async ({ principal, accessToken }) => {
    checkOwnAccountScope(principal);
    return { items: await loadOwnPasskeys(principal.sub, accessToken) };
  },
});
