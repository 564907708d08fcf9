import type { Person } from "../../clients/api-client.ts";
import { newAccount } from "../../worlds/staff.ts";
import type { World } from "./world.ts";

/** The content of a request: the path's parameters replace those of `EVERY_ROUTE`. */
export interface Sample {
  readonly token?: string;
  readonly body?: object;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

/** A valid request to a route, and the Cognito operations that it needs, in any order. */
export interface RouteSample {
  /** The route's `operationId`. */
  readonly operation: string;
  /** What distinguishes it from other requests to the route. */
  readonly about?: string;
  readonly calls: readonly string[];
  /** Errors that Cognito can return to such a call, but not to this one: they are about members that are not sent. */
  readonly neverSaid?: Readonly<Record<string, readonly string[]>>;
  /** Errors that are not in AWS's model of such a call, but must be answered: a message that can't be sent. */
  readonly alsoSaid?: Readonly<Record<string, readonly string[]>>;
  /** Called before every request; a sample that uses up its accounts creates new ones. */
  readonly request: (world: World) => Sample | Promise<Sample>;
}

export const asStaff =
  (about: (world: World) => Omit<Sample, "token">): RouteSample["request"] =>
  (world) => ({ token: world.staff.token, ...about(world) });

/** The same without its own body or parameters. */
export const plainly = asStaff(() => ({}));

export const asNewcomer =
  (about: (person: Person) => Omit<Sample, "token">): RouteSample["request"] =>
  async ({ api }) => {
    const { token, person } = await newAccount(api);
    return { token, ...about(person) };
  };

/** A message that Cognito could not send. */
export const UNSENT = ["CodeDeliveryFailureException"];
