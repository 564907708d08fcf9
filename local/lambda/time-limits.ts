/** Time limits of functions, which a developer at a breakpoint must not run into. */
import { url } from "node:inspector";

/** The longest that a timer takes: 24 days. */
const NEVER_MS = 2 ** 31 - 1;

/** The limit in milliseconds, or none while the stack runs with `--inspect`: a function that stands at a breakpoint is not late. */
export const limitOf = (milliseconds: number): number => (url() === undefined ? milliseconds : NEVER_MS);
