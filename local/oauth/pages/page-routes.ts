import type { Action, RouteTable } from "../oauth-request.ts";
import type { HostedPage } from "./hosted-page.ts";

/** The pages and their HTML renderer are loaded with the first request for one. */
function page(load: () => Promise<HostedPage>): { readonly GET: Action; readonly POST: Action } {
  const actions = async () => {
    const [{ pageActions }, loaded] = await Promise.all([import("./hosted-page.ts"), load()]);
    return pageActions(loaded);
  };
  return {
    GET: async (request) => (await actions()).GET(request),
    POST: async (request) => (await actions()).POST(request),
  };
}

/**
 * The pages of a pool's domain
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html). `/login/continue` and `/login/step-up` are ours:
 * AWS does not document the paths of the pages between the first and the last of a sign-in.
 */
export const pageRoutes: RouteTable = {
  "/login": page(async () => (await import("./login-page.ts")).loginPage),
  "/login/continue": page(async () => (await import("./challenge-page.ts")).challengePage),
  "/login/step-up": page(async () => (await import("./step-up-page.ts")).stepUpPage),
  "/signup": page(async () => (await import("./sign-up-page.ts")).signUpPage),
  "/confirm": page(async () => (await import("./confirm-pages.ts")).confirmPage),
  "/resendcode": page(async () => (await import("./confirm-pages.ts")).resendPage),
  "/forgotPassword": page(async () => (await import("./forgot-pages.ts")).forgotPage),
  "/confirmforgotPassword": page(async () => (await import("./forgot-pages.ts")).resetPage),
  "/passkeys/add": page(async () => (await import("./passkey-page.ts")).passkeyPage),
  "/confirmUser": {
    GET: async (request) => (await import("./confirm-user-page.ts")).confirmUserPage(request),
  },
  "/error": { GET: async (request) => (await import("./error-page.ts")).errorPage(request) },
};
