import { type Template, toList } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

interface DeadLetters {
  readonly DeadLetterConfig?: object;
}
interface Pipe {
  readonly SourceParameters?: {
    readonly DynamoDBStreamParameters?: DeadLetters & {
      readonly MaximumRetryAttempts?: number;
      readonly OnPartialBatchItemFailure?: string;
    };
    readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  };
}
interface Table {
  readonly StreamSpecification?: { readonly StreamViewType?: string };
}
interface Queue {
  readonly SqsManagedSseEnabled?: boolean;
  readonly KmsMasterKeyId?: unknown;
}
interface QueuePolicy {
  readonly Queues: readonly { readonly Ref?: string }[];
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}
interface Statement {
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Rule {
  readonly EventBusName?: unknown;
  readonly Targets?: readonly (DeadLetters & { readonly Id: string })[];
}
interface Bus {
  readonly Policy?: unknown;
}
interface Destination {
  readonly InvocationEndpoint?: unknown;
}

/** What would lose account events, keep them waiting, or let more of the table out than the audit trail. */
export function accountEventFindings(template: Template): string[] {
  return [
    ...resourcesOfType<Pipe>(template, "AWS::Pipes::Pipe").flatMap(({ id, properties }) =>
      pipeFindings(id, properties),
    ),
    ...streamFindings(template),
    ...queueFindings(template),
    ...resourcesOfType<Rule>(template, "AWS::Events::Rule")
      .filter(({ properties }) => properties.EventBusName !== undefined)
      .flatMap(({ id, properties }) =>
        (properties.Targets ?? [])
          .filter(({ DeadLetterConfig }) => DeadLetterConfig === undefined)
          .map((target) => `${id}: what ${target.Id} does not take is lost`),
      ),
    ...resourcesOfType<Bus>(template, "AWS::Events::EventBus")
      .filter(({ properties }) => properties.Policy !== undefined)
      .map(({ id }) => `${id}: open to other accounts`),
    ...resourcesOfType<Destination>(template, "AWS::Events::ApiDestination")
      .filter(({ properties }) => !String(properties.InvocationEndpoint).startsWith("https://"))
      .map(({ id }) => `${id}: called over plain HTTP`),
  ];
}

function pipeFindings(id: string, { SourceParameters = {} }: Pipe): string[] {
  const { DynamoDBStreamParameters: stream, FilterCriteria } = SourceParameters;
  const patterns = (FilterCriteria?.Filters ?? []).map(({ Pattern = "{}" }) => JSON.parse(Pattern));
  const isTrail = (pattern: { readonly dynamodb?: { readonly Keys?: { readonly SK?: object } } }) =>
    JSON.stringify(pattern.dynamodb?.Keys?.SK) === '{"S":[{"prefix":"EVENT#"}]}';
  return [
    ...(stream?.DeadLetterConfig ? [] : [`${id}: what it gives up is not noticed`]),
    ...((stream?.MaximumRetryAttempts ?? -1) >= 0 ? [] : [`${id}: one bad record keeps all others waiting`]),
    ...(stream?.OnPartialBatchItemFailure === "AUTOMATIC_BISECT"
      ? []
      : [`${id}: a bad record takes its whole batch with it`]),
    ...(patterns.length > 0 && patterns.every(isTrail) ? [] : [`${id}: passes on more than the audit trail`]),
  ];
}

/** A stream that no pipe reads is a second copy of the table for a day. */
function streamFindings(template: Template): string[] {
  const hasPipe = resourcesOfType(template, "AWS::Pipes::Pipe").length > 0;
  return resourcesOfType<Table>(template, "AWS::DynamoDB::Table").flatMap(({ id, properties }) => {
    const view = properties.StreamSpecification?.StreamViewType;
    if ((view !== undefined) !== hasPipe) {
      return [`${id}: ${hasPipe ? "no stream" : "a stream without a pipe"}`];
    }
    return view === undefined || view === "NEW_IMAGE" ? [] : [`${id}: its stream has more than new items`];
  });
}

function queueFindings(template: Template): string[] {
  const policies = resourcesOfType<QueuePolicy>(template, "AWS::SQS::QueuePolicy");
  return resourcesOfType<Queue>(template, "AWS::SQS::Queue").flatMap(({ id, properties }) => {
    const statements = policies
      .filter(({ properties: { Queues } }) => Queues.some(({ Ref }) => Ref === id))
      .flatMap(({ properties: { PolicyDocument } }) => toList(PolicyDocument.Statement));
    const isPlainHttpRefused = statements.some(
      ({ Effect, Condition }) =>
        Effect === "Deny" && String(Condition?.Bool?.["aws:SecureTransport"]) === "false",
    );
    return [
      ...(properties.SqsManagedSseEnabled === true || properties.KmsMasterKeyId !== undefined
        ? []
        : [`${id}: not encrypted`]),
      ...(isPlainHttpRefused ? [] : [`${id}: accepts plain HTTP`]),
      ...statements
        .filter(({ Effect, Condition }) => Effect === "Allow" && !Condition?.ArnEquals?.["aws:SourceArn"])
        .map(() => `${id}: anything may send to it`),
    ];
  });
}
