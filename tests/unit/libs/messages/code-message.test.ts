import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type MessagePurpose, renderCodeMessage } from "../../../../libs/messages/code-message.ts";

const purposes: readonly MessagePurpose[] = [
  "SignUp",
  "ResendCode",
  "AdminCreateUser",
  "ForgotPassword",
  "UpdateUserAttribute",
  "VerifyUserAttribute",
  "Authentication",
];

const messageFor = (purpose: MessagePurpose, appName = "Serverless Auth") =>
  renderCodeMessage(purpose, {
    appName,
    code: "{####}",
    username: purpose === "AdminCreateUser" ? "{username}" : null,
  });

describe.each(purposes)("the message for %s", (purpose) => {
  const message = messageFor(purpose);

  test("is the one that was agreed", () => {
    const golden = readFileSync(new URL(`./golden/${purpose}.txt`, import.meta.url), "utf8");
    expect(`Subject: ${message.subject}\nSMS: ${message.sms}\n\n${message.html}\n`).toBe(golden);
  });

  test("holds the code's placeholder once in the mail and once in the text message", () => {
    expect(message.html.split("{####}")).toHaveLength(2);
    expect(message.sms.split("{####}")).toHaveLength(2);
  });

  test("keeps Cognito's limits, even under the longest name", () => {
    const long = messageFor(purpose, "N".repeat(40));
    expect(long.html.length).toBeLessThanOrEqual(20_000);
    expect(long.subject.length).toBeLessThanOrEqual(140);
    expect(long.sms.length).toBeLessThanOrEqual(140);
  });
});

test("an invitation holds the user name's placeholder too, as Cognito demands", () => {
  const invitation = messageFor("AdminCreateUser");
  expect(invitation.html).toContain("{username}");
  expect(invitation.sms).toContain("{username}");
});

test("the application's name is text, not HTML", () => {
  const { html } = messageFor("SignUp", `<img src=x onerror="alert('1')"> & Co`);
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Co");
  expect(html).not.toContain("<img");
});
