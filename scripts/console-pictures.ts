/**
 * Takes the screenshots of docs/console.md and docs/debugging.md: starts its own stack with demo users, creates some activity,
 * and opens the built console in Chromium.
 *
 *     npm run docs:pictures
 *
 * Needs Chromium (`CHROMIUM` names one that is not /usr/bin/chromium), and `npm run build -w web`.
 */
import "../local/answer-help.ts";
import { takePictures } from "./console-pictures/take-pictures.ts";

await takePictures(new URL("../docs/images/console/", import.meta.url));
