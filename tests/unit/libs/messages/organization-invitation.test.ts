import { describe, expect, test } from "@jest/globals";
import { LANGUAGES } from "../../../../libs/messages/language.ts";
import { renderOrganizationInvitation } from "../../../../libs/messages/organization-invitation.ts";
import { expectGolden } from "../../../support/checks/golden-file.ts";
import { ACTIVE_CONTENT, countOf } from "../../../support/checks/message-rules.ts";

const brand = { appName: "Serverless Auth", color: "#1a56db" };
const link = "https://app.example.com/organizations/accept#token=org_a.b.c";
const invitation = { brand, organization: "Acme & Söhne", days: 7, link };

describe.each(LANGUAGES)("the invitation to an organization in %s", (language) => {
  test("has the agreed text", () => {
    const { subject, html, text } = renderOrganizationInvitation({ language, ...invitation });
    expectGolden(
      `Subject: ${subject}\n\n${text}\n${html}\n`,
      new URL(`./golden/${language}/organizationInvitation.txt`, import.meta.url),
    );
    expect(html).not.toMatch(ACTIVE_CONTENT);
    expect([html, text].map((form) => countOf(link, form))).toEqual([1, 1]);
  });

  test("shows the name that an owner chose as data", () => {
    const organization = '<a href="https://evil.example">Click</a> www.evil.example';
    const { html, text, subject } = renderOrganizationInvitation({ language, ...invitation, organization });
    expect(html).not.toContain('<a href="https://evil');
    for (const form of [html, text, subject]) expect(form).not.toContain("evil.example");
  });
});
