/**
 * What an attribute of the type Boolean says. Cognito keeps it as it was written, and takes `True` and `TRUE` as well
 * (https://github.com/aws-amplify/amplify-js/issues/8205). One that is not there says no.
 */
export const isTrue = (attribute: string | undefined): boolean => attribute?.toLowerCase() === "true";
