/**
 * What a sign-in remembers of our challenges, as `challengeMetadata`: Cognito keeps it in the session, sealed, and shows
 * it to define and create alone.
 */

/** The first challenge: which way shall the code go. The seed opens what the table holds sealed. */
export interface ParametersMemory {
  readonly kind: "parameters";
  readonly challengeId: string;
  readonly seed: string;
}

/** The second one. The digest is keyed, and the key is in the table: neither alone tells the code. */
export interface CodeMemory {
  readonly kind: "code";
  readonly challengeId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly digest: string;
}

const PARAMETERS = /^PARAMETERS:([\w-]{22}):([\w-]{43})$/;
const CODE = /^CODE:([\w-]{22}):(\d{1,15}):([\w-]{43})$/;

export function renderMemory(memory: ParametersMemory | CodeMemory): string {
  return memory.kind === "parameters"
    ? `PARAMETERS:${memory.challengeId}:${memory.seed}`
    : `CODE:${memory.challengeId}:${memory.expiresAt}:${memory.digest}`;
}

/** @returns undefined for what we never wrote. */
export function readMemory(metadata: string | null | undefined): ParametersMemory | CodeMemory | undefined {
  const [, challengeId, seed] = PARAMETERS.exec(metadata ?? "") ?? [];
  if (challengeId !== undefined && seed !== undefined) return { kind: "parameters", challengeId, seed };
  const [, codeId, expiresAt, digest] = CODE.exec(metadata ?? "") ?? [];
  if (codeId === undefined || digest === undefined) return undefined;
  return { kind: "code", challengeId: codeId, expiresAt: Number(expiresAt), digest };
}
