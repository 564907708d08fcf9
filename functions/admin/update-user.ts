import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import type * as z from "zod/mini";
import { pendingAttributes } from "../../libs/account/pending-attributes.ts";
import { keepName } from "../../libs/activity/names.ts";
import { changeUnchanged } from "../../libs/admins/version-of.ts";
import { normalizeEmail } from "../../libs/auth/email.ts";
import { attributesOf, changedFields } from "../../libs/cognito/profile-attributes.ts";
import { ApiError } from "../../libs/http/api-error.ts";
import { route } from "../../libs/http/route.ts";
import { UserParams } from "../../libs/schemas/admin-params.ts";
import { UserDetail, UserUpdate } from "../../libs/schemas/admin-users.ts";
import { type Administration, record, table } from "./administration.ts";
import { callOnUser } from "./call-on-user.ts";
import { environment } from "./environment.ts";
import { loadUser, type PoolUser } from "./load-user.ts";
import { loadPendingEmail, loadUserDetail, userVersion } from "./load-user-detail.ts";

/**
 * A new address, without its verification flag: the pool keeps the old address in use and mails a code to the new one, which
 * the owner confirms at `POST /v1/me/attributes/email/verify`. So no administrator can take over an account by changing its
 * address.
 *
 * @throws ApiError `user_state_conflict` if the owner could not confirm a code, or the address belongs to the identity provider
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
function addressChange(user: PoolUser, email: string | undefined) {
  if (email === undefined || email === normalizeEmail(user.email ?? "")) return [];
  if (user.status !== "CONFIRMED" || !user.enabled) throw new ApiError("user_state_conflict");
  return [{ Name: "email", Value: email }];
}

/** Lets the owner see that a new address waits for its code. */
async function notePendingEmail(
  sub: string,
  attributes: readonly { readonly Name: string; readonly Value: string }[],
): Promise<void> {
  const email = attributes.find(({ Name }) => Name === "email")?.Value;
  if (email !== undefined) await pendingAttributes(table()).note(sub, "email", email, Date.now());
}

async function change(
  user: PoolUser,
  { email, reason, ...profile }: Omit<z.output<typeof UserUpdate>, "version">,
  { principal, from }: Omit<Administration, "reason">,
) {
  const attributes = [...addressChange(user, email), ...attributesOf(changedFields(profile, user))];
  if (attributes.length > 0) {
    await callOnUser(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: environment().USER_POOL_ID,
        Username: user.username,
        UserAttributes: attributes,
      }),
    );
    await notePendingEmail(user.sub, attributes);
    const fields = attributes.map(({ Name }) => Name).join(" ");
    await record("user_changed", user.sub, { principal, from, reason }, { fields });
  }
  const changed = await loadUserDetail(user.sub);
  if (attributes.length > 0) await keepName(table(), user.sub, changed);
  return changed;
}

/** Changes a user's profile, but no verification flag, no id and no group. */
export const updateUser = route({
  operation: "updateUser",
  summary: "Change a user's profile; a new address takes effect once its owner has verified it",
  errors: [
    "not_found",
    "changed_meanwhile",
    "email_in_use",
    "user_state_conflict",
    "invalid_parameter",
    "code_delivery_failed",
    "request_refused",
  ],
  method: "PATCH",
  path: "/v1/admin/users/{id}",
  scope: "api/users.write",
  assurance: "recent",
  params: UserParams,
  body: UserUpdate,
  response: UserDetail,
  run: ({ params: { id }, body: { version, ...body }, principal, from }) =>
    changeUnchanged(table(), { kind: "user", id, version }, async (check) => {
      const user = await loadUser(id);
      check(userVersion(user, await loadPendingEmail(user)));
      return change(user, body, { principal, from });
    }),
});
