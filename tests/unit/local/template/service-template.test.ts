import { describe, expect, test } from "@jest/globals";
import type { Naming, ServerlessService } from "../../../../local/offline/serverless.ts";
import { serviceTemplate } from "../../../../local/template/service-template.ts";

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The framework's names. */
const naming: Naming = {
  getStackName: () => "auth-local",
  getLambdaLogicalId: (key) => `${upper(key)}LambdaFunction`,
  getLogGroupLogicalId: (key) => `${upper(key)}LogGroup`,
  getLogGroupName: (name) => `/aws/lambda/${name}`,
  getCognitoUserPoolLogicalId: (pool) => `CognitoUserPool${pool}`,
  getHttpApiLogicalId: () => "HttpApi",
};

const service = (
  functions: ServerlessService["functions"],
  Resources: Record<string, unknown> = {},
): ServerlessService => ({
  service: "auth",
  provider: { region: "us-east-1" },
  functions,
  resources: { Resources, Parameters: { P: { Default: "x" } } },
});

const trigger = (name: string, of: string, existing = false) => ({
  name: `auth-local-${name}`,
  events: [{ cognitoUserPool: { pool: "Main", trigger: of, existing } }],
});

describe("the template of a service", () => {
  test("has the functions, their log groups and the API", () => {
    const { Resources } = serviceTemplate(service({ auth: { name: "auth-local-auth" } }), naming);
    expect(Resources).toEqual({
      HttpApi: { Type: "AWS::ApiGatewayV2::Api" },
      AuthLambdaFunction: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "auth-local-auth" } },
      AuthLogGroup: {
        Type: "AWS::Logs::LogGroup",
        Properties: { LogGroupName: "/aws/lambda/auth-local-auth" },
      },
    });
  });

  test("creates a pool from the triggers' events and merges the service's own resource into it", () => {
    const { Resources } = serviceTemplate(
      service(
        { preSignUp: trigger("preSignUp", "PreSignUp"), preToken: trigger("preToken", "PreTokenGeneration") },
        {
          CognitoUserPoolMain: {
            Type: "AWS::Cognito::UserPool",
            Properties: {
              UserPoolName: "own",
              LambdaConfig: { PreTokenGeneration: null, PreTokenGenerationConfig: { LambdaVersion: "V2_0" } },
            },
          },
        },
      ),
      naming,
    );
    expect(Resources.CognitoUserPoolMain).toEqual({
      Type: "AWS::Cognito::UserPool",
      Properties: {
        UserPoolName: "own",
        LambdaConfig: {
          PreSignUp: { "Fn::GetAtt": ["PreSignUpLambdaFunction", "Arn"] },
          PreTokenGenerationConfig: { LambdaVersion: "V2_0" },
        },
      },
    });
  });

  test("creates no pool for an existing one", () => {
    const { Resources } = serviceTemplate(
      service({ preSignUp: trigger("preSignUp", "PreSignUp", true) }),
      naming,
    );
    expect(Object.keys(Resources)).not.toContain("CognitoUserPoolMain");
  });

  test("keeps parameters, mappings and conditions", () => {
    const template = serviceTemplate(service({}), naming);
    expect(template.Parameters).toEqual({ P: { Default: "x" } });
    expect(template).not.toHaveProperty("Conditions");
  });
});
