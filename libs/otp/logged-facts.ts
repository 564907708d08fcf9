interface TriggerFacts {
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly request: { readonly userNotFound?: boolean | undefined };
}

/** What of an event may be logged. The name of a user that is none is what somebody typed, such as an address. */
export function loggedFacts({ triggerSource, userPoolId, userName, request }: TriggerFacts) {
  return { triggerSource, userPoolId, userName: request.userNotFound === true ? "nobody" : userName };
}
