/** The bridge between a request that needs a recent sign-in and the dialog that asks for it (app/recent-sign-in.tsx). */

import type { StepUpChallenge } from "../../../clients/typescript/index.ts";

type Ask = (needed: StepUpChallenge) => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;
let onDialog: ((dialog: Ask) => void) | undefined;

/** Registers how the dialog is opened. @returns a function that removes it */
export function answerSignInAgain(dialog: Ask): () => void {
  ask = dialog;
  onDialog?.(dialog);
  onDialog = undefined;
  return () => {
    if (ask === dialog) ask = undefined;
  };
}

/** The first answers of a page may be there before the page is: then the dialog comes a moment later. */
function whenThere(): Promise<Ask> {
  if (ask !== undefined) return Promise.resolve(ask);
  return new Promise((resolve) => {
    onDialog = resolve;
  });
}

/** The session has ended: a request that waits for the dialog goes on without it. */
export function giveUpSignInAgain(): void {
  onDialog?.(() => Promise.resolve(false));
  onDialog = undefined;
}

/**
 * Asks once, however many requests wait.
 *
 * @param needed what the API's answer asks for
 * @returns whether the user has signed in again
 */
export function signInAgain(needed: StepUpChallenge): Promise<boolean> {
  asking ??= whenThere()
    .then((dialog) => dialog(needed))
    .finally(() => {
      asking = undefined;
    });
  return asking;
}
