/** `localhost` may mean either. The second need not exist: machines without IPv6. */
const LOOPBACKS = ["127.0.0.1", "::1"] as const;

/**
 * Where a server listens that was given an IPv4 address: there, and on loopback in any case. All addresses (`0.0.0.0`) have IPv4's
 * loopback among them.
 */
export const listenAddresses = (host: string = LOOPBACKS[0]): readonly string[] => [
  host,
  ...LOOPBACKS.filter((loopback) => loopback !== host && !(host === "0.0.0.0" && loopback === LOOPBACKS[0])),
];

/** Whether only this machine can reach the address. */
export const isLoopbackAddress = (address: string | undefined): boolean =>
  /^(?:(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/.test(address ?? "");
