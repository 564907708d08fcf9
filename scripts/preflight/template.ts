/** A CloudFormation template as far as the comparison reads it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Properties;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

export type Properties = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Properties {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** An intrinsic function that is left: its value is known to CloudFormation alone. */
export function isIntrinsic(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"));
}

/** The value at a path of member names, `undefined` where there is none or where CloudFormation alone knows it. */
export function valueAt(properties: Properties | undefined, path: string): unknown {
  let value: unknown = properties;
  for (const name of path.split(".")) value = isRecord(value) ? value[name] : undefined;
  return isIntrinsic(value) ? undefined : value;
}

/** The texts of a list property; what is not a text, an intrinsic for example, is left out. */
export function textsAt(properties: Properties | undefined, path: string): string[] | undefined {
  const value = valueAt(properties, path);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}

/** Whether two values are the same to CloudFormation: `"5"` and `5` are, and so are maps in another order. */
export function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isRecord(value)) return value === undefined ? "" : JSON.stringify(String(value));
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined && value[name] !== null)
    .sort();
  return `{${members.map((name) => `${name}:${canonical(value[name])}`).join()}}`;
}
