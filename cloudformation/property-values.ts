/** Reading properties of resources, as a template or a service has them. */
import { isIntrinsic, isRecord, type Properties } from "./template.ts";

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
