/** What a trigger logs of its event: where it came from and whose it is. The user name is an id, never an address. */
interface TriggerFacts {
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
}

/**
 * Writes one JSON line, in the form of the modules' logger. Triggers have this instead of it: the logger alone is larger
 * than a trigger's bundle may be.
 */
export function logTrigger(
  level: "INFO" | "ERROR",
  message: string,
  { triggerSource, userPoolId, userName }: TriggerFacts,
  values: Readonly<Record<string, string>> = {},
): void {
  const line = {
    level,
    message,
    timestamp: new Date().toISOString(),
    service: process.env.POWERTOOLS_SERVICE_NAME,
    triggerSource,
    userPoolId,
    userName,
    ...values,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
