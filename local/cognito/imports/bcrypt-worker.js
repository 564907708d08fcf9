/**
 * The thread that computes bcrypt hashes, which Node does not have. JavaScript, so that it starts without stripping types.
 *
 * @import { BcryptRequest, BcryptAnswer } from "./bcrypt-thread.ts"
 */
import { parentPort } from "node:worker_threads";
import { hashSync } from "bcryptjs";

parentPort?.on("message", (/** @type {BcryptRequest} */ { id, password, settings }) => {
  /** @type {BcryptAnswer} */
  const answer = { id, hash: hashSync(password, settings) };
  parentPort?.postMessage(answer);
});
