import { factorNames } from "../../libs/account/factor-names.ts";
import { route } from "../../libs/http/route.ts";
import { Passkey, PasskeyParams, PasskeyRename } from "../../libs/schemas/passkeys.ts";
import { OWNER_ERRORS } from "./call-as-owner.ts";
import { checkOwnAccountScope } from "./load-own-user.ts";
import { recordOwn, table } from "./own-activity.ts";
import { loadOwnPasskey } from "./own-passkeys.ts";

/** Renames one of the caller's passkeys. Cognito can't, so the name is stored here: an SDK still sees the first one. */
export const renamePasskey = route({
  operation: "renamePasskey",
  summary: "Rename one of your passkeys",
  errors: ["not_found", ...OWNER_ERRORS],
  method: "PATCH",
  path: "/v1/me/passkeys/{id}",
  scope: "api/profile",
  assurance: "recent",
  params: PasskeyParams,
  body: PasskeyRename,
  response: Passkey,
  run: async ({ params: { id }, body: { name }, principal, accessToken, from }) => {
    checkOwnAccountScope(principal);
    const passkey = await loadOwnPasskey(principal.sub, accessToken, id);
    if (passkey.name === name) return passkey;
    await factorNames(table()).renamePasskey(principal.sub, id, name);
    await recordOwn("passkey_renamed", { principal, from });
    return { ...passkey, name };
  },
});
