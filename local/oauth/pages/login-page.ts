/** `/login`: how a sign-in begins (https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html). */
import { html } from "hono/html";
import { type Field, pageLink, primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import { type Html, type PageView, renderPage } from "./layout.ts";
import { Refused } from "./problems.ts";
import {
  findByIdentifier,
  hasOwnUsers,
  isFoundByName,
  type Provider,
  providerButton,
  providerName,
  providersOf,
  providerUrl,
} from "./providers.ts";
import { begin, hasChoice, hasPasswords } from "./sign-in-steps.ts";
import { STEP_UP_PATH, sessionBelow } from "./step-up-page.ts";
import { fill } from "./texts/page-texts.ts";
import { usernameField } from "./user-name.ts";
import type { Visit } from "./visit.ts";

const PATH = "/login";

/** With passwords only, name and password are on one page; with a choice, the name comes first. */
function ownForm(visit: Visit) {
  const { authorization, texts, progress } = visit;
  const { client, pool, loginHint } = authorization;
  const password: Field = {
    name: "password",
    label: texts.password,
    type: "password",
    autocomplete: "current-password",
    aside: pageLink(visit, "/forgotPassword", texts.forgotPassword),
  };
  const name = usernameField(pool, visit, progress?.username ?? loginHint);
  return renderForm(visit, PATH, [
    name,
    ...(hasChoice(client) ? [] : [password]),
    primaryButton(hasChoice(client) ? texts.next : texts.signIn),
  ]);
}

function companyForm(visit: Visit) {
  const { texts } = visit;
  const field: Field = { name: "idp_identifier", label: texts.company, inputmode: "email" };
  const button = html`<button class="button secondary" type="submit">${texts.companyButton}</button>`;
  return renderForm(visit, PATH, [field, button]);
}

const isSignUpOpen = ({ authorization: { pool } }: Visit): boolean =>
  !pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly;

function signUpLink(visit: Visit): Html | "" {
  if (!isSignUpOpen(visit)) return "";
  const { texts } = visit;
  return html`<p class="below"><span>${texts.newHere}</span>${pageLink(visit, "/signup", texts.createAccount)}</p>`;
}

/** The methods of this authorization: with `identity_provider=COGNITO` only the pool's own users. */
function waysOf(visit: Visit) {
  const { client, identityProvider } = visit.authorization;
  const canSignIn = hasChoice(client) || hasPasswords(client);
  const isOwn = hasOwnUsers(visit) && canSignIn;
  const providers = identityProvider === "COGNITO" ? [] : providersOf(visit);
  return {
    isOwn,
    buttons: providers.filter((provider) => !isFoundByName(provider)),
    byName: providers.filter(isFoundByName),
  };
}

function show(visit: Visit): PageView | Next {
  const { texts } = visit;
  if (visit.progress === null && sessionBelow(visit) !== null) return goTo(STEP_UP_PATH, {});
  const { isOwn, buttons, byName } = waysOf(visit);
  const own = isOwn ? ownForm(visit) : null;
  const company = byName.length > 0 ? companyForm(visit) : null;
  const others = [
    ...(buttons.length > 0
      ? [html`<div class="stack">${buttons.map((provider) => providerButton(visit, provider))}</div>`]
      : []),
    ...(company === null ? [] : [company.content]),
  ];
  const divider = html`<div class="divider">${texts.or}</div>`;
  const forms = [...(own === null ? [] : [own.content]), ...others];
  return {
    title: texts.signIn,
    content: [
      ...(forms.length === 0 ? [html`<p class="lead">${texts.noWayIn}</p>`] : []),
      ...forms.flatMap((form, index) => (index === 0 ? [form] : [divider, form])),
      html`${own === null ? "" : signUpLink(visit)}`,
    ],
    fields: [...(own?.fields ?? []), ...(company?.fields ?? [])],
  };
}

/**
 * Leads to a company's provider through a page: browsers apply the policy's form-action to a form's redirects, and the address
 * of a provider's page is not known before.
 */
async function leaveFor(visit: Visit, provider: Provider): Promise<Next> {
  const { texts } = visit;
  const title = fill(texts.leaving.title, { provider: providerName(provider) });
  const url = providerUrl(visit, provider);
  const view: PageView = {
    title,
    lead: texts.leaving.lead,
    content: html`<div class="stack"><a class="button primary" href="${url}">${texts.next}</a></div>`,
    goesTo: url,
  };
  return { kind: "reply", reply: await renderPage({ ...visit, cookies: [] }, view) };
}

/** @throws ServiceError, Refused */
async function submit(visit: Visit): Promise<Next> {
  const { request, authorization } = visit;
  const { form } = request;
  const { isOwn, byName } = waysOf(visit);
  const company = form.get("idp_identifier");
  if (company !== null) {
    const provider = findByIdentifier(byName, company);
    if (provider === undefined) throw new Refused("unknownCompany", "idp_identifier");
    return leaveFor(visit, provider);
  }
  const username = form.get("username")?.trim() ?? "";
  const password = form.get("password") ?? "";
  if (!isOwn) throw new Refused("unexpected");
  if (username === "") throw new Refused("missing", "username");
  if (hasChoice(authorization.client)) {
    // A form with a password has chosen it: password managers and tools send both.
    return begin(
      visit,
      username,
      password === "" ? {} : { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: password },
    );
  }
  if (password === "") throw new Refused("missing", "password");
  return begin(visit, username, { PASSWORD: password });
}

export const loginPage: HostedPage = { path: PATH, isForOwnUsers: false, show, submit };
