/**
 * Creates demo users: one for each role, and more plain ones on request. Existing users stay as they are.
 *
 *     npm run seed -- --stage local
 *
 *     --stage NAME         the stage (needed); `local` is the running stack
 *     --users NUMBER       plain users in addition to the three roles; none by default
 *     --password PASSWORD  for all users, also existing ones; by default random passwords, printed once and not stored
 *     --yes-prod           needed for the stage prod
 *     --region, --endpoint, --pool-id, --share
 */
import "../local/answer-help.ts";
import { findWeakness } from "../libs/passwords/find-weakness.ts";
import { readOptions } from "./deployment/read-options.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";
import { demoUsers, seedUsers } from "./users/seed-users.ts";

/** The minimum for a password that many users get, one of them an administrator. The pool's own minimum applies, too. */
const MINIMUM_LENGTH = 15;

/** @throws ScriptError for a password that the API would refuse, too */
function checkPassword(password: string): void {
  const expected = { minimumLength: MINIMUM_LENGTH, appName: "demo", personal: ["example.com"] };
  if ([...password].length < MINIMUM_LENGTH) {
    throw new ScriptError(`--password needs at least ${MINIMUM_LENGTH} characters.`);
  }
  if (findWeakness(password, expected) !== undefined) {
    throw new ScriptError("--password is easy to guess; use a few unrelated words.");
  }
}

await runScript("seed", async () => {
  const { values, stage, openPool } = readOptions({
    users: { type: "string", default: "0" },
    password: { type: "string" },
    "yes-prod": { type: "boolean", default: false },
  });
  const extra = Number(values.users);
  if (!Number.isInteger(extra) || extra < 0) throw new ScriptError("--users must be 0 or more.");
  if (stage === "prod" && !values["yes-prod"]) {
    throw new ScriptError("To create demo users in prod, one of them an administrator, add --yes-prod.");
  }
  if (values.password !== undefined) checkPassword(values.password);
  const seeded = await seedUsers(demoUsers(extra), {
    target: await openPool(),
    password: values.password ?? null,
  });
  for (const { email, groups, password } of seeded) {
    console.log(`${email.padEnd(28)} ${groups.join(", ").padEnd(16)} ${password ?? "(unchanged)"}`);
  }
});
