/**
 * Whether an attribute of the type Boolean is true. Cognito stores it as it was written, and accepts `True` and `TRUE` as well
 * (https://github.com/aws-amplify/amplify-js/issues/8205). A missing one is false.
 */
export const isTrue = (attribute: string | undefined): boolean => attribute?.toLowerCase() === "true";
