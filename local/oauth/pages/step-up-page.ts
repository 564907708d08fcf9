/** `/login/step-up`: a signed-in user confirms it with the factors that the requested level lacks. */
import { html } from "hono/html";
import type { HostedSession } from "../hosted-session.ts";
import { pageUrl } from "../load-authorization.ts";
import { compareLevel, usableSession } from "../usable-session.ts";
import { primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { PageView } from "./layout.ts";
import { begin } from "./sign-in-steps.ts";
import { fill } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

export const STEP_UP_PATH = "/login/step-up";

/** The session of a user of the pool that can be brought to the level; `null` if the user signs in from the beginning. */
export function sessionBelow({ request, authorization }: Visit): HostedSession | null {
  const session = usableSession(request, authorization, undefined);
  const isOwn = session?.provider === null;
  return isOwn && compareLevel(request, authorization, session) === "below" ? session : null;
}

/** Nothing is sent before the user asks for it. */
function show(visit: Visit): PageView | Next {
  const session = sessionBelow(visit);
  if (session === null) return goTo("/login", {});
  const { texts, authorization } = visit;
  const { attributes, username } = session.user;
  const form = renderForm(visit, STEP_UP_PATH, [primaryButton(texts.next)]);
  const elsewhere = pageUrl("/login", authorization, { prompt: "login" });
  return {
    title: texts.stepUp.title,
    lead: fill(texts.stepUp.lead, { username: attributes.email ?? attributes.phone_number ?? username }),
    content: [form.content, html`<div class="below"><a href="${elsewhere}">${texts.stepUp.other}</a></div>`],
    fields: form.fields,
  };
}

/** @throws ServiceError */
function submit(visit: Visit): Next | Promise<Next> {
  const session = sessionBelow(visit);
  if (session === null) return goTo("/login", {});
  const { username } = session.user;
  return begin({ ...visit, progress: { ...visit.progress, stepsUp: true } }, username);
}

export const stepUpPage: HostedPage = { path: STEP_UP_PATH, isForOwnUsers: true, show, submit };
