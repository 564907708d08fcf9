/**
 * Makes demo users: one for each role, and more plain ones if asked. Users who are there already stay as they are.
 *
 *     npm run seed -- --stage local
 *
 *     --stage NAME         the stage (needed); `local` is the running stack
 *     --users NUMBER       plain users beside the three roles; none by default
 *     --password PASSWORD  for everybody, also for those who are there; otherwise random ones, printed once and kept nowhere
 *     --yes-prod           needed for the stage prod
 *     --region, --endpoint, --pool-id, --share
 */
import "../local/answer-help.ts";
import { findWeakness } from "../libs/passwords/find-weakness.ts";
import { readOptions } from "./deployment/read-options.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";
import { demoUsers, seedUsers } from "./users/seed-users.ts";

/** Of a password that many users get, one of them an administrator. The pool has a minimum of its own. */
const MINIMUM_LENGTH = 15;

/** @throws ScriptError for a password that a user could not choose either */
function checkPassword(password: string): void {
  const expected = { minimumLength: MINIMUM_LENGTH, appName: "demo", personal: ["example.com"] };
  if ([...password].length < MINIMUM_LENGTH)
    throw new ScriptError(`--password takes ${MINIMUM_LENGTH} characters or more.`);
  if (findWeakness(password, expected) !== undefined)
    throw new ScriptError("--password is easy to guess; a few words that do not belong together are better.");
}

await runScript("seed", async () => {
  const { values, stage, openPool } = readOptions({
    users: { type: "string", default: "0" },
    password: { type: "string" },
    "yes-prod": { type: "boolean", default: false },
  });
  const extra = Number(values.users);
  if (!Number.isInteger(extra) || extra < 0) throw new ScriptError("--users takes a number from 0.");
  if (stage === "prod" && !values["yes-prod"])
    throw new ScriptError("Demo users in prod, one of them an administrator? Say --yes-prod.");
  if (values.password !== undefined) checkPassword(values.password);
  const seeded = await seedUsers(demoUsers(extra), {
    target: await openPool(),
    password: values.password ?? null,
  });
  for (const { email, groups, password } of seeded)
    console.log(`${email.padEnd(28)} ${groups.join(", ").padEnd(16)} ${password ?? "(as it was)"}`);
});
