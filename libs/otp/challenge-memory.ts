/**
 * What a sign-in remembers of our challenges, as `challengeMetadata`: Cognito stores it encrypted in the session, and shows it
 * only to the define and create triggers.
 */

/** The first challenge: the choice of the channel. The seed decrypts the code in the table, or is part of the link's secret. */
export interface ParametersMemory {
  readonly kind: "parameters";
  readonly challengeId: string;
  readonly seed: string;
}

/** The second challenge. The digest is keyed, and the key is in the table: neither of them reveals the code or the link. */
export interface CodeMemory {
  readonly kind: "code";
  readonly isLink: boolean;
  readonly challengeId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly digest: string;
}

const PARAMETERS = /^PARAMETERS:([\w-]{22}):([\w-]{43})$/;
const CODE = /^(CODE|LINK):([\w-]{22}):(\d{1,15}):([\w-]{43})$/;

export function renderMemory(memory: ParametersMemory | CodeMemory): string {
  return memory.kind === "parameters"
    ? `PARAMETERS:${memory.challengeId}:${memory.seed}`
    : `${memory.isLink ? "LINK" : "CODE"}:${memory.challengeId}:${memory.expiresAt}:${memory.digest}`;
}

/** @returns undefined if it is not ours */
export function readMemory(metadata: string | null | undefined): ParametersMemory | CodeMemory | undefined {
  const text = metadata ?? "";
  const [, challengeId, seed] = PARAMETERS.exec(text) ?? [];
  if (challengeId !== undefined && seed !== undefined) return { kind: "parameters", challengeId, seed };
  const [, form, codeId, expiresAt, digest] = CODE.exec(text) ?? [];
  if (codeId === undefined || digest === undefined) return undefined;
  return {
    kind: "code",
    isLink: form === "LINK",
    challengeId: codeId,
    expiresAt: Number(expiresAt),
    digest,
  };
}
