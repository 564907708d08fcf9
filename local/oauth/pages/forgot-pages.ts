/**
 * `/forgotPassword` and `/confirmforgotPassword`. Every name leads to the page that asks for the code, whether or not the user
 * exists (cognito-user-pool-managing-errors).
 */
import { html } from "hono/html";
import { passwordNotResettable } from "../../cognito/errors/user-errors.ts";
import { withDestination } from "./confirm-pages.ts";
import { buttonForm, codeField, pageLink, primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { PageView } from "./layout.ts";
import { newPasswordFields, readNewPassword } from "./new-password.ts";
import { Refused } from "./problems.ts";
import { sendCode } from "./send-code.ts";
import { fromClient } from "./sign-in-steps.ts";
import { usernameField } from "./user-name.ts";
import type { Visit } from "./visit.ts";

const FORGOT_PATH = "/forgotPassword";
const RESET_PATH = "/confirmforgotPassword";

function showForgot(visit: Visit): PageView {
  const { texts, authorization, progress } = visit;
  const form = renderForm(visit, FORGOT_PATH, [
    usernameField(authorization.pool, visit, progress?.username ?? authorization.loginHint),
    primaryButton(texts.next),
  ]);
  return {
    title: texts.forgot.title,
    lead: texts.forgot.lead,
    content: [form.content, html`<p class="below">${pageLink(visit, "/login", texts.startAgain)}</p>`],
    fields: form.fields,
  };
}

async function submitForgot(visit: Visit): Promise<Next> {
  const { form } = visit.request;
  const isAgain = form.get("action") === "send";
  const username = (form.get("username") ?? (isAgain ? visit.progress?.username : null) ?? "").trim();
  if (username === "") throw new Refused("missing", "username");
  const destination = await sendCode(visit, username, {
    operation: "ForgotPassword",
    purpose: "forgot-password",
    isTelling: ({ message }) => message === passwordNotResettable().message,
  });
  return goTo(RESET_PATH, {
    username,
    destination,
    ...(isAgain && { flash: { notice: "codeSent" } }),
  });
}

export const forgotPage: HostedPage = {
  path: FORGOT_PATH,
  isForOwnUsers: true,
  show: showForgot,
  submit: submitForgot,
};

function showReset(visit: Visit): PageView | null {
  const { texts, authorization, progress } = visit;
  if (progress?.username === undefined) return null;
  const { username, destination = "" } = progress;
  const form = renderForm(visit, RESET_PATH, [
    codeField(visit),
    // Password managers keep the new password with the name.
    html`<input type="hidden" name="username" autocomplete="username" value="${username}">`,
    ...newPasswordFields(visit, authorization.pool),
    primaryButton(texts.reset.button),
  ]);
  return {
    title: texts.reset.title,
    lead: destination === "" ? texts.reset.leadUnknown : withDestination(texts.reset.lead, destination),
    content: [
      form.content,
      html`<div class="below">
${buttonForm(visit, FORGOT_PATH, { label: texts.sendAgain, value: "send" })}
${pageLink(visit, "/login", texts.startAgain)}
</div>`,
    ],
    fields: form.fields,
  };
}

/** @throws ServiceError as ConfirmForgotPassword does, Refused */
async function submitReset(visit: Visit): Promise<Next | null> {
  const { request, authorization, progress } = visit;
  const { client } = authorization;
  const username = progress?.username;
  if (username === undefined) return null;
  const code = request.form.get("code")?.replace(/\s/g, "") ?? "";
  if (code === "") throw new Refused("missing", "code");
  await request.call("ConfirmForgotPassword", {
    ...fromClient(client, username),
    ConfirmationCode: code,
    Password: readNewPassword(visit),
    UserContextData: { IpAddress: request.address },
  });
  return goTo("/login", { username, flash: { notice: "passwordChanged" } });
}

export const resetPage: HostedPage = {
  path: RESET_PATH,
  isForOwnUsers: true,
  show: showReset,
  submit: submitReset,
};
