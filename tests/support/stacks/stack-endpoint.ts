import type { Template } from "../../../cloudformation/template.ts";
import { startAwsEndpoint } from "../worlds/aws-endpoint.ts";

export interface StackFixture {
  readonly template: Template;
  readonly physicalIds: Readonly<Record<string, string>>;
  readonly status?: string;
  readonly outputs?: Readonly<Record<string, string>>;
}

const NAMESPACE = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"';

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * A listener that speaks CloudFormation's Query API for one stack, or for none: `null`. The stack's resources come in pages of
 * two, to find code that reads only one page.
 */
export async function startStackEndpoint(stackName: string, stack: StackFixture | null) {
  const endpoint = await startAwsEndpoint();
  endpoint.answer(({ body }) => {
    const form = new URLSearchParams(body);
    const action = form.get("Action") ?? "";
    if (stack === null || form.get("StackName") !== stackName) {
      return failure(`Stack with id ${form.get("StackName")} does not exist`);
    }
    const result = RESULTS[action]?.(stack, form);
    if (result === undefined) return failure(`no ${action} here`);
    return {
      headers: { "content-type": "text/xml" },
      body: `<${action}Response ${NAMESPACE}><${action}Result>${result}</${action}Result></${action}Response>`,
    };
  });
  return endpoint;
}

const failure = (message: string) => ({
  status: 400,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`,
});

const RESULTS: Readonly<Record<string, (stack: StackFixture, form: URLSearchParams) => string>> = {
  DescribeStacks: ({ status = "UPDATE_COMPLETE", outputs = {} }) => {
    const members = Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return `<Stacks><member><StackName>x</StackName><StackId>arn:aws:cloudformation:us-east-1:123456789012:stack/x/1</StackId>
      <CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus>
      <Outputs>${members.join("")}</Outputs></member></Stacks>`;
  },
  GetTemplate: ({ template }) => `<TemplateBody>${escapeXml(JSON.stringify(template))}</TemplateBody>`,
  ListStackResources: ({ physicalIds }, form) => {
    const entries = Object.entries(physicalIds);
    const start = Number(form.get("NextToken") ?? 0);
    const members = entries.slice(start, start + 2).map(
      ([logical, physical]) =>
        `<member><LogicalResourceId>${logical}</LogicalResourceId><PhysicalResourceId>${physical}</PhysicalResourceId>
         <ResourceType>x</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus>
         <LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp></member>`,
    );
    const next = start + 2 < entries.length ? `<NextToken>${start + 2}</NextToken>` : "";
    return `<StackResourceSummaries>${members.join("")}</StackResourceSummaries>${next}`;
  },
};
