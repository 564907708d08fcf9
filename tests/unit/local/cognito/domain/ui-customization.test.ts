import { describe, expect, test } from "@jest/globals";
import { findCssViolation, isLogo } from "../../../../../local/cognito/domain/ui-customization.ts";

/** https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html */
const CLASSES = [
  "background-customizable",
  "banner-customizable",
  "errorMessage-customizable",
  "idpButton-customizable",
  "idpDescription-customizable",
  "inputField-customizable",
  "label-customizable",
  "legalText-customizable",
  "logo-customizable",
  "passwordCheck-notValid-customizable",
  "passwordCheck-valid-customizable",
  "redirect-customizable",
  "socialButton-customizable",
  "submitButton-customizable",
  "textDescription-customizable",
];

describe("CSS", () => {
  test.each(CLASSES)("may style .%s, also on hover", (name) => {
    for (const selector of [
      `.${name}`,
      ` .${name} `,
      `.${name}:hover`,
      `.${name}:focus`,
      `.${name}:active`,
    ]) {
      expect(findCssViolation(`${selector} { color: red; }`)).toBeNull();
    }
  });

  test("may be empty, have comments and several rules", () => {
    expect(findCssViolation("")).toBeNull();
    const rules = "/* a { */ .logo-customizable{}\n/* b } */.label-customizable { color: red }\n";
    expect(findCssViolation(rules)).toBeNull();
  });

  test.each([
    ["body { color: red; }", "The CSS class body is not in the list of allowed classes."],
    [".other { color: red; }", "The CSS class .other is not in the list of allowed classes."],
    ["x .logo-customizable { }", "The CSS class x .logo-customizable is not in the list of allowed classes."],
    [
      ".logo-customizable:before { }",
      "The CSS class .logo-customizable:before is not in the list of allowed classes.",
    ],
    [
      ".logo-customizable:hover a { }",
      "The CSS class .logo-customizable:hover a is not in the list of allowed classes.",
    ],
    [
      ".logo-customizable, .x { }",
      "The CSS class .logo-customizable, .x is not in the list of allowed classes.",
    ],
    [".logo-customizable { } .x { }", "The CSS class .x is not in the list of allowed classes."],
    ["{ }", "The CSS class  is not in the list of allowed classes."],
    [".logo-customizable { ", "Invalid CSS: a rule is not closed."],
    [".logo-customizable { } .x", "Invalid CSS: a rule is not closed."],
    [".logo-customizable }", "Invalid CSS: a rule is malformed."],
    [".logo-customizable { { }", "Invalid CSS: a rule is malformed."],
  ])("%s: %s", (css, reason) => {
    expect(findCssViolation(css)).toBe(reason);
  });

  test.each([
    "@import",
    "@SUPPORTS",
    "@page",
    "@media",
    "javascript:",
    "expression (",
    "url(",
    "URL (",
    "<",
    "\\",
  ])("may not load, branch or escape: %s", (forbidden) => {
    const css = `.logo-customizable { background: ${forbidden} x; }`;
    expect(findCssViolation(css)).toBe(`Invalid CSS: ${forbidden} is not allowed.`);
    expect(findCssViolation(`/* ${forbidden} */`)).toBeNull();
  });
});

describe("a logo", () => {
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const jpeg = Buffer.from("ffd8ff", "hex");
  const sized = (signature: Buffer, size: number) =>
    Buffer.concat([signature, Buffer.alloc(size - signature.length)]);

  test("is a PNG or JPEG of at most 100 KB", () => {
    for (const signature of [png, jpeg]) {
      expect(isLogo(signature)).toBe(true);
      expect(isLogo(sized(signature, 102_400))).toBe(true);
      expect(isLogo(sized(signature, 102_401))).toBe(false);
      expect(isLogo(signature.subarray(1))).toBe(false);
      expect(isLogo(Buffer.concat([Buffer.from("x"), signature]))).toBe(false);
    }
    expect(isLogo(Buffer.from("GIF89a"))).toBe(false);
    expect(isLogo(Buffer.alloc(0))).toBe(false);
  });
});
