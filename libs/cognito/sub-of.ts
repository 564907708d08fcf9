/** The part of a trigger's event that identifies its user. */
interface UserEvent {
  readonly userName: string;
  readonly request: { readonly userAttributes: { readonly sub?: string | undefined } };
}

/** The `sub` of a trigger's user; the username where the event has no attributes, as for an unknown user. */
export const subOf = ({ userName, request }: UserEvent): string => request.userAttributes.sub ?? userName;
