import { newUserId } from "../domain/user-id.ts";
import { usernameIsAlias, usernameNotAnAttribute } from "../errors/user-errors.ts";
import type { PoolSettings } from "../state/pool-settings.ts";
import { emailPattern, phoneNumberPattern } from "./check-attributes.ts";
import { signsInByAttribute } from "./sign-in-names.ts";

/** The name of a new user. */
export interface NewUsername {
  readonly username: string;
  readonly sub: string;
  /** The given attributes, with the one from the username. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Reads the `Username` of a new user, for SignUp and AdminCreateUser alike. Where e-mail addresses or phone numbers stand in
 * for usernames it becomes that attribute, and the username is the `sub`; elsewhere it must not look like an alias
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-usernames).
 *
 * @throws ServiceError InvalidParameterException
 */
export function nameNewUser(
  settings: PoolSettings,
  username: string,
  attributes: Readonly<Record<string, string>>,
): NewUsername {
  const sub = newUserId();
  if (!signsInByAttribute(settings)) {
    checkNotAlias(settings, username);
    return { username, sub, attributes };
  }
  const usernameAttributes = settings.UsernameAttributes ?? [];
  const attribute = usernameAttributes.find((candidate) => formatOf(candidate).test(username));
  if (attribute === undefined) throw usernameNotAnAttribute(usernameAttributes);
  return { username: sub, sub, attributes: { ...attributes, [attribute]: username } };
}

function formatOf(attribute: "email" | "phone_number"): RegExp {
  return attribute === "email" ? emailPattern : phoneNumberPattern;
}

function checkNotAlias(settings: PoolSettings, username: string): void {
  for (const attribute of settings.AliasAttributes ?? []) {
    if (attribute !== "preferred_username" && formatOf(attribute).test(username)) {
      throw usernameIsAlias(attribute === "email" ? "email" : "phone number");
    }
  }
}
