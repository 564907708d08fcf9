import { describe, expect, test } from "@jest/globals";
import { renderAlert } from "../../../../libs/messages/alert.ts";
import { LANGUAGES, type Language } from "../../../../libs/messages/language.ts";
import type { Mail } from "../../../../libs/messages/mail-content.ts";
import { expectGolden } from "../../../support/checks/golden-file.ts";
import { ACTIVE_CONTENT } from "../../../support/checks/message-rules.ts";

const brand = { appName: "Serverless Auth", color: "#1a56db" };
const time = new Date("2026-11-25T10:03:00Z");
const address = "192.0.2.1";

/** Each alert, with its caller's values. */
const ALERTS: readonly [string, (language: Language) => Mail][] = [
  ["welcome", (language) => renderAlert("welcome", { language, brand, values: {} })],
  [
    "newDevice",
    (language) =>
      renderAlert("newDevice", {
        language,
        brand,
        values: { time, address, device: "Firefox 145.0 on Windows" },
      }),
  ],
  ["emailChanged", (language) => renderAlert("emailChanged", { language, brand, values: { time } })],
  ["emailWanted", (language) => renderAlert("emailWanted", { language, brand, values: { time } })],
  [
    "passwordChanged",
    (language) => renderAlert("passwordChanged", { language, brand, values: { time, address } }),
  ],
  [
    "passwordReset",
    (language) =>
      renderAlert("passwordReset", {
        language,
        brand,
        values: { time, waysIn: { secondSteps: ["totp", "sms"], hasPasskeys: true } },
      }),
  ],
  [
    "passwordResetWithNothingElse",
    (language) =>
      renderAlert("passwordReset", {
        language,
        brand,
        values: { time, waysIn: { secondSteps: [], hasPasskeys: false } },
      }),
  ],
  [
    "passwordResetWithoutKnowing",
    (language) => renderAlert("passwordReset", { language, brand, values: { time, waysIn: undefined } }),
  ],
  [
    "mfaChanged",
    (language) => renderAlert("mfaChanged", { language, brand, values: { time, secondStep: "off" } }),
  ],
  [
    "passkeyAdded",
    (language) =>
      renderAlert("passkeyAdded", { language, brand, values: { time, address, passkey: "iCloud Keychain" } }),
  ],
  [
    "identityUnlinked",
    (language) =>
      renderAlert("identityUnlinked", { language, brand, values: { time, address, provider: "Google" } }),
  ],
  ["passkeyRemoved", (language) => renderAlert("passkeyRemoved", { language, brand, values: { time } })],
  [
    "recoveryCodesCreated",
    (language) =>
      renderAlert("recoveryCodesCreated", { language, brand, values: { time, address, codesLeft: 10 } }),
  ],
  [
    "recoveryCodeUsed",
    (language) =>
      renderAlert("recoveryCodeUsed", { language, brand, values: { time, address, codesLeft: 0 } }),
  ],
];

describe.each(ALERTS)("the alert %s", (kind, render) => {
  test.each(LANGUAGES)("in %s has the agreed text", (language) => {
    const { subject, text, html } = render(language);
    expectGolden(
      `Subject: ${subject}\n\n${text}\n${html}\n`,
      new URL(`./golden/${language}/${kind}.txt`, import.meta.url),
    );
  });

  test.each(LANGUAGES)("in %s loads nothing and has no links", (language) => {
    const { html, text } = render(language);
    expect(html).not.toMatch(ACTIVE_CONTENT);
    expect(html + text).not.toMatch(/href|https?:/);
  });
});

describe.each([
  [
    "device",
    "Device",
    (device: string) => renderAlert("newDevice", { language: "en", brand, values: { time, device } }),
  ],
  [
    "passkey",
    "Passkey",
    (passkey: string) => renderAlert("passkeyAdded", { language: "en", brand, values: { time, passkey } }),
  ],
])("a %s's name", (_what, label, render) => {
  test("is text, not HTML, and no address", () => {
    const mail = render(`<a href="https://evil.example">Click</a> & "win"`);
    expect(mail.html).toContain(
      "&lt;a href=&quot;https evil example&quot;&gt;Click&lt; a&gt; &amp; &quot;win&quot;",
    );
    expect(mail.text).toContain(`${label}: <a href="https evil example">Click< a> & "win"\n`);
  });

  test("that is only invisible characters is left out", () => {
    expect(render("\u200b").text).not.toContain(`${label}:`);
  });
});
