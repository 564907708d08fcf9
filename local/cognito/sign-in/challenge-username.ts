import { createHmac } from "node:crypto";
import { signsInByAttribute } from "../attributes/sign-in-names.ts";
import { userIdOf } from "../domain/user-id.ts";
import type { SignIn } from "./sign-in.ts";

/**
 * What challenges call the user (`USER_ID_FOR_SRP`, `USERNAME`). For an unknown user it looks like a username of the
 * pool, an id where usernames are, the same every time.
 */
export function challengeUsername({ context, pool, user, username }: SignIn): string {
  if (user !== null) return user.username;
  if (!signsInByAttribute(pool.settings)) return username;
  return userIdOf(
    createHmac("sha256", context.secrets.of("unknown-users"))
      .update(`${pool.id}|${username.toLowerCase()}`)
      .digest(),
  );
}
