/** A text of JSON, or one of its brackets. */
const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * Names that an object has twice. JSON.parse uses the last one, other parsers the first: two services may see different claims.
 *
 * @param json is well-formed
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4
 */
export function duplicateNames(json: string): readonly string[] {
  const open: (Set<string> | undefined)[] = [];
  const twice = new Set<string>();
  const isName = /\s*:/y;
  for (const { 0: part, index } of json.matchAll(PARTS)) {
    if (part === "{") open.push(new Set());
    else if (part === "[") open.push(undefined);
    else if (part === "}" || part === "]") open.pop();
    else {
      isName.lastIndex = index + part.length;
      if (!isName.test(json)) continue;
      const name = JSON.parse(part) as string;
      const names = open.at(-1);
      if (names?.has(name)) twice.add(name);
      names?.add(name);
    }
  }
  return [...twice];
}
