import { describe, expect, test } from "@jest/globals";
import {
  DEFAULT_LINK_TEXTS,
  DEFAULT_TEXTS,
  escapeHtml,
  findMissingPlaceholder,
  hasLinkPlaceholder,
  LINK_PLACEHOLDER,
  type MessageKind,
  messageKind,
  renderLink,
  renderText,
} from "../../../../../local/cognito/domain/message-template.ts";

describe("messages", () => {
  test("know their parameters by their source", () => {
    expect(findMissingPlaceholder("{####}", messageKind("CustomMessage_SignUp"))).toBeNull();
    expect(findMissingPlaceholder("{####}", messageKind("CustomMessage_AdminCreateUser"))).toBe("{username}");
    expect(findMissingPlaceholder("hello", messageKind("CustomMessage_Authentication"))).toBe("{####}");
  });

  test.each<[string, MessageKind]>([
    ["CustomMessage_AdminCreateUser", "invitation"],
    ["CustomMessage_Authentication", "authentication"],
    ["CustomMessage_SignUp", "verification"],
    ["CustomMessage_ResendCode", "verification"],
    ["CustomMessage_ForgotPassword", "verification"],
    ["CustomMessage_UpdateUserAttribute", "verification"],
    ["CustomMessage_VerifyUserAttribute", "verification"],
  ])("of %s are of the kind %s", (source, kind) => {
    expect(messageKind(source)).toBe(kind);
  });

  /** The defaults of Cognito's console for a new pool. */
  test("have Cognito's texts by default", () => {
    const confirmation = "Your confirmation code is {####}";
    const authentication = "Your authentication code is {####}";
    const invitation = "Your username is {username} and temporary password is {####}";
    expect(DEFAULT_TEXTS).toEqual({
      verification: { subject: "Your verification code", email: confirmation, sms: confirmation },
      authentication: { subject: "Your authentication code", email: authentication, sms: authentication },
      invitation: { subject: "Your temporary password", email: invitation, sms: invitation },
    });
    expect(DEFAULT_LINK_TEXTS).toEqual({
      subject: "Your verification link",
      email: "Please click the link below to verify your email address. {##Verify Email##}",
    });
    expect(LINK_PLACEHOLDER).toBe("{##Click Here##}");
  });

  test("report the code first if an invitation lacks both placeholders", () => {
    expect(findMissingPlaceholder("hello", "invitation")).toBe("{####}");
  });

  test("have links instead of each mark, also over several lines", () => {
    expect(hasLinkPlaceholder("{##\nhere\n##}")).toBe(true);
    expect(hasLinkPlaceholder("{####}")).toBe(true);
    expect(hasLinkPlaceholder("{##here}")).toBe(false);
    expect(renderLink("{##a##} and {##<b>\nb</b>##}", 'https://x.example/?a=1&b="2"')).toBe(
      '<a href="https://x.example/?a=1&amp;b=&quot;2&quot;">a</a> and <a href="https://x.example/?a=1&amp;b=&quot;2&quot;"><b>\nb</b></a>',
    );
  });

  test("insert values unchanged, including dollar signs", () => {
    expect(renderText("{username}: {####}{####}", { code: "$&1", username: "ada" })).toBe("ada: $&1$&1");
  });

  test("escape markup in values", () => {
    expect(escapeHtml(`<Ada & 'Eve' "Bob">`)).toBe("&lt;Ada &amp; &#39;Eve&#39; &quot;Bob&quot;&gt;");
  });
});
