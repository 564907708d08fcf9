import { accountEventFindings } from "../../../../../scripts/template/event-findings.ts";
import { type Mistake, remove, set } from "../mistake.ts";

const STREAM = "SourceParameters.DynamoDBStreamParameters";

/** Mistakes in what carries account events. */
export const optionalEventMistakes: readonly Mistake[] = [
  {
    mistake: "a pipe without dead letters",
    check: accountEventFindings,
    make: set("AccountEventsPipe", `${STREAM}.DeadLetterConfig`, undefined),
    finding: "AccountEventsPipe: what it gives up is not noticed",
  },
  {
    mistake: "a pipe that repeats a bad record for a day",
    check: accountEventFindings,
    make: set("AccountEventsPipe", `${STREAM}.MaximumRetryAttempts`, -1),
    finding: "AccountEventsPipe: one bad record keeps all others waiting",
  },
  {
    mistake: "a pipe that gives up whole batches",
    check: accountEventFindings,
    make: set("AccountEventsPipe", `${STREAM}.OnPartialBatchItemFailure`, undefined),
    finding: "AccountEventsPipe: a bad record takes its whole batch with it",
  },
  {
    mistake: "a pipe without a filter",
    check: accountEventFindings,
    make: set("AccountEventsPipe", "SourceParameters.FilterCriteria.Filters", []),
    finding: "AccountEventsPipe: passes on more than the audit trail",
  },
  {
    mistake: "a pipe that passes on sessions",
    check: accountEventFindings,
    make: set("AccountEventsPipe", "SourceParameters.FilterCriteria.Filters", [
      { Pattern: '{"eventName":["INSERT"]}' },
    ]),
    finding: "AccountEventsPipe: passes on more than the audit trail",
  },
  {
    mistake: "a stream without a pipe",
    check: accountEventFindings,
    make: remove("AccountEventsPipe"),
    finding: "ActivityTable: a stream without a pipe",
  },
  {
    mistake: "a pipe without a stream",
    check: accountEventFindings,
    make: set("ActivityTable", "StreamSpecification", undefined),
    finding: "ActivityTable: no stream",
  },
  {
    mistake: "a stream of former items",
    check: accountEventFindings,
    make: set("ActivityTable", "StreamSpecification.StreamViewType", "NEW_AND_OLD_IMAGES"),
    finding: "ActivityTable: its stream has more than new items",
  },
  {
    mistake: "an unencrypted queue",
    check: accountEventFindings,
    make: set("AccountEventsDeadLetters", "SqsManagedSseEnabled", false),
    finding: "AccountEventsDeadLetters: not encrypted",
  },
  {
    mistake: "a queue over plain HTTP",
    check: accountEventFindings,
    make: remove("AccountEventsDeadLettersPolicy"),
    finding: "AccountEventsDeadLetters: accepts plain HTTP",
  },
  {
    mistake: "a queue that any rule may fill",
    check: accountEventFindings,
    make: set("AccountEventsDeadLettersPolicy", "PolicyDocument.Statement.1.Condition", undefined),
    finding: "AccountEventsDeadLetters: anything may send to it",
  },
  {
    mistake: "a webhook without dead letters",
    check: accountEventFindings,
    make: set("AccountEventsWebhookRule", "Targets.0.DeadLetterConfig", undefined),
    finding: "AccountEventsWebhookRule: what webhook does not take is lost",
  },
  {
    mistake: "a bus for other accounts",
    check: accountEventFindings,
    make: set("AccountEventsBus", "Policy", { Statement: [] }),
    finding: "AccountEventsBus: open to other accounts",
  },
  {
    mistake: "a webhook over plain HTTP",
    check: accountEventFindings,
    make: set("AccountEventsWebhook", "InvocationEndpoint", "http://hooks.example.com"),
    finding: "AccountEventsWebhook: called over plain HTTP",
  },
];
