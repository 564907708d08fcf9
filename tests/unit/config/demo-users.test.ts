/** The demo users of config/demo-users.yml follow the rules for every user. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { findWeakness } from "../../../libs/passwords/find-weakness.ts";

/** One user a line, as the file has them. */
const users = readFileSync(resolve(import.meta.dirname, "../../../config/demo-users.yml"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, email = "", name = "", password = "", groups = ""] =
      /^- \{ email: (\S+), name: (.+), password: (\S+), groups: \[(.+)\] \}$/.exec(line) ?? [];
    return email === "" ? [] : [{ email, name, password, groups: groups.split(", ") }];
  });

test("there is one for each role", () => {
  expect(users.map(({ email, groups }) => [email, groups[0]])).toEqual([
    ["user@example.com", "users"],
    ["support@example.com", "support"],
    ["admin@example.com", "admins"],
  ]);
});

test.each(users)("$email has a password that a user could choose", ({ email, name, password }) => {
  const personal = [email, name, ...email.split("@")];
  expect(findWeakness(password, { minimumLength: 15, appName: "Serverless Auth", personal })).toBeUndefined();
  expect([...password].length).toBeGreaterThanOrEqual(15);
});
