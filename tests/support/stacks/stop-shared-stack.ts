import "./start-shared-stack.ts";

export default async function stopSharedStack(): Promise<void> {
  const stack = globalThis.sharedStackProcess;
  await stack?.stop();
  // A failed write of a trigger fails no test, because the trigger continues.
  const refused = stack?.output().match(/^local: .* is not authorized to perform: .*$/gm) ?? [];
  if (refused.length > 0) {
    throw new Error(`roles lack permissions that their functions use:\n${[...new Set(refused)].join("\n")}`);
  }
}
