import "./start-shared-stack.ts";

export default async function stopSharedStack(): Promise<void> {
  const stack = globalThis.sharedStackProcess;
  await stack?.stop();
  // What a trigger could not write fails no test: it goes on without.
  const refused = stack?.output().match(/^local: .* is not authorized to perform: .*$/gm) ?? [];
  if (refused.length > 0)
    throw new Error(`roles lack rights that their functions use:\n${[...new Set(refused)].join("\n")}`);
}
