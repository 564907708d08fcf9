import { createHmac } from "node:crypto";
import { signsInByAttribute } from "../attributes/sign-in-names.ts";
import type { SignIn } from "./sign-in.ts";

/**
 * What challenges call the user (`USER_ID_FOR_SRP`, `USERNAME`). For a name that is nobody's it looks like a username of the
 * pool, a UUID where usernames are, the same every time.
 */
export function shownName({ context, pool, user, username }: SignIn): string {
  if (user !== null) return user.username;
  if (!signsInByAttribute(pool.settings)) return username;
  const hex = createHmac("sha256", context.secrets.of("unknown-users"))
    .update(`${pool.id}|${username.toLowerCase()}`)
    .digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
