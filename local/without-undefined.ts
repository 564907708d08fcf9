type OptionalKey<Members> = {
  [Key in keyof Members]-?: undefined extends Members[Key] ? Key : never;
}[keyof Members];

/** `Members` with those that may be undefined optional instead. */
type WithoutUndefined<Members> = {
  [Key in Exclude<keyof Members, OptionalKey<Members>>]: Members[Key];
} & { [Key in OptionalKey<Members>]?: Exclude<Members[Key], undefined> };

/**
 * A copy of an object without the members whose value is undefined. For types that distinguish a missing member from an
 * undefined one (`exactOptionalPropertyTypes`), and for code that writes every member.
 */
export function withoutUndefined<Members extends object>(members: Members): WithoutUndefined<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<Members>;
}
