/**
 * Runs a pool's Lambda triggers as Cognito does: synchronously, five seconds each, tried again where no answer came
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html).
 */
import type { LambdaInvoker, LambdaOutcome } from "../../lambda/lambda-invoker.ts";
import type { ServiceError } from "../../protocol/service-error.ts";
import { recordTrigger } from "../../recorder/record-trigger.ts";
import { readTriggerResponse, type TriggerEvent } from "../domain/trigger-event.ts";
import {
  triggerRefused,
  triggerResponseInvalid,
  triggerTimedOut,
  triggerUnreachable,
} from "../errors/trigger-errors.ts";
import type { TriggerCall, TriggerName, Triggers } from "../trigger-port.ts";
import { triggerTarget } from "../trigger-target.ts";

const TIMEOUT_MS = 5000;
/** "After three unsuccessful attempts, the function times out." */
const ATTEMPTS = 3;
/** What Cognito writes where it does not know the caller's SDK. */
const UNKNOWN_SDK = "aws-sdk-unknown-unknown";
const NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE";

interface Options {
  readonly lambdas: LambdaInvoker;
  /** Told which trigger answered something that Cognito can't read, and what of it. */
  readonly onOddResponse: (problem: string) => void;
}

export function createLambdaTriggers({ lambdas, onOddResponse }: Options): Triggers {
  function refuseResponse(trigger: TriggerName, problem: string): ServiceError {
    onOddResponse(`${trigger}: ${problem}`);
    return triggerResponseInvalid();
  }

  async function invoke(arn: string, event: TriggerEvent): Promise<LambdaOutcome> {
    let outcome = await lambdas.invoke(arn, event, { timeoutMs: TIMEOUT_MS });
    for (let attempt = 1; attempt < ATTEMPTS && outcome.kind === "timed-out"; attempt += 1) {
      outcome = await lambdas.invoke(arn, event, { timeoutMs: TIMEOUT_MS });
    }
    return outcome;
  }

  function readOutcome(trigger: TriggerName, event: TriggerEvent, outcome: LambdaOutcome) {
    switch (outcome.kind) {
      case "timed-out":
        throw triggerTimedOut(trigger);
      case "unreachable":
        throw triggerUnreachable(trigger, outcome.reason);
      case "function-error":
        throw triggerRefused(trigger, outcome.errorMessage);
      case "result": {
        let problem = "";
        const response = readTriggerResponse(trigger, event, outcome.payload, (odd) => {
          problem = odd;
        });
        if (response === null) throw refuseResponse(trigger, problem);
        return response;
      }
    }
  }

  return {
    async run(call) {
      const target = triggerTarget(call.pool.settings, call.trigger);
      if (target === null) return null;
      const event = eventOf(call, target.version);
      const { trigger } = call;
      return recordTrigger({ trigger, functionArn: target.arn, event }, async () => {
        const outcome = await invoke(target.arn, event);
        return { outcome, response: () => readOutcome(trigger, event, outcome) };
      });
    },

    refuseResponse,
  };
}

function eventOf(call: TriggerCall, version: string): TriggerEvent {
  return {
    version,
    triggerSource: call.source,
    region: call.pool.region,
    userPoolId: call.pool.id,
    userName: call.username,
    callerContext: { awsSdkVersion: UNKNOWN_SDK, clientId: call.clientId ?? NO_CLIENT },
    request: call.request,
    response: call.response ?? {},
  };
}
