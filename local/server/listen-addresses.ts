/** `localhost` may mean either. Machines without IPv6 do not have the second. */
const LOOPBACKS = ["127.0.0.1", "::1"] as const;

/**
 * The addresses of a server with a configured IPv4 address: that one, and loopback. `0.0.0.0` includes IPv4's loopback.
 */
export const listenAddresses = (host: string = LOOPBACKS[0]): readonly string[] => [
  host,
  ...LOOPBACKS.filter((loopback) => loopback !== host && !(host === "0.0.0.0" && loopback === LOOPBACKS[0])),
];

/** Whether only this machine can reach the address. */
export const isLoopbackAddress = (address: string | undefined): boolean =>
  /^(?:(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/.test(address ?? "");
