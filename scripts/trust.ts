/**
 * Lets this machine trust the local cloud's HTTPS, so that browsers open `https://localhost:4566` without a warning. Says what it
 * would do, and asks before it does it.
 *
 *     npm run trust [-- --system]
 *     npm run trust -- --remove
 *
 *     --yes      does not ask
 *     --system   on Linux, for curl and other programs as well, and for everybody on the machine; takes root, through sudo
 *     --remove   undoes it
 *
 * The authority is that of the state folder, `.local` unless LOCAL_STATE names another; it is made if there is none.
 */
import "../local/answer-help.ts";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { createSystemClock } from "../local/clock.ts";
import { checkForeignFiles } from "../local/offline/check-state-directory.ts";
import { StartRefused } from "../local/offline/start-settings.ts";
import { commonNameOf } from "../local/tls/local-authority.ts";
import { authorityFile, openAuthority } from "../local/tls/server-certificates.ts";
import { tlsDirectory } from "../local/tls/tls-kept-in.ts";
import { runScript } from "./deployment/run-script.ts";
import { ScriptError } from "./deployment/script-error.ts";
import { findTrustStores } from "./trust/find-trust-stores.ts";
import {
  type AuthorityFile,
  installSteps,
  removeSteps,
  renderCommand,
  type Step,
} from "./trust/trust-steps.ts";

const OPTIONS = {
  yes: { type: "boolean", default: false },
  system: { type: "boolean", default: false },
  remove: { type: "boolean", default: false },
} as const;

/** @throws ScriptError where the folder is not one of state */
function makeAuthority(stateDirectory: string): X509Certificate {
  try {
    checkForeignFiles(stateDirectory);
  } catch (error) {
    throw error instanceof StartRefused ? new ScriptError(error.message) : error;
  }
  return openAuthority(tlsDirectory(stateDirectory), createSystemClock()).certificate;
}

/** @throws ScriptError where there is none */
function readAuthority(stateDirectory: string): X509Certificate {
  const file = authorityFile(tlsDirectory(stateDirectory));
  if (!existsSync(file))
    throw new ScriptError(`${file} does not exist. A certificate that was trusted can only be found by it.`);
  return new X509Certificate(readFileSync(file));
}

function explain({ path, name }: AuthorityFile, { fingerprint256 }: X509Certificate): void {
  console.log(`The local cloud speaks HTTPS, with a certificate that an authority of its own has signed:

  ${name}
  ${path}
  SHA-256 ${fingerprint256}

A machine that trusts it takes its word for localhost, names under it and loopback addresses, and for nothing else: the certificate itself
says so. Its private key is beside it, readable by you alone.

Node takes it from a variable, curl from an option, without any change to this machine:

  NODE_EXTRA_CA_CERTS=${renderCommand([path])} node app.js
  curl --cacert ${renderCommand([path])} https://localhost:4566/_local/health
`);
}

/** @throws ScriptError for any answer but yes, and where no one can answer */
async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new ScriptError("Nothing was changed. --yes does it without asking.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new ScriptError("Nothing was changed.");
}

/** @throws ScriptError naming the command that failed */
function take({ says, command, unless }: Step): void {
  const [program = "", ...words] = command;
  if (unless !== undefined && spawnSync(unless[0] ?? "", unless.slice(1)).status !== 0) {
    console.log(`${says} There is nothing to do.`);
    return;
  }
  console.log(says);
  const { status, error } = spawnSync(program, words, { stdio: "inherit" });
  if (error !== undefined || status !== 0)
    throw new ScriptError(`this failed: ${renderCommand(command)}${error ? ` (${error.message})` : ""}`);
}

await runScript("trust", async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const stateDirectory = resolve(import.meta.dirname, "..", process.env.LOCAL_STATE || ".local");
  const certificate = values.remove ? readAuthority(stateDirectory) : makeAuthority(stateDirectory);
  const authority = {
    path: authorityFile(tlsDirectory(stateDirectory)),
    name: commonNameOf(certificate),
    sha1: certificate.fingerprint.replaceAll(":", ""),
  };
  const { stores, remarks } = findTrustStores(
    { platform: process.platform, home: homedir(), path: process.env.PATH ?? "" },
    { withSystem: values.system },
  );
  const stepsFor = values.remove ? removeSteps : installSteps;
  const steps = stepsFor(authority, stores, { isRoot: process.getuid?.() === 0 });

  if (!values.remove) explain(authority, certificate);
  for (const remark of remarks) console.log(`${remark}\n`);
  if (steps.length === 0) throw new ScriptError("There is nothing that can be done here.");
  console.log(values.remove ? "To undo it:\n" : "To let this machine trust it:\n");
  for (const { says, command } of steps) console.log(`  ${says}\n    ${renderCommand(command)}`);
  console.log("");
  if (!values.yes) await ask("Go on?");
  for (const step of steps) take(step);
  console.log(
    values.remove
      ? "\nDone. Browsers that are open forget it when they are started anew."
      : "\nDone. Browsers that are open learn of it when they are started anew; npm run trust -- --remove undoes it.",
  );
});
