/** The bridge between a request that needs a recent sign-in and the dialog that asks for it (app/recent-sign-in.tsx). */

import type { StepUpChallenge } from "../../../clients/typescript/index.ts";

type Ask = (needed: StepUpChallenge) => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;

/** Registers how the dialog is opened. @returns a function that removes it */
export function answerSignInAgain(dialog: Ask): () => void {
  ask = dialog;
  return () => {
    if (ask === dialog) ask = undefined;
  };
}

/**
 * Asks once, however many requests wait.
 *
 * @param needed what the API's answer asks for
 * @returns whether the user has signed in again
 */
export function signInAgain(needed: StepUpChallenge): Promise<boolean> {
  asking ??= (ask?.(needed) ?? Promise.resolve(false)).finally(() => {
    asking = undefined;
  });
  return asking;
}
