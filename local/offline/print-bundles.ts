import type { LocalFunctions } from "../lambda/local-functions.ts";
import * as lines from "../terminal/build-lines.ts";
import { styleOf } from "../terminal/style.ts";
import type { BuildOutcome } from "./bundler.ts";
import type { BundleListener } from "./shared-bundles.ts";
import { StartRefused } from "./start-settings.ts";
import { errorStyle, notice } from "./terminal.ts";

/**
 * @throws StartRefused with esbuild's messages, if the first build failed
 */
export function checkFirstBuild(outcome: BuildOutcome): void {
  if (outcome.kind === "failed") {
    throw new StartRefused(
      [
        "the functions do not build",
        ...outcome.errors.map((error) => lines.renderBuildMessage(error, styleOf(false))),
      ].join("\n"),
    );
  }
  if (outcome.result.warnings.length > 0) printMessages("warnings of the build", outcome.result.warnings);
}

function printMessages(title: string, messages: Parameters<BundleListener["failed"]>[0]): void {
  const style = errorStyle();
  notice([title, ...messages.map((message) => lines.renderBuildMessage(message, style))].join("\n"));
}

/** Switches to new bundles, and shows the developer the effect of an edit. */
export function printBundles(
  functions: Pick<LocalFunctions, "renew">,
  nameOf: (functionKey: string) => string,
): BundleListener {
  const spoken = (keys: readonly string[]) => keys.map(lines.spokenName);
  return {
    rebuilt: (keys, milliseconds) => {
      functions.renew(keys.map(nameOf));
      notice(errorStyle().green(lines.renderRebuilt(spoken(keys), milliseconds)));
    },
    failed: (errors) => printMessages(errorStyle().red("build failed"), errors),
    kept: (keys) => notice(errorStyle().yellow(lines.renderKept(spoken(keys)))),
    mended: () => notice(errorStyle().green("everything builds again")),
    warned: (warnings) => printMessages(errorStyle().yellow("warnings of the build"), warnings),
    unchanged: (files) => notice(errorStyle().dim(`nothing to rebuild for ${lines.fileList(files)}`)),
    restartNeeded: (files) => notice(errorStyle().yellow(lines.renderRestartNeeded(files))),
    unwatched: (error) =>
      notice(
        `edits may go unnoticed from now on: ${lines.fileList([error instanceof Error ? error.message : String(error)])}`,
      ),
  };
}
