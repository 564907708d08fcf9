/**
 * The script of both pages. It takes address and code out of the fragment, and sends them only when the form is submitted. All
 * texts are in the page; values of the link are only ever set as text or value.
 */
export const PAGE_SCRIPT = `"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const form = at("form"), button = at("submit"), alert = at("alert");
  const email = at("email"), code = at("code"), password = at("password");

  const askByHand = () => {
    at("manual").hidden = false;
    at("account").hidden = true;
  };

  const readLink = () => {
    const link = new URLSearchParams(location.hash.slice(1));
    // Keeps the code out of the history and the address bar.
    history.replaceState(null, "", location.pathname + location.search);
    email.value = link.get("email") ?? "";
    code.value = link.get("code") ?? "";
    const complete = email.checkValidity() && code.checkValidity();
    at("address").textContent = email.value;
    at("account").hidden = !complete;
    at("manual").hidden = complete;
    at("incomplete").hidden = complete;
  };

  const post = async () => {
    const response = await fetch(form.dataset.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        email: email.value,
        code: code.value.trim(),
        [form.dataset.password]: password.value,
      }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
    if (response.ok) return null;
    const { code: problem, errors = [] } = await response.json();
    const onPassword = errors.length > 0 && errors.every(({ pointer }) => pointer === "#/" + form.dataset.password);
    return onPassword ? "invalid_password" : problem;
  };

  const finish = () => {
    form.reset();
    form.hidden = true;
    const done = at("done");
    done.hidden = false;
    done.focus();
  };

  const refuse = (problem) => {
    const texts = [...at("problems").children];
    const text = texts.find(({ dataset }) => dataset.codes.split(" ").includes(problem)) ?? texts.at(-1);
    if (text.dataset.by === "code") askByHand();
    alert.textContent = text.textContent;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    alert.textContent = "";
    const problem = await post().catch(() => "unreachable");
    button.removeAttribute("aria-disabled");
    if (problem === null) finish();
    else refuse(problem);
  });
  at("show").addEventListener("change", ({ target }) => {
    password.type = target.checked ? "text" : "password";
  });
  addEventListener("hashchange", () => location.hash && readLink());

  readLink();
  form.hidden = false;
})();
`;
