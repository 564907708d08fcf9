/**
 * Request rates of the categories of operations, in requests per second
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html).
 */

/** The default rates; the key is the limit's attribute `Category`. */
const DEFAULT_RATES: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  ClientAuthentication: 150,
};

/** Categories of operations on pools, and what is in them, keep their rate. */
const isAdjustable = (category: string): boolean => !category.startsWith("UserPool");

/** On AWS the account's quota in Service Quotas; here, where there is none, ten times the default. */
const MAX_FACTOR = 10;

export interface Rate {
  readonly free: number;
  /** The highest that can be provisioned. */
  readonly max: number;
}

/** `null` for an unknown category. */
export function rateOf(category: string): Rate | null {
  const free = Object.hasOwn(DEFAULT_RATES, category) ? DEFAULT_RATES[category] : undefined;
  return free === undefined ? null : { free, max: isAdjustable(category) ? free * MAX_FACTOR : free };
}
