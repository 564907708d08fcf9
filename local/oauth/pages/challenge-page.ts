/** `/login/continue`: every challenge between the first page of a sign-in and its end, one at a time. */
import { html } from "hono/html";
import type { ServiceError } from "../../protocol/service-error.ts";
import { appNameOf } from "./branding.ts";
import { buttonForm, codeField, type Field, pageLink, primaryButton, renderForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { Html, PageView } from "./layout.ts";
import { newPasswordFields, readNewPassword, requiredAttributeFields } from "./new-password.ts";
import { passkeyChallengeView } from "./passkey-view.ts";
import { isRefusal, problemOf, Refused } from "./problems.ts";
import { qrCode } from "./qr-code.ts";
import {
  associateApp,
  begin,
  type Challenge,
  CONTINUE_PATH,
  firstWays,
  hasChoice,
  respond,
  setUpWays,
} from "./sign-in-steps.ts";
import type { FirstWay } from "./texts/page-texts.ts";
import type { Visit } from "./visit.ts";

/** A page's part of {@link PageView}, for one kind of challenge. */
interface ChallengePage {
  show(visit: Visit, challenge: Challenge): PageView;
  /** @throws ServiceError, Refused */
  submit(visit: Visit, challenge: Challenge, username: string): Promise<Next>;
}

const asUser = ({ texts, progress }: Visit): Html => {
  const [before = "", after = ""] = texts.signingInAs.split("{username}");
  return html`${before}<strong>${progress?.username ?? ""}</strong>${after}`;
};

/** Other ways to continue, below the page's own form. */
function below(visit: Visit, challenge: Challenge, first: Html | "" = ""): Html {
  const { texts } = visit;
  const others = firstWays(challenge).length > 1;
  return html`<div class="below">
${first}
${others ? buttonForm(visit, CONTINUE_PATH, { label: texts.otherWay, value: "other" }) : ""}
${pageLink(visit, "/login", texts.startAgain)}
</div>`;
}

function field(visit: Visit, name: string): string {
  const value = visit.request.form.get(name)?.trim() ?? "";
  if (value === "") throw new Refused("missing", name);
  return value;
}

/** The icon of each method: a key, a letter, a speech bubble, a fingerprint, a telephone. */
const KEY =
  "M15.5 14.5a6 6 0 1 0-5.7-4.1L3 17.2V21h3.8v-2.5h2.5V16h2.2l1.9-1.9a6 6 0 0 0 2.1.4ZM16.5 7.5h.01";
const LETTER =
  "M3 6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5ZM3.5 6.5l8.5 6.5 8.5-6.5";
const BUBBLE =
  "M4.5 4h15A1.5 1.5 0 0 1 21 5.5v10a1.5 1.5 0 0 1-1.5 1.5H10l-5 4v-4h-.5A1.5 1.5 0 0 1 3 15.5v-10A1.5 1.5 0 0 1 4.5 4ZM8 9h8M8 12.5h5";
const FINGERPRINT =
  "M6 5.5a9 9 0 0 1 12 0M4 10.5a8.5 8.5 0 0 1 16 0M12 10.5v3a10 10 0 0 1-1.5 5.5M8 20a9 9 0 0 0 .8-4v-3a3.2 3.2 0 0 1 6.4 0v2a14 14 0 0 1-1 5M5 17a8 8 0 0 0 .6-3M18.4 13.5v1.5a17 17 0 0 1-.6 4";
const TELEPHONE =
  "M8.5 2.5h7A1.5 1.5 0 0 1 17 4v16a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 20V4a1.5 1.5 0 0 1 1.5-1.5ZM11 18.5h2";

const ICONS: Readonly<Record<string, string>> = {
  PASSWORD: KEY,
  EMAIL_OTP: LETTER,
  SMS_OTP: BUBBLE,
  SMS_MFA: BUBBLE,
  WEB_AUTHN: FINGERPRINT,
  SOFTWARE_TOKEN_MFA: TELEPHONE,
};

const drawing = (path: string): Html =>
  html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;

const choiceButton = (label: string, value: string): Html =>
  html`<button class="button secondary choice" type="submit" name="choice" value="${value}">${drawing(ICONS[value] ?? KEY)}<span>${label}</span>${drawing("M9 6l6 6-6 6")}</button>`;

const choices = (visit: Visit, buttons: readonly Html[]): Html =>
  renderForm(visit, CONTINUE_PATH, buttons).content;

const selectFirst: ChallengePage = {
  show: (visit, challenge) => ({
    title: visit.texts.choose.title,
    lead: asUser(visit),
    content: [
      choices(
        visit,
        firstWays(challenge).map((way) => choiceButton(visit.texts.choose[way], way)),
      ),
      below(visit, { ...challenge, offered: [] }),
    ],
  }),
  submit: (visit, challenge, username) => {
    const way = firstWays(challenge).find((offered) => offered === visit.request.form.get("choice"));
    if (way === undefined) throw new Refused("choice");
    return respond(visit, username, challenge, { ANSWER: way });
  },
};

const password: ChallengePage = {
  show: (visit, challenge) => {
    const { texts } = visit;
    const own: Field = {
      name: "password",
      label: texts.password,
      type: "password",
      autocomplete: "current-password",
      aside: pageLink(visit, "/forgotPassword", texts.forgotPassword),
    };
    // Password managers keep name and password together.
    const name = html`<input type="hidden" name="username" autocomplete="username" value="${visit.progress?.username ?? ""}">`;
    const form = renderForm(visit, CONTINUE_PATH, [name, own, primaryButton(texts.signIn)]);
    return {
      title: texts.signIn,
      lead: asUser(visit),
      content: [form.content, below(visit, challenge)],
      fields: form.fields,
    };
  },
  submit: (visit, challenge, username) => {
    const typed = visit.request.form.get("password") ?? "";
    if (typed === "") throw new Refused("missing", "password");
    return onceMore(visit, username, "PASSWORD", () =>
      respond(visit, username, challenge, { PASSWORD: typed }),
    );
  },
};

/** A response uses the challenge up, right or wrong: after a wrong one the same challenge starts again. */
async function onceMore(
  visit: Visit,
  username: string,
  way: FirstWay,
  step: () => Promise<Next>,
): Promise<Next> {
  try {
    return await step();
  } catch (error) {
    if (!isRefusal(error, "NotAuthorizedException")) throw error;
    const { isOver, ...problem } = problemOf(error as ServiceError);
    if (isOver === true) throw error;
    const next = await begin(visit, username, { PREFERRED_CHALLENGE: way });
    const shown = way === "WEB_AUTHN" ? ({ key: "passkey" } as const) : problem;
    return next.kind === "page" ? goTo(next.path, { ...next.step, flash: { problem: shown } }) : next;
  }
}

/** A code from a message or an authenticator app. */
function codePage(
  responseName: string,
  words: (visit: Visit, challenge: Challenge) => readonly [string, string],
): ChallengePage {
  return {
    show: (visit, challenge) => {
      const [title, lead] = words(visit, challenge);
      const { texts } = visit;
      const destination = challenge.parameters.CODE_DELIVERY_DESTINATION ?? "";
      const form = renderForm(visit, CONTINUE_PATH, [codeField(visit), primaryButton(texts.next)]);
      const canSend = challenge.offered.includes(challenge.name);
      const [before = "", after = ""] = lead.split("{destination}");
      return {
        title,
        lead: lead.includes("{destination}") ? html`${before}<strong>${destination}</strong>${after}` : lead,
        content: [form.content, below(visit, challenge, canSend ? sendAgain(visit) : "")],
        fields: form.fields,
      };
    },
    submit: async (visit, challenge, username) => {
      if (visit.request.form.get("action") === "send" && challenge.offered.includes(challenge.name)) {
        const next = await begin(visit, username, { PREFERRED_CHALLENGE: challenge.name });
        return next.kind === "page" ? goTo(next.path, { ...next.step, flash: { notice: "codeSent" } }) : next;
      }
      const code = field(visit, "code").replace(/\s/g, "");
      return respond(visit, username, challenge, { [responseName]: code });
    },
  };
}

const sendAgain = (visit: Visit): Html =>
  buttonForm(visit, CONTINUE_PATH, { label: visit.texts.sendAgain, value: "send" });

const sentCode = ({ texts }: Visit, { parameters }: Challenge): readonly [string, string] =>
  parameters.CODE_DELIVERY_DELIVERY_MEDIUM === "SMS"
    ? [texts.checkPhone, texts.codeBySms]
    : [texts.checkMail, texts.codeByMail];

const SECOND_WAYS = {
  SMS_MFA: "SMS_MFA",
  SOFTWARE_TOKEN_MFA: "SOFTWARE_TOKEN_MFA",
  EMAIL_OTP: "EMAIL_MFA",
} as const;

const offeredSeconds = ({ parameters }: Challenge): readonly (keyof typeof SECOND_WAYS)[] =>
  JSON.parse(parameters.MFAS_CAN_CHOOSE ?? "[]");

const selectSecond: ChallengePage = {
  show: (visit, challenge) => {
    const { secondStep } = visit.texts;
    const buttons = offeredSeconds(challenge).map((way) => choiceButton(secondStep[SECOND_WAYS[way]], way));
    return {
      title: secondStep.title,
      lead: secondStep.lead,
      content: [choices(visit, buttons), below(visit, challenge)],
    };
  },
  submit: (visit, challenge, username) => {
    const way = offeredSeconds(challenge).find((offered) => offered === visit.request.form.get("choice"));
    if (way === undefined) throw new Refused("choice");
    return respond(visit, username, challenge, { ANSWER: way });
  },
};

const setUp: ChallengePage = {
  show: (visit, challenge) => {
    if (challenge.secret !== undefined) return setUpApp(visit, challenge, challenge.secret);
    const { texts } = visit;
    const ways = setUpWays(challenge);
    if (ways.length === 0) {
      return { title: texts.setUp.title, lead: texts.setUp.impossible, content: below(visit, challenge) };
    }
    const mail: Field = {
      name: "email",
      label: texts.attributes.email ?? "",
      type: "email",
      autocomplete: "email",
      inputmode: "email",
    };
    const form = renderForm(visit, CONTINUE_PATH, [
      { ...mail, hint: texts.setUp.mailLead },
      primaryButton(texts.setUp.mailTitle),
    ]);
    const hasApp = ways.includes("SOFTWARE_TOKEN_MFA");
    const hasMail = ways.includes("EMAIL_OTP");
    return {
      title: hasApp ? texts.setUp.title : texts.setUp.mailTitle,
      lead: texts.setUp.lead,
      content: [
        ...(hasApp
          ? [choices(visit, [choiceButton(texts.secondStep.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA")])]
          : []),
        ...(hasApp && hasMail ? [html`<div class="divider">${texts.or}</div>`] : []),
        ...(hasMail ? [form.content] : []),
        below(visit, challenge),
      ],
      fields: form.fields,
    };
  },
  submit: async (visit, challenge, username) => {
    const { form } = visit.request;
    if (form.get("choice") === "SOFTWARE_TOKEN_MFA") return associateApp(visit, username, challenge);
    if (form.has("code")) return verifyApp(visit, challenge, username);
    return respond(visit, username, challenge, { EMAIL: field(visit, "email") });
  },
};

/** otpauth URI, as authenticator apps read it (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
function keyUri({ authorization: { client, pool }, progress }: Visit, secret: string): string {
  const issuer = encodeURIComponent(appNameOf(client, pool));
  return `otpauth://totp/${issuer}:${encodeURIComponent(progress?.username ?? "")}?secret=${secret}&issuer=${issuer}`;
}

function setUpApp(visit: Visit, challenge: Challenge, secret: string): PageView {
  const { texts } = visit;
  const form = renderForm(visit, CONTINUE_PATH, [
    { ...codeField(visit), hint: texts.setUp.thenCode },
    primaryButton(texts.next),
  ]);
  return {
    title: texts.setUp.appTitle,
    lead: texts.setUp.scan,
    content: [
      html`<div class="qr">${qrCode(keyUri(visit, secret), texts.setUp.qrCode)}</div>
<p class="lead">${texts.setUp.orType} <code class="key">${secret.match(/.{1,4}/g)?.join(" ") ?? secret}</code></p>`,
      form.content,
      below(visit, challenge),
    ],
    fields: form.fields,
  };
}

/** @throws ServiceError as VerifySoftwareToken and RespondToAuthChallenge do */
async function verifyApp(visit: Visit, challenge: Challenge, username: string): Promise<Next> {
  const UserCode = field(visit, "code").replace(/\s/g, "");
  if (!/^\d{6}$/.test(UserCode)) throw new Refused("wrongCode", "code");
  const { Session = "" } = await visit.request.call("VerifySoftwareToken", {
    Session: challenge.session,
    UserCode,
  });
  return respond(visit, username, { ...challenge, session: Session }, {});
}

const newPassword: ChallengePage = {
  show: (visit, challenge) => {
    const { texts, authorization } = visit;
    const form = renderForm(visit, CONTINUE_PATH, [
      ...requiredAttributeFields(visit, JSON.parse(challenge.parameters.requiredAttributes ?? "[]")),
      ...newPasswordFields(visit, authorization.pool),
      primaryButton(texts.newPasswordPage.button),
    ]);
    return {
      title: texts.newPasswordPage.title,
      lead: texts.newPasswordPage.lead,
      content: [form.content, below(visit, challenge)],
      fields: form.fields,
    };
  },
  submit: async (visit, challenge, username) => {
    const required: readonly string[] = JSON.parse(challenge.parameters.requiredAttributes ?? "[]");
    const attributes = Object.fromEntries(required.map((name) => [name, field(visit, name)]));
    return respond(visit, username, challenge, { ...attributes, NEW_PASSWORD: readNewPassword(visit) });
  },
};

const passkey: ChallengePage = {
  show: (visit, challenge) => {
    const options = challenge.parameters.CREDENTIAL_REQUEST_OPTIONS ?? "{}";
    const view = passkeyChallengeView(visit, CONTINUE_PATH, options);
    return { ...view, content: [view.content, below(visit, challenge)] };
  },
  submit: (visit, challenge, username) => {
    const credential = visit.request.form.get("credential") ?? "";
    if (credential === "") throw new Refused("passkey");
    return onceMore(visit, username, "WEB_AUTHN", () =>
      respond(visit, username, challenge, { CREDENTIAL: credential }),
    );
  },
};

const pages: Readonly<Record<string, ChallengePage>> = {
  SELECT_CHALLENGE: selectFirst,
  PASSWORD: password,
  WEB_AUTHN: passkey,
  EMAIL_OTP: codePage("EMAIL_OTP_CODE", sentCode),
  SMS_OTP: codePage("SMS_OTP_CODE", sentCode),
  SMS_MFA: codePage("SMS_MFA_CODE", sentCode),
  SOFTWARE_TOKEN_MFA: codePage("SOFTWARE_TOKEN_MFA_CODE", ({ texts }) => [texts.app.title, texts.app.lead]),
  SELECT_MFA_TYPE: selectSecond,
  MFA_SETUP: setUp,
  NEW_PASSWORD_REQUIRED: newPassword,
};

function pageOf(challenge: Challenge): ChallengePage {
  const page = pages[challenge.name];
  if (page === undefined) throw new Error(`There is no page for ${challenge.name}`);
  return page;
}

export const challengePage: HostedPage = {
  path: CONTINUE_PATH,
  isForOwnUsers: true,
  show: (visit) => {
    const { challenge } = visit.progress ?? {};
    return challenge === undefined ? null : pageOf(challenge).show(visit, challenge);
  },
  submit: (visit) => {
    const { challenge, username } = visit.progress ?? {};
    if (challenge === undefined || username === undefined) return null;
    const isOther = visit.request.form.get("action") === "other" && hasChoice(visit.authorization.client);
    return isOther ? begin(visit, username) : pageOf(challenge).submit(visit, challenge, username);
  },
};
