import { isIP } from "node:net";

/** Whether it is an IP address range in CIDR notation (RFC 4632, RFC 4291 §2.3). */
export function isAddressRange(range: string): boolean {
  const [address = "", length, ...rest] = range.split("/");
  const family = isIP(address);
  if (family === 0 || length === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return Number(length) <= (family === 4 ? 32 : 128);
}
