import { describe, expect, test } from "@jest/globals";
import { renderCodeMessage } from "../../../../libs/messages/code-message.ts";
import { LANGUAGES, type Language } from "../../../../libs/messages/language.ts";
import { MESSAGE_PURPOSES, type MessagePurpose } from "../../../../libs/messages/message-purpose.ts";
import {
  ACTIVE_CONTENT,
  COGNITO_MAIL,
  COGNITO_SUBJECT,
  countOf,
  lettersBeyondGsm,
} from "../../../support/checks/message-rules.ts";

interface Options {
  readonly language?: Language;
  readonly appName?: string;
  readonly link?: { readonly baseUrl: string; readonly email: string };
}

const messageFor = (
  purpose: MessagePurpose,
  { language = "en", appName = "Serverless Auth", link }: Options = {},
) =>
  renderCodeMessage(purpose, {
    language,
    brand: { appName, color: "#1a56db" },
    code: "{####}",
    username: purpose === "AdminCreateUser" ? "{username}" : null,
    link,
  });

const link = { baseUrl: "https://auth.example.com", email: "ada+lovelace@example.com" };

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(MESSAGE_PURPOSES)(
    "the message for %s is within Cognito's limits with the longest name",
    (purpose) => {
      const { html, subject, sms } = messageFor(purpose, { language, appName: "N".repeat(40) });
      expect(html).toMatch(COGNITO_MAIL);
      expect(subject).toMatch(COGNITO_SUBJECT);
      expect(sms.length).toBeLessThanOrEqual(140);
      expect(lettersBeyondGsm(sms)).toEqual([]);
    },
  );

  test.each(MESSAGE_PURPOSES)("the message for %s contains the code's placeholder once", (purpose) => {
    const { html, sms, subject } = messageFor(purpose, { language });
    expect([countOf("{####}", html), countOf("{####}", sms), countOf("{####}", subject)]).toEqual([1, 1, 0]);
  });

  test.each(MESSAGE_PURPOSES)("the mail for %s declares its language and loads nothing", (purpose) => {
    const { html } = messageFor(purpose, { language, link });
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).not.toMatch(ACTIVE_CONTENT);
  });

  test("an invitation also contains the placeholder of the username, as Cognito requires", () => {
    const invitation = messageFor("AdminCreateUser", { language });
    expect(invitation.html).toContain("{username}");
    expect(invitation.sms).toContain("{username}");
  });
});

describe("with a link", () => {
  test.each([
    ["SignUp", "confirm"],
    ["ResendCode", "confirm"],
    ["ForgotPassword", "reset"],
  ] as const)(
    "the mail for %s links to the page %s, with address and code in the fragment",
    (purpose, page) => {
      const { html, sms } = messageFor(purpose, { language: "de", link });
      expect(html).toContain(
        `href="https://auth.example.com/v1/links/${page}?lang=de#email=ada%2Blovelace%40example.com&amp;code={####}"`,
      );
      expect(countOf("{####}", html)).toBe(1);
      expect(sms).toContain("{####}");
      expect(sms).not.toContain("https:");
    },
  );

  test.each(["AdminCreateUser", "UpdateUserAttribute", "VerifyUserAttribute", "Authentication"] as const)(
    "the mail for %s still contains the code",
    (purpose) => {
      expect(messageFor(purpose, { link })).toEqual(messageFor(purpose));
    },
  );
});

test("the application's name is text, not HTML", () => {
  const { html } = messageFor("SignUp", { appName: `<img src=x onerror="alert('1')"> & Co` });
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Co");
  expect(html).not.toContain("<img");
});
