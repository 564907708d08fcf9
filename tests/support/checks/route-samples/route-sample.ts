import type { Person } from "../../clients/api-client.ts";
import { newAccount } from "../../worlds/staff.ts";
import type { World } from "./world.ts";

/** What is sent to a route: the path's parameters replace those of `EVERY_ROUTE`. */
export interface Sample {
  readonly token?: string;
  readonly body?: object;
  readonly path?: string;
}

/** A good request to a route, and the operations of Cognito that answering it takes, in no order. */
export interface RouteSample {
  /** The route's `operationId`. */
  readonly operation: string;
  /** What tells it from other requests to the route. */
  readonly about?: string;
  readonly calls: readonly string[];
  /** What Cognito may say to such a call, but never to this one: it is about members that are not sent. */
  readonly neverSaid?: Readonly<Record<string, readonly string[]>>;
  /** What is not in AWS's model of such a call, and is to be answered all the same: a message that can't be sent. */
  readonly alsoSaid?: Readonly<Record<string, readonly string[]>>;
  /** Asked for before every request; one that would wear its accounts out makes new ones. */
  readonly request: (world: World) => Sample | Promise<Sample>;
}

export const asStaff =
  (about: (world: World) => Omit<Sample, "token">): RouteSample["request"] =>
  (world) => ({ token: world.staff.token, ...about(world) });

/** The same without a body or parameters of its own. */
export const plainly = asStaff(() => ({}));

export const asNewcomer =
  (about: (person: Person) => Omit<Sample, "token">): RouteSample["request"] =>
  async ({ api }) => {
    const { token, person } = await newAccount(api);
    return { token, ...about(person) };
  };

/** A message of Cognito's that could not be sent. */
export const UNSENT = ["CodeDeliveryFailureException"];
