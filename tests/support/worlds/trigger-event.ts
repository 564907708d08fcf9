import { readFileSync } from "node:fs";

/**
 * A golden event, as Cognito sends it for a trigger source; fresh each time, for triggers write into it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function triggerEvent<Event>(triggerSource: string): Event {
  const file = new URL(`../../unit/triggers/events/${triggerSource}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
