import { expect, test } from "@jest/globals";
import { chooseLanguage } from "../../../../libs/messages/language.ts";

test.each([
  ["the very language", ["de"], "de"],
  ["a region of it", ["de-AT"], "de"],
  ["a script and a region of it", ["es-Latn-419"], "es"],
  ["another case of letters", ["FR-ca"], "fr"],
  ["an underscore, as some identity providers write it", ["de_AT"], "de"],
  ["the first supported one", ["ja", undefined, "fr-BE", "de"], "fr"],
  ["no other language that begins the same", ["den", "enm"], "es"],
  ["the fallback for an unsupported language", ["ja-JP"], "es"],
  ["the fallback without a preference", [undefined], "es"],
  ["the fallback for rubbish", ["", "-", "*", "constructor", "<script>"], "es"],
])("%s: %p is %s", (_case, wanted, language) => {
  expect(chooseLanguage(wanted, "es")).toBe(language);
});
