import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Template } from "../../../cloudformation/template.ts";
import { packageStages } from "../../../scripts/template/package-stages.ts";

export const stages = ["dev", "staging", "prod", "local"] as const;

export type Stage = (typeof stages)[number];

const FOLDER = "PACKAGED_TEMPLATES";

/** Packages every stage once for all tests that look at templates; jest runs it before them. */
export default async function packageTemplates(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "packaged-templates-"));
  const packaged = await packageStages(stages);
  const write = (stage: Stage) => writeFile(join(folder, `${stage}.json`), JSON.stringify(packaged[stage]));
  await Promise.all(stages.map(write));
  process.env[FOLDER] = folder;
}

export async function removeTemplates(): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder !== undefined) await rm(folder, { recursive: true });
}

/** Each stage's template, a copy of the caller's own. */
export async function packagedTemplates(): Promise<Record<Stage, Template>> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error("the stages have not been packaged");
  const read = async (stage: Stage) => [
    stage,
    JSON.parse(await readFile(join(folder, `${stage}.json`), "utf8")),
  ];
  return Object.fromEntries(await Promise.all(stages.map(read))) as Record<Stage, Template>;
}
