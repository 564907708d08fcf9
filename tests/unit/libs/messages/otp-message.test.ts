import { describe, expect, test } from "@jest/globals";
import { LANGUAGES } from "../../../../libs/messages/language.ts";
import { renderOtpMail, renderOtpSms } from "../../../../libs/messages/otp-message.ts";
import { expectGolden } from "../../../support/checks/golden-file.ts";
import { ACTIVE_CONTENT, countOf, lettersBeyondGsm } from "../../../support/checks/message-rules.ts";

const brand = { appName: "Serverless Auth", color: "#1a56db" };
const code = "048151";

describe.each(LANGUAGES)("the one-time code in %s", (language) => {
  test("has the agreed text", () => {
    const { subject, html, text } = renderOtpMail({ language, brand, code, minutes: 3 });
    const sms = renderOtpSms({ language, brand, code });
    expectGolden(
      `Subject: ${subject}\nSMS: ${sms}\n\n${text}\n${html}\n`,
      new URL(`./golden/${language}/otpCode.txt`, import.meta.url),
    );
    expect(html).not.toMatch(ACTIVE_CONTENT);
  });

  test("appears once in each form, and never in the subject", () => {
    const { subject, html, text } = renderOtpMail({ language, brand, code, minutes: 3 });
    const sms = renderOtpSms({ language, brand, code });
    expect([subject, html, text, sms].map((form) => countOf(code, form))).toEqual([0, 1, 1, 1]);
  });

  test("uses the singular for one minute", () => {
    expect(renderOtpMail({ language, brand, code, minutes: 1 }).text).not.toMatch(/\b1 min/i);
  });

  test("fits into one segment of an SMS with the longest name", () => {
    const sms = renderOtpSms({ language, brand: { ...brand, appName: "N".repeat(40) }, code });
    expect(sms.length).toBeLessThanOrEqual(140);
    expect(lettersBeyondGsm(sms)).toEqual([]);
  });
});
