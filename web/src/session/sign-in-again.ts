/** The bridge between a request that needs a recent sign-in and the dialog that asks for it (app/recent-sign-in.tsx). */

type Ask = () => Promise<string | undefined>;

let ask: Ask | undefined;
let asking: Promise<string | undefined> | undefined;

/** The dialog says how it is opened. @returns what takes it away */
export function answerSignInAgain(dialog: Ask): () => void {
  ask = dialog;
  return () => {
    if (ask === dialog) ask = undefined;
  };
}

/** Asks once, however many requests wait. @returns the new access token; nothing where the person did not want to */
export function signInAgain(): Promise<string | undefined> {
  asking ??= (ask?.() ?? Promise.resolve(undefined)).finally(() => {
    asking = undefined;
  });
  return asking;
}
