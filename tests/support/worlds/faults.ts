/** Makes services of a stack's local cloud fail, as `/_local/faults` takes it. */
export async function addFault(
  { cloudUrl }: { readonly cloudUrl: string },
  fault: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await fetch(`${cloudUrl}/_local/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
}

/** All is well again. */
export async function clearFaults({ cloudUrl }: { readonly cloudUrl: string }): Promise<void> {
  await fetch(`${cloudUrl}/_local/faults`, { method: "DELETE" });
}

interface ActiveFault {
  /** Missing where it applies until it is removed. */
  readonly timesLeft?: number;
}

/** The faults that stand. */
export async function activeFaults({
  cloudUrl,
}: {
  readonly cloudUrl: string;
}): Promise<readonly ActiveFault[]> {
  const answer = await fetch(`${cloudUrl}/_local/faults`);
  return ((await answer.json()) as { readonly faults: readonly ActiveFault[] }).faults;
}
