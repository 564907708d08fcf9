/** A function of the service, as far as monitoring looks at it. */
export interface ServiceFunction {
  /** As in functions.yml or triggers.yml: `postConfirmation`. */
  readonly key: string;
  /** The start of its logical ids: `PostConfirmation`. */
  readonly id: string;
  /** Whether Cognito calls it and waits, rather than the gateway. */
  readonly isTrigger: boolean;
  /** Whether it runs by the clock, a few times a day: one failure is one too many. */
  readonly isJob: boolean;
}

interface FunctionDefinition {
  readonly handler?: string;
}

/** Reads what serverless.yml says of `functions`: a map, or a list of maps as its `${file()}` lines make it. */
export function describeFunctions(functions: unknown): ServiceFunction[] {
  const maps = [functions].flat() as readonly Readonly<Record<string, FunctionDefinition>>[];
  return maps
    .flatMap((map) => Object.entries(map ?? {}))
    .map(([key, { handler = "" }]) => ({
      key,
      id: key.charAt(0).toUpperCase() + key.slice(1),
      isTrigger: handler.startsWith("triggers/"),
      isJob: handler.startsWith("jobs/"),
    }));
}
