/** What an operator reads before and after a move: numbers and reasons, no names and no hashes. */

import type { MoveResult } from "./move-users.ts";
import { losses, type MovePlan } from "./plan-move.ts";

const MAX_LISTED = 20;

/** How many users share each reason, the most frequent first, and the numbers of the first few. */
export function renderReasons(
  users: readonly { readonly number: number; readonly reason: string }[],
): string[] {
  const byReason = Map.groupBy(users, ({ reason }) => reason);
  return [...byReason]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([reason, same]) => {
      const numbers = same.slice(0, MAX_LISTED).map(({ number }) => number);
      const more = same.length > MAX_LISTED ? ", …" : "";
      return `  ${same.length}: ${reason} (user ${numbers.join(", ")}${more})`;
    });
}

/** What an import would do, before it is done. */
export function renderPlan(plan: MovePlan): string {
  const withHash = [...plan.withHash].map(([algorithm, users]) => `  ${users.length}: ${algorithm}`);
  const all = [...[...plan.withHash.values()].flat(), ...plan.withoutPassword];
  const joined = new Map<string, number>();
  for (const group of all.flatMap(({ groups }) => groups)) joined.set(group, (joined.get(group) ?? 0) + 1);
  const lines = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([group, count]) => `  ${count}: ${group}`);
  const factors = all.filter((user) => user.factors > 0).length;
  return [
    `with their password: ${all.length - plan.withoutPassword.length}`,
    ...withHash,
    `without a password: ${plan.withoutPassword.length}, of whom ${losses(plan).length} had one`,
    ...renderReasons(plan.withoutPassword),
    `left out: ${plan.leftOut.length}`,
    ...renderReasons(plan.leftOut),
    `groups joined: ${joined.size}`,
    ...lines(joined),
    `groups that stay behind, unless --group names them: ${plan.otherGroups.size}`,
    ...lines(plan.otherGroups),
    `users with second factors or passkeys, which they have to set up again: ${factors}`,
  ].join("\n");
}

/** What an import did. */
export function renderResults(results: readonly MoveResult[]): string {
  const count = (outcome: MoveResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  const refused = results.flatMap(({ number, outcome, reason = "" }) =>
    outcome === "refused" ? [{ number, reason }] : [],
  );
  return [
    `imported with their password: ${count("with password")}`,
    `imported without a password: ${count("without password")}`,
    `already there, and left as they are: ${count("existing")}`,
    `refused: ${refused.length}`,
    ...renderReasons(refused),
  ].join("\n");
}
