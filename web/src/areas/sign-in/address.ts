/** Whether a text can be an e-mail address. What one is exactly, the API decides. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
