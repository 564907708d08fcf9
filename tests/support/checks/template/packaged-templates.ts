import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Template } from "../../../../cloudformation/template.ts";
import { packageStages, STAGES, type Stage } from "../../../../scripts/packaging/package-stages.ts";

const FOLDER = "PACKAGED_TEMPLATES";

/** Packages every stage once for all tests of templates; Jest runs it before them, in its main process. */
export default async function packageTemplates(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "packaged-templates-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const packaged = await packageStages(STAGES);
  const write = (stage: Stage) => writeFile(join(folder, `${stage}.json`), JSON.stringify(packaged[stage]));
  await Promise.all(STAGES.map(write));
  process.env[FOLDER] = folder;
}

/** Each stage's template, a copy of the caller's own. */
export async function packagedTemplates(): Promise<Record<Stage, Template>> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error("the stages have not been packaged");
  const read = async (stage: Stage) => [
    stage,
    JSON.parse(await readFile(join(folder, `${stage}.json`), "utf8")),
  ];
  return Object.fromEntries(await Promise.all(STAGES.map(read))) as Record<Stage, Template>;
}
