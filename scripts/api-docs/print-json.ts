const WIDTH = 140;

/** JSON in which short members share a line: a tenth of the lines, and a diff still shows what changed. */
export function printJson(value: unknown, indent = ""): string {
  const flat = printFlat(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  const deeper = `${indent} `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const items = Array.isArray(value)
    ? value.map((item) => printJson(item, deeper))
    : membersOf(value).map(([name, member]) => `${JSON.stringify(name)}: ${printJson(member, deeper)}`);
  return `${open}\n${filledLines(items, deeper).join(",\n")}\n${indent}${close}`;
}

function filledLines(items: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const longer = `${lines.at(-1)}, ${item}`;
    const fits = lines.length > 0 && !longer.includes("\n") && longer.length <= WIDTH;
    if (fits) lines[lines.length - 1] = longer;
    else lines.push(indent + item);
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
