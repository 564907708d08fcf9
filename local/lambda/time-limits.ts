/** Time limits of functions, which a developer at a breakpoint must not run into. */
import { url } from "node:inspector";

/** The maximum of a timer: 24 days. */
const NEVER_MS = 2 ** 31 - 1;

/** The limit in milliseconds, or none while the stack runs with `--inspect`: a function that stops at a breakpoint is not late. */
export const limitOf = (milliseconds: number): number => (url() === undefined ? milliseconds : NEVER_MS);
