import { html } from "hono/html";
import { initialsOf, type Person } from "../people.ts";
import { type Html, type PageReply, renderPage } from "./page.ts";

/** The input of the page, and its problems. */
export interface TypedPerson {
  readonly name: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
}

export type Problems = Partial<Record<"name" | "email" | "choice", string>>;

export interface ChooserPage {
  /** The provider that is played. */
  readonly provider: string;
  /** The id of the requesting app. */
  readonly clientId: string;
  readonly people: readonly Person[];
  /** The account of the app's `login_hint`: a person's id or address. */
  readonly loginHint?: string;
  readonly typed?: TypedPerson;
  readonly problems?: Problems;
}

/** The page where people choose an account, or refuse. */
export function renderChooserPage(page: ChooserPage): PageReply {
  const { provider, clientId, people, loginHint, problems } = page;
  const hinted = people.find(({ id, email }) => loginHint !== undefined && [id, email].includes(loginHint));
  const others = people.filter((person) => person !== hinted);
  return renderPage({
    title: "Choose an account",
    provider,
    main: html`
      <h1>Choose an account</h1>
      <p class="lead">to continue to <code>${clientId}</code></p>
      ${problems?.choice === undefined ? "" : html`<p class="alert" role="alert">${problems.choice}</p>`}
      <form method="post" aria-label="Accounts">
        <ul>
          ${hinted === undefined ? "" : renderPerson(hinted, { isHinted: true })}
          ${others.map((person) => renderPerson(person, { isHinted: false }))}
        </ul>
      </form>
      ${renderNewPerson(page, { isHintKnown: hinted !== undefined })}
      <form method="post" class="foot">
        <p class="hint">See what the app does when a person refuses.</p>
        <button class="button" name="choice" value="refuse">Refuse</button>
      </form>
    `,
  });
}

function renderPerson(
  { id, name, email, isEmailVerified }: Person,
  { isHinted }: { readonly isHinted: boolean },
): Html {
  return html`<li>
    <button class="person" name="choice" value="${id}" ${isHinted ? "autofocus" : ""}>
      <span class="avatar" aria-hidden="true">${initialsOf(name)}</span>
      <span class="who"><span class="name">${name}</span> <span class="address">${email ?? "No e-mail address"}</span></span>
      ${isHinted ? html`<span class="badge">Suggested</span>` : ""}
      ${email !== undefined && !isEmailVerified ? html`<span class="badge">Not verified</span>` : ""}
    </button>
  </li>`;
}

function renderNewPerson(
  { typed, problems, loginHint }: ChooserPage,
  { isHintKnown }: { readonly isHintKnown: boolean },
): Html {
  const isNewHint = loginHint?.includes("@") === true && !isHintKnown;
  const hasProblems = problems?.name !== undefined || problems?.email !== undefined;
  const values = typed ?? { name: "", email: isNewHint ? loginHint : "", isEmailVerified: true };
  return html`<details ${hasProblems || isNewHint ? "open" : ""}>
    <summary>Another person</summary>
    <form method="post" class="fields" novalidate>
      <input type="hidden" name="choice" value="new" />
      ${renderField("name", { label: "Name", type: "text", value: values.name, problem: problems?.name, isFirstProblem: problems?.name !== undefined })}
      ${renderField("email", {
        label: "E-mail address",
        hint: "Leave it empty for an account without one.",
        type: "email",
        value: values.email,
        problem: problems?.email,
        isFirstProblem: problems?.email !== undefined && problems.name === undefined,
      })}
      <label class="check">
        <input type="checkbox" name="email_verified" ${values.isEmailVerified ? "checked" : ""} />
        The address is verified
      </label>
      <button class="button primary">Continue as this person</button>
    </form>
  </details>`;
}

interface Field {
  readonly isFirstProblem: boolean;
  readonly label: string;
  readonly hint?: string;
  readonly type: "text" | "email";
  readonly value: string;
  readonly problem: string | undefined;
}

function renderField(
  name: "name" | "email",
  { label, hint, type, value, problem, isFirstProblem }: Field,
): Html {
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem === undefined ? [] : [`${name}-problem`]),
  ];
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="off"
      aria-invalid="${String(problem !== undefined)}" aria-describedby="${described.join(" ")}"
      ${isFirstProblem ? "autofocus" : ""} />
    ${hint === undefined ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem === undefined ? "" : html`<p class="problem" id="${name}-problem">${problem}</p>`}
  </div>`;
}
