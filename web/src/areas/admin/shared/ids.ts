/** The form of Cognito's user ids. */
export const isUserId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);

/** Enough of an id to distinguish it in a list. */
export const shortId = (id: string): string => `${id.slice(0, 8)}…`;
