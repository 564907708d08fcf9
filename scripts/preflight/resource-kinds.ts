/**
 * Resource types whose removal or replacement has consequences for users. Others (functions, roles, routes, alarms) can be
 * replaced without loss.
 */
export interface ResourceKind {
  /** What is lost with it, to complete "Lost: …". */
  readonly holds: string;
  /** Whether `Retain` keeps its content, outside the stack. */
  readonly survivesByRetain: boolean;
  /** How bad the loss is. */
  readonly severity: "destructive" | "risky";
}

const KINDS: Readonly<Record<string, ResourceKind>> = {
  "AWS::Cognito::UserPool": {
    holds: "every user with password, factors and groups; all tokens; the issuer that verifiers trust",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::UserPoolClient": {
    holds: "the client id and secret that apps use, and every session created with it",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::UserPoolDomain": {
    holds: "the sign-in address: its links, its callbacks and the passkeys made under it",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::UserPoolGroup": {
    holds: "every membership of the group",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::UserPoolIdentityProvider": {
    holds: "sign-in for every user of this provider",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::UserPoolResourceServer": {
    holds: "its scopes: clients that request one are refused until it is back",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::Cognito::IdentityPool": {
    holds: "the identity ids, under which apps keep data",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::DynamoDB::Table": { holds: "every item", survivesByRetain: true, severity: "destructive" },
  "AWS::S3::Bucket": {
    holds: "every object (a bucket that is not empty is not deleted: the deployment ends with DELETE_FAILED)",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::KMS::Key": {
    holds: "all data encrypted with it",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::SecretsManager::Secret": {
    holds: "the secret's value",
    survivesByRetain: true,
    severity: "destructive",
  },
  "AWS::ApiGatewayV2::Api": {
    holds: "the address of the API; apps that know it fail",
    survivesByRetain: false,
    severity: "destructive",
  },
  "AWS::ApiGatewayV2::DomainName": {
    holds: "the API's own domain name until DNS leads to the new one",
    survivesByRetain: false,
    severity: "destructive",
  },
  "AWS::Logs::LogGroup": { holds: "its log", survivesByRetain: true, severity: "risky" },
};

export const kindOf = (type: string): ResourceKind | undefined => KINDS[type];
