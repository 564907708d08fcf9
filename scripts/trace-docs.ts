/**
 * Writes the recordings of docs/debugging.md from the flight recorder of the running stack: `npm start` in one terminal,
 * `npm run docs:traces` in another. `API_PORT` and `CLOUD_PORT` say where the stack listens, as for `npm start`.
 */
import "../local/answer-help.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { recordWalks, withRecordings } from "./trace-docs/record-walks.ts";

const page = new URL("../docs/debugging.md", import.meta.url);
const recordings = await recordWalks({
  apiUrl: `http://localhost:${process.env.API_PORT ?? 3000}`,
  cloudUrl: `http://localhost:${process.env.CLOUD_PORT ?? 4566}`,
});
writeFileSync(page, withRecordings(readFileSync(page, "utf8"), recordings));
