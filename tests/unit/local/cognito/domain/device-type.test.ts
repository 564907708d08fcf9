import { expect, test } from "@jest/globals";
import { deviceTypeOf } from "../../../../../local/cognito/domain/device-type.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) ${WEBKIT} Chrome/125.0.0.0 Safari/537.36`,
    "Chrome 125 / macOS 15.0",
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/125.0.0.0 Safari/537.36 Edg/125.0.0.0`,
    "Edge 125 / Windows 10",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari 18 / iOS 18.1",
  ],
  [
    "Mozilla/5.0 (iPad; CPU OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/125.0 Mobile/15E148 Safari/604.1",
    "Chrome 125 / iOS 17.5.1",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15",
    "Safari 17 / macOS 10.15",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox 130 / Linux"],
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/125.0.0.0 Safari/537.36`, "Chrome 125 / Linux"],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0`,
    "Opera 111 / Windows 10",
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-S921B) ${WEBKIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
    "Samsung Internet 25 / Android 14",
  ],
  [
    `Mozilla/5.0 (Linux; Android 15; Pixel 9) ${WEBKIT} Chrome/125.0.0.0 Mobile Safari/537.36`,
    "Chrome 125 / Android 15",
  ],
  ["aws-sdk-js/3.1169.0 ua/2.1 os/linux#6.1 lang/js", "aws-sdk-js 3 / Linux"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "Linux"],
  ["curl/8.5.0", "curl 8"],
  ["compatible; spider/3", "unknown"],
  ["Mozilla/5.0", "unknown"],
  ["", "unknown"],
  [undefined, "unknown"],
])("%s is %s", (userAgent, device) => {
  expect(deviceTypeOf(userAgent)).toBe(device);
});
