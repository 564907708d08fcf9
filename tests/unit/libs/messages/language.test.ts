import { expect, test } from "@jest/globals";
import { chooseLanguage } from "../../../../libs/messages/language.ts";

test.each([
  ["the very language", ["de"], "de"],
  ["a region of it", ["de-AT"], "de"],
  ["a script and a region of it", ["es-Latn-419"], "es"],
  ["another case of letters", ["FR-ca"], "fr"],
  ["an underscore, as some identity providers write it", ["de_AT"], "de"],
  ["the first that there is", ["ja", undefined, "fr-BE", "de"], "fr"],
  ["no other language that begins like ours", ["den", "enm"], "es"],
  ["the fallback for a language that there is not", ["ja-JP"], "es"],
  ["the fallback for no wish", [undefined], "es"],
  ["the fallback for rubbish", ["", "-", "*", "constructor", "<script>"], "es"],
])("%s: %p is %s", (_case, wanted, language) => {
  expect(chooseLanguage(wanted, "es")).toBe(language);
});
