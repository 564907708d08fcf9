import type { LambdaInvoker, LambdaOutcome } from "../../../local/lambda/lambda-invoker.ts";

/** Marks what a function returns as an outcome rather than a payload. */
export class Outcome {
  readonly outcome: LambdaOutcome;

  constructor(outcome: LambdaOutcome) {
    this.outcome = outcome;
  }
}

/** What Lambda would answer for a function that does this. */
export async function outcomeOf(run: () => unknown): Promise<LambdaOutcome> {
  try {
    const payload = await run();
    return payload instanceof Outcome ? payload.outcome : { kind: "result", payload };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: "function-error", errorType: name, errorMessage: message };
  }
}

/** The ARN of a function by its name. */
export const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

const nameIn = (arn: string) => arn.slice(arn.lastIndexOf(":") + 1);

/** Functions that run in the test's own process. */
export const inProcessLambdas = (run: (event: never, name: string) => unknown): LambdaInvoker => ({
  invoke: (arn, event) => outcomeOf(() => run(event as never, nameIn(arn))),
});
