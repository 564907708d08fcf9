export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Maximum product of both line counts. Beyond it the table would be too large, and everything counts as replaced. */
const MAX_CELLS = 4_000_000;

/** For each pair of lines, the length of the longest common subsequence from there on. */
function commonLines(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** Diff by the longest common subsequence of lines: exact, in time and space of the product of both lengths. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const told = (kind: DiffLine["kind"], lines: readonly string[]) => lines.map((text) => ({ kind, text }));
  if (a.length * b.length > MAX_CELLS) return [...told("removed", a), ...told("added", b)];
  const common = commonLines(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: "same", text: a[i++] ?? "" });
      j++;
    } else if (common(i + 1, j) >= common(i, j + 1)) lines.push({ kind: "removed", text: a[i++] ?? "" });
    else lines.push({ kind: "added", text: b[j++] ?? "" });
  }
  return [...lines, ...told("removed", a.slice(i)), ...told("added", b.slice(j))];
}
