import { expect, test } from "@jest/globals";
import { isTelling, rankingProbability } from "../../../../scripts/attack/ranking.ts";

const times = (count: number, make: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => make(index));

test("times that can't be told apart rank by chance", () => {
  expect(rankingProbability([1, 2, 3], [1, 2, 3])).toBe(0.5);
  expect(
    isTelling(
      times(20, (index) => index),
      times(20, (index) => index),
    ),
  ).toBe(false);
});

test("times that are always longer or shorter rank surely, and tell", () => {
  const [short, long] = [times(10, (index) => index), times(10, (index) => 100 + index)];
  expect(rankingProbability(long, short)).toBe(1);
  expect(rankingProbability(short, long)).toBe(0);
  expect(isTelling(long, short)).toBe(true);
  expect(isTelling(short, long)).toBe(true);
});

test("a small difference tells with many samples and not with few", () => {
  // One in four is longer: they rank with a probability of 0.625.
  const usual = (count: number) => times(count, () => 1);
  const longer = (count: number) => times(count, (index) => (index % 4 === 0 ? 2 : 1));
  expect(rankingProbability(longer(20), usual(20))).toBe(0.625);
  expect(isTelling(longer(20), usual(20))).toBe(false);
  expect(isTelling(longer(200), usual(200))).toBe(true);
});
