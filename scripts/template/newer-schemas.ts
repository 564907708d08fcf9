/** A property, in the form of the installed schemas. */
interface NewerProperty {
  readonly type: { readonly type: "string"; readonly allowedValues?: string[] } | { readonly type: "json" };
  readonly required?: boolean;
}

/**
 * Properties that CloudFormation documents
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html) and the schemas of our
 * tools do not have yet. The model of Cognito's API checks their values.
 */
export const NEWER_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  "AWS::Cognito::UserPool": ["DcrConfiguration"],
};

/**
 * Types that CloudFormation has and the installed schemas do not, by AWS's reference. Delete one when a newer
 * `@aws-cdk/aws-service-spec` has it: a test says so.
 */
export const NEWER_TYPES: Readonly<Record<string, Readonly<Record<string, NewerProperty>>>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolsessionconfigurationattachment.html
  "AWS::Cognito::UserPoolSessionConfigurationAttachment": {
    UserPoolId: { type: { type: "string" }, required: true },
    UserSessionTracking: { type: { type: "string", allowedValues: ["ENABLED"] }, required: true },
    // Its members are checked against the API's model.
    TokenSession: { type: { type: "json" }, required: true },
  },
};
