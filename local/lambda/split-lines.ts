import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** A function that never ends its line must not fill the memory: long lines are passed on in pieces. */
const MAX_LINE = 256 * 1024;

/** Passes on each line of a stream, without its end; the rest at the end of the stream is a line too. */
export function splitLines(stream: Readable, tell: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line.replace(/\r$/, ""));
    if (rest.length > MAX_LINE) {
      tell(rest);
      rest = "";
    }
  });
  stream.on("end", () => {
    if (rest !== "") tell(rest);
    rest = "";
  });
}
