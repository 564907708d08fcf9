import { afterAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { describeInBrowser } from "../support/clients/browser-tests.ts";
import { startLocalStack } from "../support/stacks/local-stack.ts";
import { openLinkBrowser } from "../support/walks/link-walk.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";

const stack = closeAtEnd(await startLocalStack({ arguments: ["--param", "verification=link"] }));
const api = new ApiClient(stack);

/** The link in the newest mail to an address. */
async function linkFor({ email }: Person): Promise<string> {
  const link = (await api.inbox(email))[0]?.link;
  if (link == null) throw new Error(`no link was sent to ${email}`);
  return link;
}

async function signUp(locale?: string): Promise<Person> {
  const person = newPerson();
  const { email } = person;
  await api.post("/v1/auth/sign-up", { email, ...(locale === undefined ? {} : { profile: { locale } }) });
  return person;
}

/** Signs up, confirms with the code from the link, and asks for a new password. */
async function forgetful(): Promise<Person> {
  const person = await api.register();
  await api.post("/v1/auth/forgot-password", { email: person.email });
  return person;
}

async function isConfirmed(person: Person): Promise<boolean> {
  return (await api.post("/v1/auth/sign-in", person)).status === 200;
}

describe("the mail", () => {
  test("links to the page, with address and code in the fragment, which no server sees", async () => {
    const person = await signUp("de-AT");
    const link = new URL(await linkFor(person));
    expect(link.origin + link.pathname + link.search).toBe(`${api.apiUrl}/v1/links/confirm?lang=de`);
    expect(Object.fromEntries(new URLSearchParams(link.hash.slice(1)))).toEqual({
      email: person.email,
      code: await api.codeFor(person.email),
    });
  });

  test("for a new password links to the other page", async () => {
    expect(new URL(await linkFor(await forgetful())).pathname).toBe("/v1/links/reset");
  });
});

describe.each(["confirm", "reset"])("the page %s", (name) => {
  const path = `/v1/links/${name}`;

  test("can't be framed or stored, and runs no foreign script", async () => {
    const { status, headers, text } = await api.get(path);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'$/,
    );
    expect(text).not.toMatch(/\son\w+=|\sstyle=|https?:\/\//);
  });

  test("is in the language that the link names, in English for any other, whatever else is added to the link", async () => {
    const languageOf = async (query: string) =>
      /<html lang="(\w+)">/.exec((await api.get(path + query)).text)?.[1];
    expect(await languageOf("?lang=es")).toBe("es");
    expect(await languageOf("?lang=fr-CA&utm_source=mail")).toBe("fr");
    expect(await languageOf("?lang=%22%3E%3Cscript%3E")).toBe("en");
    expect(await languageOf("")).toBe("en");
  });

  test("accepts no other method", async () => {
    expect((await api.post(path, {})).status).toBeGreaterThanOrEqual(404);
  });
});

test("opening the link, however often, confirms nothing", async () => {
  const person = await signUp();
  const link = await linkFor(person);
  for (let visits = 0; visits < 3; visits += 1) expect((await fetch(link)).status).toBe(200);
  expect(await isConfirmed(person)).toBe(false);
});

describeInBrowser("in Chromium", () => {
  const { followLink, close } = openLinkBrowser();
  afterAll(close);

  test("a new password and a press of the button confirm the account, and no other request carries the code", async () => {
    const person = await signUp("de");
    const code = await api.codeFor(person.email);
    const walk = await followLink({ url: await linkFor(person), password: person.password });
    expect(walk).toMatchObject({
      language: "de",
      opened: { heading: "Bestätigen Sie Ihr Konto", fields: ["Neues Passwort"] },
      announced: "Ihr Konto ist bestätigt. Sie können diese Seite schließen und sich anmelden.",
      addressBar: `${api.apiUrl}/v1/links/confirm?lang=de`,
      complaints: [],
    });
    expect(walk.opened.text).toContain(person.email);
    expect(walk.opened.text).not.toContain(code);
    expect(walk.requests).toEqual([
      expect.stringMatching(/^GET .+\/v1\/links\/confirm\?lang=de/),
      `POST ${api.apiUrl}/v1/auth/confirm`,
    ]);
    expect(stack.output()).not.toContain(code);
    expect(stack.output()).not.toContain(person.password);
    expect(await isConfirmed(person)).toBe(true);
  });

  test("a scanner that runs scripts confirms nothing", async () => {
    const person = await signUp();
    const walk = await followLink({ url: await linkFor(person), onlyLook: true });
    expect(walk.requests).toHaveLength(1);
    expect(await isConfirmed(person)).toBe(false);
  });

  test("a used link says so, and lets the user type a code", async () => {
    const person = await signUp();
    const url = await linkFor(person);
    const { password } = person;
    await followLink({ url, password });
    const { announced, answered } = await followLink({ url, password });
    expect(announced).toContain("not right or no longer valid");
    expect(answered?.fields).toEqual(["E-mail address", "Code", "New password"]);
  });

  test("an incomplete link asks for the missing data", async () => {
    const { opened, requests } = await followLink({
      url: `${api.apiUrl}/v1/links/confirm`,
      onlyLook: true,
    });
    expect(opened.fields).toEqual(["E-mail address", "Code", "New password"]);
    expect(opened.text).toContain("Part of the link is missing");
    expect(requests).toHaveLength(1);
  });

  test("a new password is chosen with the keyboard, and works", async () => {
    const person = await forgetful();
    const password = "Quite-another-9-engine";
    const walk = await followLink({ url: await linkFor(person), password });
    expect(walk.opened).toMatchObject({ heading: "Choose a new password", fields: ["New password"] });
    expect(walk.announced).toContain("Your new password is saved");
    expect(walk.complaints).toEqual([]);
    expect(await isConfirmed({ ...person, password })).toBe(true);
    expect(await isConfirmed(person)).toBe(false);
  });

  test("a password that the API refuses is reported as such", async () => {
    const person = await forgetful();
    const walk = await followLink({ url: await linkFor(person), password: " begins with a space" });
    expect(walk.announced).toBe("This password is too short or too easy to guess. Choose another one.");
    expect(walk.answered?.fields).toEqual(["New password"]);
  });

  test("the page treats the content of a link as text, whatever it is", async () => {
    const email = "<img/src=x>@example.com";
    const hash = new URLSearchParams({ email, code: "<script>alert(1)</script>" });
    const walk = await followLink({ url: `${api.apiUrl}/v1/links/confirm#${hash}`, onlyLook: true });
    expect(walk.requests).toHaveLength(1);
    expect(walk.complaints).toEqual([]);
  });

  test("without JavaScript the page says where the code is, and has no form", async () => {
    const walk = await followLink({ url: await linkFor(await signUp()), withoutScript: true });
    expect(walk.opened.text).toContain("This page needs JavaScript");
    expect(walk.opened.fields).toEqual([]);
  });
});
