import type { Shape } from "./service-model.ts";

/**
 * Where the published model is stricter than the service it describes, by shape.
 *
 * - `DomainType`: its pattern knows prefixes alone; the operations that take it take domains of one's own too
 *   (API_CreateUserPoolDomain, `Domain`: "for a custom domain … auth.example.com").
 */
export const modelCorrections: Readonly<Record<string, Partial<Shape>>> = {
  DomainType: { pattern: "^[a-z0-9](?:[a-z0-9\\-.]{0,61}[a-z0-9])?$" },
};
