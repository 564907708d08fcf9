/** Deeply read-only. */
type Frozen<Value> = Value extends (infer Item)[] | readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends Date | Uint8Array
    ? Value
    : Value extends object
      ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
      : Value;

/** Deeply freezes plain data, so that callers cannot change a repository's values. */
export function freeze<Value>(value: Value): Frozen<Value> {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    for (const member of Object.values(value)) {
      freeze(member);
    }
    Object.freeze(value);
  }
  return value as Frozen<Value>;
}
