/**
 * Writes every user of a pool as a line of JSON: attributes, status, groups, whether enabled. It only reads.
 *
 *     npm run --silent export-users -- --stage prod > users.jsonl
 *     npm run export-users -- --stage prod --output users.jsonl     to a file; --resume continues an interrupted run
 *
 *     --stage NAME     the stage (needed); `local` is the running stack
 *     --output FILE    write to this file, readable only by you
 *     --resume         continue an interrupted export of that file, within an hour
 *     --mfa            also each user's second factors: one more call per user, and every such user counts as active this month
 *     --share NUMBER   share of Cognito's default quotas to use; 0.5 leaves half of them for sign-ins
 *     --region, --endpoint, --pool-id
 *
 * Cognito exports no passwords, passkeys, authenticator secrets or remembered devices, so the file has none.
 */
import "../local/answer-help.ts";
import { once } from "node:events";
import { readOptions } from "./deployment/read-options.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";
import { type ExportFile, openExportFile } from "./users/export-file.ts";
import { exportUsers } from "./users/export-users.ts";

const toStandardOutput: ExportFile = {
  from: null,
  users: 0,
  append: async ({ records }) => {
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  },
  close: async () => {},
};

await runScript("export-users", async () => {
  const { values, openPool } = readOptions({
    output: { type: "string" },
    resume: { type: "boolean", default: false },
    mfa: { type: "boolean", default: false },
  });
  const { output, resume, mfa } = values;
  if (resume && output === undefined) throw new ScriptError("--resume needs --output FILE.");
  const access = await openPool();
  const sink =
    output === undefined ? toStandardOutput : await openExportFile(output, { poolId: access.poolId, resume });
  let { users } = sink;
  try {
    for await (const page of exportUsers({ ...access, withMfa: mfa }, sink.from)) {
      await sink.append(page);
      users += page.records.length;
    }
  } finally {
    await sink.close();
  }
  console.error(`export-users: ${users} users of ${access.poolId}`);
});
