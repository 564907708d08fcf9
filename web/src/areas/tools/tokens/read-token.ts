/**
 * Reads a token without trusting it. Parts that can't be read are explained where possible, and the rest is shown.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515 JWS
 * @see https://www.rfc-editor.org/rfc/rfc7516 JWE
 */
import { duplicateNames } from "./duplicate-names.ts";

export type Members = Readonly<Record<string, unknown>>;

export type PartName = "header" | "payload" | "signature";

/** What is wrong with a token's form. */
export type TokenProblem =
  | { readonly code: "too_large"; readonly length: number }
  | { readonly code: "not_a_jwt"; readonly count: number }
  | { readonly code: "empty_part"; readonly part: PartName }
  | { readonly code: "not_base64url"; readonly part: PartName; readonly character: string }
  | { readonly code: "plain_base64"; readonly part: PartName }
  | { readonly code: "cut_off"; readonly part: PartName }
  | { readonly code: "not_utf8"; readonly part: PartName }
  | { readonly code: "not_json"; readonly part: PartName; readonly reason: string }
  | { readonly code: "not_an_object"; readonly part: PartName }
  | { readonly code: "too_deep"; readonly part: PartName }
  | { readonly code: "duplicate_names"; readonly part: PartName; readonly names: readonly string[] };

export interface ReadToken {
  /** Strips spaces, line breaks, quotes and `Bearer`. */
  readonly text: string;
  readonly kind: "signed" | "encrypted" | "unreadable";
  readonly header: Members | undefined;
  readonly claims: Members | undefined;
  readonly problems: readonly TokenProblem[];
}

/** Gateways accept 8 to 16 KB of headers in total, so a larger token can't be used. */
export const MAX_LENGTH = 65_536;
const MAX_DEPTH = 32;

function unwrapToken(pasted: string): string {
  return pasted
    .trim()
    .replace(/^authorization:\s*/i, "")
    .replace(/^bearer\s+/i, "")
    .replace(/^["'`]|["'`,;]+$/g, "")
    .replace(/\s+/g, "");
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

type Decoded = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly problem: TokenProblem };

/** The bytes of a part. */
export function decodePart(text: string, part: PartName): Decoded {
  if (text === "") return { problem: { code: "empty_part", part } };
  if (/^[\w+/-]+=*$/.test(text) && /[+/=]/.test(text)) return { problem: { code: "plain_base64", part } };
  const [character] = /[^\w-]/u.exec(text) ?? [];
  if (character !== undefined) return { problem: { code: "not_base64url", part, character } };
  if (text.length % 4 === 1) return { problem: { code: "cut_off", part } };
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return { bytes: Uint8Array.from(binary, (char) => char.charCodeAt(0)) };
}

interface ReadPart {
  readonly members?: Members;
  readonly problem?: TokenProblem;
}

function readPart(text: string, part: PartName): ReadPart {
  const decoded = decodePart(text, part);
  if ("problem" in decoded) return decoded;
  let json: string;
  try {
    json = new TextDecoder("utf-8", { fatal: true }).decode(decoded.bytes);
  } catch {
    return { problem: { code: "not_utf8", part } };
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { problem: { code: "not_json", part, reason: error instanceof Error ? error.message : "" } };
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return { problem: { code: "not_an_object", part } };
  }
  if (isDeeperThan(MAX_DEPTH, value)) return { problem: { code: "too_deep", part } };
  const names = duplicateNames(json);
  const members = value as Members;
  return names.length === 0 ? { members } : { members, problem: { code: "duplicate_names", part, names } };
}

const problemOf = (decoded: Decoded): ReadPart => ("problem" in decoded ? decoded : {});

const present = (...problems: readonly (TokenProblem | undefined)[]): readonly TokenProblem[] =>
  problems.filter((problem) => problem !== undefined);

/** @returns undefined for an empty text */
export function readToken(pasted: string): ReadToken | undefined {
  const nothing = { kind: "unreadable", header: undefined, claims: undefined } as const;
  if (pasted.length > MAX_LENGTH) {
    return { ...nothing, text: "", problems: [{ code: "too_large", length: pasted.length }] };
  }
  const text = unwrapToken(pasted);
  if (text === "") return undefined;
  const parts = text.split(".");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length !== 3 && parts.length !== 5) {
    return { ...nothing, text, problems: [{ code: "not_a_jwt", count: parts.length }] };
  }
  const header = readPart(first, "header");
  if (parts.length === 5) {
    const kind = header.members === undefined ? "unreadable" : "encrypted";
    return { ...nothing, text, kind, header: header.members, problems: present(header.problem) };
  }
  const payload = readPart(second, "payload");
  const signature: ReadPart =
    third === "" && isUnsigned(header.members) ? {} : problemOf(decodePart(third, "signature"));
  const problems = present(header.problem, payload.problem, signature.problem);
  const isComplete = header.members !== undefined && payload.members !== undefined;
  return {
    text,
    kind: isComplete ? "signed" : "unreadable",
    header: header.members,
    claims: payload.members,
    problems,
  };
}

/** `alg: none` has no signature (RFC 7519 §6). */
export const isUnsigned = (header: Members | undefined): boolean =>
  typeof header?.alg === "string" && header.alg.toLowerCase() === "none";
