import "./start-shared-stack.ts";

export default async function stopSharedStack(): Promise<void> {
  await globalThis.sharedStackProcess?.stop();
}
