/**
 * Attributes of the type Boolean are text. They are kept as they were written, and mean the same in upper and lower case
 * (https://github.com/aws-amplify/amplify-js/issues/8205: `email_verified` is `True`).
 */

/** Whether the text is a value of the type. */
export const isBooleanValue = (text: string): boolean => /^(?:true|false)$/i.test(text);

/** The attribute's value; a missing one is false. */
export const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === "true";
