const WIDTH = 140;

/** JSON in which whatever fits on a line stands on one, and lists of words fill their lines: short, and still easy to compare. */
export function printJson(value: unknown, indent = ""): string {
  const flat = printFlat(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  const deeper = `${indent} `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${linesOf(value, deeper)
    .map((line) => deeper + line)
    .join(",\n")}\n${indent}${close}`;
}

function linesOf(value: object, indent: string): string[] {
  if (!Array.isArray(value)) {
    return membersOf(value).map(([name, member]) => `${JSON.stringify(name)}: ${printJson(member, indent)}`);
  }
  const isPlain = value.every((item) => typeof item !== "object");
  return isPlain ? filledLines(value.map(printFlat), indent) : value.map((item) => printJson(item, indent));
}

function filledLines(items: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const longer = lines.length === 0 ? item : `${lines.at(-1)}, ${item}`;
    if (lines.length === 0 || indent.length + longer.length >= WIDTH) lines.push(item);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

const membersOf = (value: object) => Object.entries(value).filter(([, member]) => member !== undefined);

function printFlat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printFlat).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = membersOf(value).map(([name, member]) => `${JSON.stringify(name)}: ${printFlat(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
