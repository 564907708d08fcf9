import { describe, expect, test } from "@jest/globals";
import {
  escapeHtml,
  findLink,
  findMissingPlaceholder,
  messageKind,
  renderText,
  toPlainText,
} from "../../../../../local/cognito/domain/message-template.ts";

describe("messages", () => {
  test("know what they need by where they come from", () => {
    expect(findMissingPlaceholder("{####}", messageKind("CustomMessage_SignUp"))).toBeNull();
    expect(findMissingPlaceholder("{####}", messageKind("CustomMessage_AdminCreateUser"))).toBe("{username}");
    expect(findMissingPlaceholder("hello", messageKind("CustomMessage_Authentication"))).toBe("{####}");
  });

  test("take values as they are, dollar signs too", () => {
    expect(renderText("{username}: {####}{####}", { code: "$&1", username: "ada" })).toBe("ada: $&1$&1");
  });

  test("are readable without their HTML", () => {
    const html = `<head><style>p{}</style></head><p>Hi&nbsp;${escapeHtml("<Ada & 'Eve'>")},</p><p>your  code</p>`;
    expect(toPlainText(html)).toBe("Hi <Ada & 'Eve'>,\nyour code");
    expect(findLink('<a href="https://x.example/?a=1&amp;b=2">go</a>')).toBe("https://x.example/?a=1&b=2");
    expect(findLink("no link")).toBeNull();
  });
});
