const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads the address of an endpoint for passwords, or for what is made of them: HTTPS, or on this machine.
 *
 * @throws Error that does not repeat the address
 */
export function secretEndpoint(value: string | undefined): URL {
  const url = URL.parse(value ?? "");
  if (url === null) throw new Error("is not a URL");
  if (url.username !== "" || url.password !== "") throw new Error("holds credentials");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname))) {
    throw new Error("is not an https address");
  }
  return url;
}
