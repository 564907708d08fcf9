/** The parts of a page, and how it answers GET and POST. */
import { authenticationOf, type CompletedFactor } from "../../cognito/domain/authentication-level.ts";
import type { User } from "../../cognito/state/user-repository.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { finishSignIn } from "../finish-sign-in.ts";
import { pageUrl } from "../load-authorization.ts";
import type { Action, OAuthRequest } from "../oauth-request.ts";
import { type Reply, redirect, withCookies } from "../reply.ts";
import { type PageView, renderPage } from "./layout.ts";
import { type Problem, problemOf, Refused } from "./problems.ts";
import { hasOwnUsers } from "./providers.ts";
import {
  endProgress,
  forgetFlash,
  isOurForm,
  keepProgress,
  openVisit,
  type Step,
  type Visit,
} from "./visit.ts";

/** Where a form leads: one of our pages with the new progress, the client, or anything else. */
export type Next =
  | { readonly kind: "page"; readonly path: string; readonly step: Step }
  | { readonly kind: "signedIn"; readonly user: User; readonly completed: readonly CompletedFactor[] }
  | { readonly kind: "reply"; readonly reply: Reply };

export const goTo = (path: string, step: Step): Next => ({ kind: "page", path, step });

export interface HostedPage {
  readonly path: string;
  /** Closed for a client whose users all come from providers. */
  readonly isForOwnUsers: boolean;
  /** @returns `null` if the progress that it needs has expired */
  show(visit: Visit): PageView | Next | null | Promise<PageView | Next | null>;
  /**
   * @returns `null` as {@link show} does
   * @throws ServiceError, Refused: the page is shown again with the problem
   */
  submit(visit: Visit): Next | null | Promise<Next | null>;
}

const isView = (shown: PageView | Next): shown is PageView => "title" in shown;

export function pageActions(page: HostedPage): { readonly GET: Action; readonly POST: Action } {
  return {
    GET: async (request) => {
      const visit = openVisit(request, { takes: false });
      if (isClosed(page, visit)) return leadToLogin(visit);
      const shown = (await page.show(visit)) ?? startAgain();
      if (!isView(shown)) return follow(visit, shown);
      forgetFlash(visit);
      return renderPage(visit, shown);
    },
    POST: (request) => (isOurForm(request) ? submit(page, request) : refuseForm(page, request)),
  };
}

const isClosed = ({ isForOwnUsers }: HostedPage, visit: Visit): boolean =>
  isForOwnUsers && !hasOwnUsers(visit);

const leadToLogin = ({ authorization }: Visit): Reply => redirect(pageUrl("/login", authorization));

async function submit(page: HostedPage, request: OAuthRequest): Promise<Reply> {
  const visit = openVisit(request, { takes: true });
  if (isClosed(page, visit)) return leadToLogin(visit);
  try {
    return await follow(visit, (await page.submit(visit)) ?? startAgain());
  } catch (error) {
    if (!(error instanceof ServiceError) && !(error instanceof Refused)) throw error;
    return follow(visit, refusal(page, visit, problemOf(error)));
  }
}

/** The same page again, with the input and the problem; or the page where the user can fix it. */
function refusal({ path }: HostedPage, { progress, request }: Visit, problem: Problem): Next {
  const values = typedValues(request.form);
  const { isOver = false, ...shown } = problem;
  if (isOver) return goTo("/login", { flash: { problem: shown } });
  return goTo(path, { ...progress, flash: { problem: shown, values } });
}

/** The progress is gone: five minutes have passed, or the step was answered already. */
const startAgain = (): Next => goTo("/login", { flash: { problem: { key: "expired" } } });

/** A form that is not ours changes nothing. It is shown again, with the right value. */
async function refuseForm(page: HostedPage, request: OAuthRequest): Promise<Reply> {
  const visit = openVisit(request, { takes: false });
  if (isClosed(page, visit)) return leadToLogin(visit);
  const shown = await page.show(visit);
  if (shown === null || !isView(shown)) return follow(visit, shown ?? startAgain());
  return renderPage(visit, { ...shown, problem: { key: "form" } }, 403);
}

const MAX_REMEMBERED = 256;

/** Never a password, a code or a credential. */
function typedValues(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...form]
      .filter(([name]) => !name.startsWith("_") && !/password|repeat|code|credential/i.test(name))
      .slice(0, 30)
      .map(([name, value]) => [name.slice(0, MAX_REMEMBERED), value.slice(0, MAX_REMEMBERED)]),
  );
}

async function follow(visit: Visit, next: Next): Promise<Reply> {
  const { request, authorization, cookies } = visit;
  switch (next.kind) {
    case "reply":
      return withCookies(next.reply, ...cookies);
    case "signedIn": {
      const { user, completed } = next;
      const authentication = authenticationOf(completed);
      const reply = await finishSignIn(request, authorization, { user, authentication });
      return withCookies(reply, ...cookies, endProgress(visit));
    }
    case "page": {
      const reply = redirect(pageUrl(next.path, authorization));
      return withCookies(reply, ...cookies, keepProgress(visit, next.step));
    }
  }
}
