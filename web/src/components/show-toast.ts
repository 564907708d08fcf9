import type { ToastMessage } from "./toast.tsx";

/** Says what was done, briefly. The region is loaded with the first toast. */
export async function showToast(message: ToastMessage): Promise<void> {
  const { addToast } = await import("./toast.tsx");
  addToast(message);
}
