import { fetchAuthSession, signInWithRedirect } from "aws-amplify/auth";
import { Hub } from "aws-amplify/utils";
// Has Amplify take the code for tokens, with PKCE, as soon as it is configured on the page that the login page leads back to.
import "aws-amplify/auth/enable-oauth-listener";

/** Leaves for the pool's login page. */
export const leaveForLoginPage = (): Promise<void> => signInWithRedirect();

/** Whether the page was opened by the login page. */
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
    // Amplify holds up other calls until the sign-in is over, and says nothing of one that it did not begin.
    const begunElsewhere = () => reject(new Error("This sign-in was not begun in this browser."));
    void fetchAuthSession().finally(() => setTimeout(begunElsewhere));
  });
