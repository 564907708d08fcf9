/** What the API takes for a group, to say so before it is sent. */

export const isName = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/.test(text);

/** Empty is allowed: the group then comes after all that have one. */
export function isPrecedence(text: string): boolean {
  const number = Number(text);
  return text.trim() === "" || (Number.isInteger(number) && number >= 100 && number <= 1_000_000);
}
