/** The bridge between a request that needs a recent sign-in and the dialog that asks for it (app/recent-sign-in.tsx). */

type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;

/** Registers how the dialog is opened. @returns a function that removes it */
export function answerSignInAgain(dialog: Ask): () => void {
  ask = dialog;
  return () => {
    if (ask === dialog) ask = undefined;
  };
}

/** Asks once, however many requests wait. @returns whether the user has signed in again */
export function signInAgain(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = undefined;
  });
  return asking;
}
