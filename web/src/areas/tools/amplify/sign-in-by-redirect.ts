import { fetchAuthSession, signInWithRedirect } from "aws-amplify/auth";
import { Hub } from "aws-amplify/utils";
// Lets Amplify exchange the code for tokens, with PKCE, as soon as it is configured on the page that the login page returns to.
import "aws-amplify/auth/enable-oauth-listener";

/** Redirects to the pool's login page. */
export const leaveForLoginPage = (): Promise<void> => signInWithRedirect();

/** Whether the login page has just returned here. */
export function isBack(): boolean {
  const { searchParams } = new URL(window.location.href);
  return searchParams.has("code") || searchParams.has("error");
}

/**
 * Right after `configure`, where `isBack`: resolves when the tokens are there.
 *
 * @throws what the login page or the token endpoint refused
 */
export const whenSignedIn = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = Hub.listen("auth", ({ payload }) => {
      if (payload.event === "signInWithRedirect") resolve();
      else if (payload.event === "signInWithRedirect_failure") reject(payload.data.error);
      else return;
      stop();
    });
    // Amplify delays other calls until the sign-in is over, and sends no event for one that it did not start.
    const begunElsewhere = () => reject(new Error("This sign-in was not begun in this browser."));
    void fetchAuthSession().finally(() => setTimeout(begunElsewhere));
  });
