import type { Resources } from "./alarms.ts";

/** Where alarms go. Its messages hold no personal data, so it has no key of its own. */
export const alarmTopic: Resources = {
  AlarmTopic: {
    Type: "AWS::SNS::Topic",
    Condition: "HasMonitoring",
    Properties: { DisplayName: "Authentication alarms" },
  },
  AlarmTopicPolicy: {
    Type: "AWS::SNS::TopicPolicy",
    Condition: "HasMonitoring",
    Properties: {
      Topics: [{ Ref: "AlarmTopic" }],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: { Ref: "AlarmTopic" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          },
        ],
      },
    },
  },
  AlarmSubscription: {
    Type: "AWS::SNS::Subscription",
    Condition: "HasAlarmEmail",
    Properties: { TopicArn: { Ref: "AlarmTopic" }, Protocol: "email", Endpoint: { Ref: "AlarmEmail" } },
  },
};
