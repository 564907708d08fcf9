/**
 * `/confirm` and `/resendcode`: a new user enters the code that verifies the address. If this browser did not sign the user up,
 * the pages do not reveal whether the user exists or is confirmed.
 */
import { html } from "hono/html";
import { hidesUnknownUsers } from "../../cognito/check-client.ts";
import { buttonForm, codeField, pageLink, primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { Html, PageView } from "./layout.ts";
import { isRefusal, Refused } from "./problems.ts";
import { sendCode } from "./send-code.ts";
import { fromClient } from "./sign-in-steps.ts";
import { signInNewUser } from "./sign-up-page.ts";
import { usernameField } from "./user-name.ts";
import type { Visit } from "./visit.ts";

const CONFIRM_PATH = "/confirm";
const RESEND_PATH = "/resendcode";

/** A text with a highlighted address. */
export function withDestination(text: string, destination: string): Html {
  const [before = "", after = ""] = text.split("{destination}");
  return html`${before}<strong>${destination}</strong>${after}`;
}

const confirmsByLink = ({ authorization: { pool } }: Visit): boolean =>
  pool.settings.VerificationMessageTemplate.DefaultEmailOption === "CONFIRM_WITH_LINK";

function showConfirm(visit: Visit): PageView | null {
  const { texts, progress } = visit;
  if (progress?.username === undefined) return null;
  const { destination = "" } = progress;
  const others = html`<div class="below">
${buttonForm(visit, RESEND_PATH, { label: texts.sendAgain, value: "send" })}
${pageLink(visit, "/login", texts.startAgain)}
</div>`;
  if (confirmsByLink(visit) && destination.includes("@")) {
    return {
      title: texts.confirm.linkTitle,
      lead: withDestination(texts.confirm.linkLead, destination),
      content: [html`<div class="stack">${linkButton(visit, texts.confirm.linkDone)}</div>`, others],
    };
  }
  const form = renderForm(visit, CONFIRM_PATH, [codeField(visit), primaryButton(texts.confirm.button)]);
  return {
    title: texts.confirm.title,
    lead: destination === "" ? texts.confirm.leadUnknown : withDestination(texts.confirm.lead, destination),
    content: [form.content, others],
    fields: form.fields,
  };
}

const linkButton = (visit: Visit, label: string): Html =>
  buttonForm(visit, CONFIRM_PATH, { label, value: "done", look: "button secondary" });

/** Errors that would reveal whether a user exists. */
const SAME_WORDS = [
  "CodeMismatchException",
  "ExpiredCodeException",
  "LimitExceededException",
  "NotAuthorizedException",
];

async function submitConfirm(visit: Visit): Promise<Next | null> {
  const { request, authorization, progress } = visit;
  const { client } = authorization;
  const { username, newUser } = progress ?? {};
  if (username === undefined) return null;
  if (request.form.get("action") === "done") return goTo("/login", { username });
  const code = request.form.get("code")?.replace(/\s/g, "") ?? "";
  if (code === "") throw new Refused("missing", "code");
  try {
    await request.call("ConfirmSignUp", {
      ...fromClient(client, username),
      ConfirmationCode: code,
      UserContextData: { IpAddress: request.address },
    });
  } catch (error) {
    if (newUser !== undefined || !hidesUnknownUsers(client)) return whenConfirmedBefore(error, username);
    if (SAME_WORDS.some((name) => isRefusal(error, name))) throw new Refused("expiredCode", "code");
    throw error;
  }
  return newUser === undefined
    ? goTo("/login", { username, flash: { notice: "confirmed" } })
    : signInNewUser(visit, username, newUser);
}

/** The account was confirmed meanwhile: by a link, in another tab, by an administrator. */
function whenConfirmedBefore(error: unknown, username: string): Next {
  if (!isRefusal(error, "NotAuthorizedException")) throw error;
  return goTo("/login", { username, flash: { notice: "confirmed" } });
}

export const confirmPage: HostedPage = {
  path: CONFIRM_PATH,
  isForOwnUsers: true,
  show: showConfirm,
  submit: submitConfirm,
};

function showResend(visit: Visit): PageView {
  const { texts, authorization, progress } = visit;
  const form = renderForm(visit, RESEND_PATH, [
    usernameField(authorization.pool, visit, progress?.username),
    primaryButton(texts.sendAgain),
  ]);
  return {
    title: texts.resend.title,
    lead: texts.resend.lead,
    content: [form.content, html`<p class="below">${pageLink(visit, "/login", texts.startAgain)}</p>`],
    fields: form.fields,
  };
}

async function submitResend(visit: Visit): Promise<Next> {
  const { request, progress } = visit;
  const username = (request.form.get("username") ?? progress?.username ?? "").trim();
  if (username === "") throw new Refused("missing", "username");
  const destination = await sendCode(visit, username, {
    operation: "ResendConfirmationCode",
    purpose: "sign-up",
    // Confirmed already.
    isTelling: ({ code }) => code === "InvalidParameterException",
  });
  // The name may differ from the one that this browser signed up with.
  const isSame = username === progress?.username;
  return goTo(CONFIRM_PATH, {
    username,
    destination,
    ...(isSame && progress.newUser !== undefined && { newUser: progress.newUser }),
    flash: { notice: confirmsByLink(visit) && destination.includes("@") ? "linkSent" : "codeSent" },
  });
}

export const resendPage: HostedPage = {
  path: RESEND_PATH,
  isForOwnUsers: true,
  show: showResend,
  submit: submitResend,
};
