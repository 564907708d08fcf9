/** A user's attributes on the wire, `[{Name, Value}]`, and in the domain, by name. */
type AttributeList = readonly { readonly Name: string; readonly Value?: string | undefined }[];

/** An attribute without a value counts as an empty one; of two with the same name the last one counts. */
export function fromAttributeList(list: AttributeList | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value ?? ""]));
}

function toAttributeList(attributes: Readonly<Record<string, string>>): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** All attributes of a user as AWS lists them: `sub` is one. */
export function listUserAttributes(user: {
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
}): { Name: string; Value: string }[] {
  return toAttributeList({ ...user.attributes, sub: user.sub });
}
