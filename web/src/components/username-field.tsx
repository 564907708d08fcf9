import type { ReactNode } from "react";

/** The address that password managers keep with a new password. Hidden, and not reachable by Tab. */
export const UsernameField = ({ email }: { readonly email: string }): ReactNode => (
  <input
    className="visually-hidden"
    type="email"
    name="email"
    autoComplete="username"
    value={email}
    readOnly
    tabIndex={-1}
    aria-hidden="true"
  />
);
