import { expect, test } from "@jest/globals";
import {
  addFactors,
  addGroup,
  addUsers,
  beginCensus,
  groupSizesOf,
  sampleOf,
} from "../../../../functions/admin/census/census.ts";

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Username: String(index), Enabled: true }));

test("the sample is spread evenly over the pool's pages and has about four hundred users", () => {
  let census = beginCensus(100_000, 0);
  const sampled: number[] = [];
  for (let page = 0; page < 1667; page += 1) {
    const next = users(60);
    sampled.push(...sampleOf(census, next).map(({ Username }) => page * 60 + Number(Username)));
    census = addUsers(census, next, []);
  }
  expect(sampled).toHaveLength(401);
  const gaps = new Set(sampled.slice(1).map((position, index) => position - (sampled[index] ?? 0)));
  expect([...gaps]).toEqual([250]);
});

test("all users of a small pool are in the sample", () => {
  expect(sampleOf(beginCensus(0, 0), users(3))).toHaveLength(3);
  expect(sampleOf(beginCensus(400, 0), users(60))).toHaveLength(60);
});

test("a group that is too large to count has its share of the sample, but at least the counted number", () => {
  const sampled = Array.from({ length: 10 }, (_, index) => (index < 9 ? ["users"] : []));
  let census = addUsers(beginCensus(2000, 0), users(2000), sampled);
  census = addGroup(census, "users", { members: 1200, isWhole: false });
  census = addGroup(census, "testers", { members: 1200, isWhole: false });
  census = addGroup(census, "admins", { members: 2, isWhole: true });
  expect(groupSizesOf(census)).toEqual([
    { group: "users", members: 1800, isEstimate: true },
    { group: "testers", members: 1200, isEstimate: true },
    { group: "admins", members: 2, isEstimate: false },
  ]);
});

test("factors are counted by user and by kind", () => {
  const census = addFactors(addFactors(beginCensus(3, 0), [["totp", "email"], []]), [["totp"]]);
  expect(census.mfa).toEqual({ users: 3, withMfa: 2, factors: { totp: 2, sms: 0, email: 1 } });
});
