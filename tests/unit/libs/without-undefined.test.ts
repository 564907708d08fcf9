import { expect, test } from "@jest/globals";
import { withoutUndefined } from "../../../libs/without-undefined.ts";

test("members that are undefined are left out, and every other value stays", () => {
  const members = withoutUndefined({ none: undefined, nothing: null, empty: "", zero: 0, no: false });
  expect(Object.entries(members)).toEqual([
    ["nothing", null],
    ["empty", ""],
    ["zero", 0],
    ["no", false],
  ]);
});

test("the type distinguishes a member that may be missing from one that may be undefined", () => {
  const given: { readonly name: string; readonly email: string | undefined } = {
    name: "Ada",
    email: undefined,
  };
  const known: { readonly name: string; readonly email?: string } = withoutUndefined(given);
  expect("email" in known).toBe(false);
  // @ts-expect-error A member that may be undefined may also be missing.
  const email: string = withoutUndefined(given).email;
  expect(email).toBeUndefined();
});
