/** Whether a text can be an e-mail address. The API has the exact rule. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
