import type { Template } from "../../cloudformation/template.ts";
import { resourcesOfType } from "./check.ts";

interface Pool {
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string };
  readonly SmsConfiguration?: object;
}
interface Lambda {
  readonly Environment?: { readonly Variables: Record<string, unknown> };
}

/** Functions with settings for a sender or for countries that the pool can't use: the feature is only half enabled. */
export function halfOnFindings(template: Template): string[] {
  const [pool] = resourcesOfType<Pool>(template, "AWS::Cognito::UserPool");
  const isOff: Readonly<Record<string, boolean>> = {
    MAIL_FROM: pool?.properties.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER",
    SMS_COUNTRIES: pool?.properties.SmsConfiguration === undefined,
  };
  return resourcesOfType<Lambda>(template, "AWS::Lambda::Function").flatMap(({ id, properties }) =>
    Object.entries(properties.Environment?.Variables ?? {})
      .filter(([name, value]) => isOff[name] === true && value !== "")
      .map(([name]) => `${id}: ${name} is set, but the pool can't send`),
  );
}
