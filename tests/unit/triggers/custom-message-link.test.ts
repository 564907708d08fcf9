import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { CustomMessageTriggerEvent } from "aws-lambda";
import fc from "fast-check";
import { LANGUAGES } from "../../../libs/messages/language.ts";
import { LINK_PAGES, MESSAGE_PURPOSES } from "../../../libs/messages/message-purpose.ts";
import { expectGolden } from "../../support/checks/golden-file.ts";
import { COGNITO_MAIL, countOf } from "../../support/checks/message-rules.ts";
import { codePoint } from "../../support/fuzz/code-point.ts";
import {
  customMessageEvent,
  loadCustomMessageHandler,
  printMessage,
} from "../../support/worlds/custom-message-event.ts";
import { setEnvironment } from "../../support/worlds/environment.ts";

// There is no table here: the mail is still sent.
jest.spyOn(process.stdout, "write").mockReturnValue(true);
setEnvironment({ VERIFICATION: "link", LINK_BASE_URL: "https://auth.example.com/" });

let handler: (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;

beforeAll(async () => {
  handler = await loadCustomMessageHandler();
});

const linked = Object.keys(LINK_PAGES) as (keyof typeof LINK_PAGES)[];

describe.each(LANGUAGES)("in %s, with links", (language) => {
  test.each(linked)("CustomMessage_%s gets the agreed mail", async (purpose) => {
    const answer = await handler(customMessageEvent(purpose, language));
    expectGolden(printMessage(answer), new URL(`./golden/${language}/${purpose}.link.txt`, import.meta.url));
  });

  test.each(MESSAGE_PURPOSES.filter((purpose) => !linked.some((other) => other === purpose)))(
    "CustomMessage_%s gets the same mail as without",
    async (purpose) => {
      const answer = await handler(customMessageEvent(purpose, language));
      expectGolden(printMessage(answer), new URL(`./golden/${language}/${purpose}.txt`, import.meta.url));
    },
  );
});

test("the link has the configured base URL, without a second slash", async () => {
  const { response } = await handler(customMessageEvent("SignUp"));
  expect(response.emailMessage).toContain('href="https://auth.example.com/v1/links/confirm?lang=en#');
});

test("for every address there is one placeholder, at the end of the link or alone", async () => {
  const anyText = fc.string({ unit: codePoint, maxLength: 300 });
  const anyEmail = fc.oneof(
    fc.emailAddress(),
    anyText,
    fc.constantFrom('"><script>@x', "{####}@x", "a".repeat(2048), "#&=@x"),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...linked), anyEmail, async (purpose, email) => {
      const event = customMessageEvent(purpose);
      event.request.userAttributes.email = email;
      const html = (await handler(event)).response.emailMessage ?? "";
      expect(html).toMatch(COGNITO_MAIL);
      expect(countOf("{####}", html)).toBe(1);
      expect(html).toMatch(/(#email=[\w%.-]+&amp;code=\{####\}"|>\{####\}<)/);
    }),
  );
});

test("a user without an address gets the code", async () => {
  const event = customMessageEvent("ForgotPassword");
  delete event.request.userAttributes.email;
  const html = (await handler(event)).response.emailMessage;
  expect(html).toContain(">{####}<");
  expect(html).not.toContain("href");
});
