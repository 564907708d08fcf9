import { describe, expect, test } from "@jest/globals";
import { LANGUAGES } from "../../../../libs/messages/language.ts";
import { renderLinkMail } from "../../../../libs/messages/link-message.ts";
import { expectGolden } from "../../../support/checks/golden-file.ts";
import { ACTIVE_CONTENT, countOf } from "../../../support/checks/message-rules.ts";

const brand = { appName: "Serverless Auth", color: "#1a56db" };
const token = `${"a".repeat(22)}.${"b".repeat(43)}`;
const href = `https://app.example.com/sign-in/link#token=${token}`;

describe.each(LANGUAGES)("the sign-in link in %s", (language) => {
  const { subject, html, text } = renderLinkMail({ language, brand, href, minutes: 15 });

  test("has the agreed text", () => {
    expectGolden(
      `Subject: ${subject}\n\n${text}\n${html}\n`,
      new URL(`./golden/${language}/signInLink.txt`, import.meta.url),
    );
    expect(html).not.toMatch(ACTIVE_CONTENT);
  });

  test("appears once in each form, never in the subject, and with no code beside it", () => {
    expect([subject, html, text].map((form) => countOf(href, form))).toEqual([0, 1, 1]);
    expect(text.replace(href, "")).not.toMatch(/\d{4,}/);
  });

  test("uses the singular for one minute", () => {
    expect(renderLinkMail({ language, brand, href, minutes: 1 }).text).not.toMatch(/\b1 min/i);
  });
});
