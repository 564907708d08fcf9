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

/** A trigger that is not always the pool's has no event: resources/user-migration.yml. */
const OPTIONAL_TRIGGERS = ["userMigration"];

interface FunctionDefinition {
  readonly handler?: string;
  readonly events?: readonly Readonly<Record<string, unknown>>[];
}

/** Reads what serverless.yml says of `functions`: a map, or a list of maps as its `${file()}` lines make it. */
export function describeFunctions(functions: unknown): ServiceFunction[] {
  const maps = [functions].flat() as readonly Readonly<Record<string, FunctionDefinition>>[];
  return maps
    .flatMap((map) => Object.entries(map ?? {}))
    .map(([key, { events = [], handler = "" }]) => ({
      key,
      id: key.charAt(0).toUpperCase() + key.slice(1),
      isTrigger: OPTIONAL_TRIGGERS.includes(key) || events.some((event) => "cognitoUserPool" in event),
      isJob: handler.startsWith("jobs/"),
    }));
}
