import { useEffect, useState } from "react";
import { auth, useSession } from "../../../session/session.ts";

export interface OwnTokens {
  readonly access: string | undefined;
  readonly id: string | undefined;
}

/** The tokens of this page's session, from memory; renders again when they are replaced. `undefined` until they are read. */
export function useOwnTokens(): OwnTokens | undefined {
  const session = useSession();
  const [tokens, setTokens] = useState<OwnTokens>();
  useEffect(() => {
    let isCurrent = true;
    const take = async () => {
      const access = session === undefined ? undefined : await auth().accessToken();
      if (isCurrent) setTokens({ access, id: access === undefined ? undefined : auth().idToken() });
    };
    take().catch(() => setTokens({ access: undefined, id: auth().idToken() }));
    return () => {
      isCurrent = false;
    };
  }, [session]);
  return tokens;
}
