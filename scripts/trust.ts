/**
 * Lets this machine trust the local cloud's HTTPS, so that browsers open `https://localhost:4566` without a warning. Prints the
 * commands and asks before it runs them.
 *
 *     npm run trust [-- --system]
 *     npm run trust -- --remove
 *
 *     --yes      does not ask
 *     --system   on Linux: also for curl and other programs, and for all users of the machine; needs root (sudo)
 *     --remove   undoes it
 *
 * The authority is in the state folder, `.local` unless LOCAL_STATE names another; it is created if there is none.
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

/** @throws ScriptError if the folder is not a state folder */
function makeAuthority(stateDirectory: string): X509Certificate {
  try {
    checkForeignFiles(stateDirectory);
  } catch (error) {
    throw error instanceof StartRefused ? new ScriptError(error.message) : error;
  }
  return openAuthority(tlsDirectory(stateDirectory), createSystemClock()).certificate;
}

/** @throws ScriptError if there is none */
function readAuthority(stateDirectory: string): X509Certificate {
  const file = authorityFile(tlsDirectory(stateDirectory));
  if (!existsSync(file)) {
    throw new ScriptError(`${file} does not exist. Without it the trusted certificate can't be found.`);
  }
  return new X509Certificate(readFileSync(file));
}

function explain({ path, name }: AuthorityFile, { fingerprint256 }: X509Certificate): void {
  console.log(`The local cloud speaks HTTPS, with a certificate signed by its own authority:

  ${name}
  ${path}
  SHA-256 ${fingerprint256}

A machine that trusts it does so only for localhost, names under it and loopback addresses: the certificate itself has that limit.
Its private key is next to it, readable only by you.

Without changing this machine, Node reads it from a variable and curl from an option:

  NODE_EXTRA_CA_CERTS=${renderCommand([path])} node app.js
  curl --cacert ${renderCommand([path])} https://localhost:4566/_local/health
`);
}

/** @throws ScriptError for any answer but yes, and if there is no terminal */
async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new ScriptError("Nothing was changed. Use --yes to run it without a question.");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new ScriptError("Nothing was changed.");
}

/** @throws ScriptError naming the command that failed */
function take({ says, command, unless }: Step): void {
  const [program = "", ...words] = command;
  if (unless !== undefined && spawnSync(unless[0] ?? "", unless.slice(1)).status !== 0) {
    console.log(`${says} It is not there.`);
    return;
  }
  console.log(says);
  const { status, error } = spawnSync(program, words, { stdio: "inherit" });
  if (error !== undefined || status !== 0) {
    throw new ScriptError(`this failed: ${renderCommand(command)}${error ? ` (${error.message})` : ""}`);
  }
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
  if (steps.length === 0) throw new ScriptError("There is nothing to do on this machine.");
  console.log(values.remove ? "To undo it:\n" : "To let this machine trust it:\n");
  for (const { says, command } of steps) console.log(`  ${says}\n    ${renderCommand(command)}`);
  console.log("");
  if (!values.yes) await ask("Continue?");
  for (const step of steps) take(step);
  console.log(
    values.remove
      ? "\nDone. Restart open browsers so that they forget it."
      : "\nDone. Restart open browsers so that they trust it. To undo it: npm run trust -- --remove.",
  );
});
