/** A user's id, as Cognito makes them. */
export const isUserId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);

/** Enough of an id to tell it from others in a list. */
export const shortId = (id: string): string => `${id.slice(0, 8)}…`;
