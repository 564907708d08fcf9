import type { Clock } from "../clock.ts";
import type { Exchange } from "../server/exchange.ts";
import type { PageReply } from "./pages/page.ts";
import type { Person, ProviderKind } from "./people.ts";
import type { StandInState } from "./stand-in-state.ts";

/** The dependencies of every provider of the stand-in. */
export interface StandInContext {
  readonly state: StandInState;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  /** `http://localhost:4566` */
  endpoint(): string;
  /** By the entity id of a service provider: `urn:amazon:cognito:sp:us-east-1_Example`. */
  certificateOf(issuer: string): Promise<string | null>;
  /** `http://localhost:4566/_local/providers/google` */
  baseUrl(kind: ProviderKind): string;
  pictureUrl(person: Person): string;
  send(exchange: Exchange, reply: PageReply): true;
}

export interface StandInProvider {
  /** @param path below the provider's own: `/token` */
  handle(exchange: Exchange, path: string): Promise<true>;
}
