import type { Finding } from "./finding.ts";

/** One block of lines per finding, the worst first, as `sortFindings` orders them. */
export function renderFindings(findings: readonly Finding[]): string {
  return findings.map(renderFinding).join("\n\n");
}

function renderFinding({ severity, resource, property, from, to, consequence, remedy }: Finding): string {
  const place = property === "" ? resource : `${resource}.${property}`;
  return [
    `${severity.toUpperCase().padEnd(11)} ${place}`,
    `            ${renderValue(from)} → ${renderValue(to)}`,
    `            ${consequence}`,
    `            ${remedy}`,
  ].join("\n");
}

const MAX_CHARACTERS = 100;

function renderValue(value: unknown): string {
  if (value === undefined || value === null) return "(none)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
