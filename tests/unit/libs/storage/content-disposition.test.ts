import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { attachmentNamed } from "../../../../libs/storage/content-disposition.ts";

test.each([
  ["photo.jpg", `attachment; filename="photo.jpg"; filename*=UTF-8''photo.jpg`],
  [
    "naïve – plan.txt",
    `attachment; filename="na_ve _ plan.txt"; filename*=UTF-8''na%C3%AFve%20%E2%80%93%20plan.txt`,
  ],
  ['a"b\\c%41.txt', `attachment; filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt`],
  ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ["😀.txt", `attachment; filename="_.txt"; filename*=UTF-8''%F0%9F%98%80.txt`],
])("%s", (name, header) => {
  expect(attachmentNamed(name)).toBe(header);
});

test("no name breaks out of the header, and the exact name can be read back", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (name) => {
      const match = /^attachment; filename="[\x20!#-[\]-~]*"; filename\*=UTF-8''([\w!#$&+.^`|~%-]*)$/.exec(
        attachmentNamed(name),
      );
      expect(decodeURIComponent(match?.[1] ?? "no match")).toBe(name);
    }),
  );
});
