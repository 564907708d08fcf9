/** How builds are told: esbuild's messages, what was rebuilt, and what takes a restart. Pure: text in, text out. */
import type { Style } from "./style.ts";
import { shortened, visible } from "./visible.ts";

/** What is used of a message of esbuild (https://esbuild.github.io/api/#build-failures). */
export interface BuildMessage {
  readonly text: string;
  readonly location?: BuildLocation | null;
  readonly notes?: readonly { readonly text: string; readonly location?: BuildLocation | null }[];
}

interface BuildLocation {
  /** Relative to the service. */
  readonly file: string;
  /** From one. */
  readonly line: number;
  /** From zero, in bytes of UTF-8. */
  readonly column: number;
  readonly lineText: string;
}

/** Of a long line, this many characters before the place, and as many behind it. */
const AROUND = 60;

/** Names told one by one; of more than these, the rest are counted. */
const MAX_NAMES = 6;

/** `preTokenGeneration` as its file is named: `pre-token-generation`. */
export const spokenName = (functionKey: string): string =>
  functionKey.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, "");

function nameList(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return names.join(", ");
  return `${names.slice(0, MAX_NAMES - 1).join(", ")} and ${names.length - MAX_NAMES + 1} more`;
}

/** A message with its file, line, column and the line itself. */
export function renderBuildMessage({ text, location, notes = [] }: BuildMessage, style: Style): string {
  return [
    ...renderPlace(style.red(visible(text)), location, style),
    ...notes.flatMap((note) => renderPlace(visible(note.text), note.location, style)),
  ].join("\n");
}

function renderPlace(text: string, location: BuildLocation | null | undefined, style: Style): string[] {
  if (!location) return [`  ${text}`];
  const column = Buffer.from(location.lineText).subarray(0, location.column).toString().length;
  const place = style.bold(visible(`${location.file}:${location.line}:${column + 1}`));
  return [`  ${place}: ${text}`, ...renderSource({ ...location, column }, style)];
}

/** A line of source, and a mark below the column, which counts characters from zero. */
export function renderSource(
  { line, column, lineText }: { readonly line: number; readonly column: number; readonly lineText: string },
  style: Style,
): string[] {
  if (lineText.trim() === "") return [];
  const start = Math.max(0, column - AROUND);
  // Each becomes one character, so that the mark stays below its column.
  const shown = lineText.slice(start, column + AROUND).replace(/\p{Cc}|\p{Cf}/gu, " ");
  const number = `${line} | `;
  return [
    `    ${style.dim(number)}${shown}`,
    `    ${" ".repeat(number.length + column - start)}${style.red("^")}`,
  ];
}

export function renderRebuilt(names: readonly string[], milliseconds: number): string {
  return `rebuilt ${nameList(names)} in ${Math.round(milliseconds)} ms`;
}

export function renderKept(names: readonly string[]): string {
  if (names.length === 1) return `${nameList(names)} does not build and keeps its last good bundle`;
  return `${nameList(names)} do not build and keep their last good bundles`;
}

/** File names and other texts that are not ours. */
export const fileList = (files: readonly string[]): string => shortened(nameList(files));

export function renderRestartNeeded(files: readonly string[]): string {
  const [has, it] = files.length === 1 ? ["has", "it"] : ["have", "them"];
  return `${fileList(files)} ${has} changed: restart to apply ${it}`;
}
