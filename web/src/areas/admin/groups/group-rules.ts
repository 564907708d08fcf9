/** What the API accepts for a group, to validate it before it is sent. */

export const isName = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/.test(text);

/** May be empty: the group then comes after all groups with a precedence. */
export function isPrecedence(text: string): boolean {
  const number = Number(text);
  return text.trim() === "" || (Number.isInteger(number) && number >= 100 && number <= 1_000_000);
}
