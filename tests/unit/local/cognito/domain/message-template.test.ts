import { describe, expect, test } from "@jest/globals";
import {
  escapeHtml,
  findMissingPlaceholder,
  messageKind,
  renderText,
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

  test("take no markup from values", () => {
    expect(escapeHtml("<Ada & 'Eve'>")).toBe("&lt;Ada &amp; &#39;Eve&#39;&gt;");
  });
});
