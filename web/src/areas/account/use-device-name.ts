import { useLingui } from "@lingui/react/macro";
import { deviceOf } from "./device-name.ts";

/** "Firefox on Windows"; what is not a browser is called as it calls itself. */
export function useDeviceName(): (userAgent: string) => string {
  const { t } = useLingui();
  return (userAgent) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== undefined && system !== undefined) return t`${browser} on ${system}`;
    return browser ?? system ?? (userAgent.split(/[\s(]/)[0] || t`Unknown device`);
  };
}
