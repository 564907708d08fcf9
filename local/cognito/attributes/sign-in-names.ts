/**
 * The names that a user signs in with, besides the username: the pool's UsernameAttributes or AliasAttributes
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases).
 */
import { isTrue } from "../domain/boolean-attribute.ts";
import type { PoolSettings } from "../state/pool-settings.ts";

/** An attribute's value that names one user of the pool. */
export interface SignInName {
  readonly attribute: "email" | "phone_number" | "preferred_username";
  readonly value: string;
}

type Attributes = Readonly<Record<string, string>>;

/** Does the pool use e-mail addresses or phone numbers as usernames? Then the username is the `sub`. */
export function signsInByAttribute(settings: PoolSettings): boolean {
  return (settings.UsernameAttributes ?? []).length > 0;
}

/** Names are compared without case unless the pool says otherwise (UsernameConfiguration). */
export function foldSignInName(settings: PoolSettings, name: string): string {
  return settings.UsernameConfiguration?.CaseSensitive === false ? name.toLowerCase() : name;
}

/**
 * The names these attributes give a user. Where they stand in for the username they count from the start; as an alias, an
 * e-mail address or phone number counts once it is verified.
 */
export function signInNames(settings: PoolSettings, attributes: Attributes): readonly SignInName[] {
  const names = [
    ...(settings.UsernameAttributes ?? []),
    ...(settings.AliasAttributes ?? []).filter((attribute) => isUsableAlias(attribute, attributes)),
  ];
  return names.flatMap((attribute) => {
    const value = attributes[attribute];
    return value === undefined || value === "" ? [] : [{ attribute, value }];
  });
}

function isUsableAlias(attribute: SignInName["attribute"], attributes: Attributes): boolean {
  return attribute === "preferred_username" || isTrue(attributes[`${attribute}_verified`]);
}
