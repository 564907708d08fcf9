import type { Shape } from "./service-model.ts";

/**
 * Where the published model is stricter than the service it describes, by shape.
 *
 * - `DomainType`: its pattern knows prefixes alone; the operations that take it take domains of one's own too
 *   (API_CreateUserPoolDomain, `Domain`: "for a custom domain … auth.example.com"), and say in words of their own what is wrong
 *   with a prefix.
 * - `PasswordType`: its pattern, `[\S]+`, allows no space anywhere. Spaces inside a password are allowed
 *   (https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html), and the service's own refusals
 *   name this pattern.
 */
export const modelCorrections: Readonly<Record<string, Partial<Shape>>> = {
  PasswordType: { pattern: "^[\\S]+.*[\\S]+$" },
  DomainType: { pattern: "[\\s\\S]*" },
};
