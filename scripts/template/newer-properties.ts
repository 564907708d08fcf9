/**
 * Properties that CloudFormation documents
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html) and the schemas of our
 * tools do not have yet. The model of Cognito's API checks their values.
 */
export const NEWER_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  "AWS::Cognito::UserPool": ["DcrConfiguration"],
};
