import type { AlertKind, AlertValues, WaysIn } from "./alert-values.ts";
import type { Brand } from "./brand.ts";
import type { Language } from "./language.ts";
import type { Mail } from "./mail-content.ts";
import { plainDescription } from "./plain-description.ts";
import { renderMail } from "./render-mail.ts";
import { alerts as de } from "./texts/de.ts";
import { alerts as en } from "./texts/en.ts";
import { alerts as es } from "./texts/es.ts";
import { alerts as fr } from "./texts/fr.ts";
import type { AlertTexts } from "./texts/message-texts.ts";

const TEXTS: Readonly<Record<Language, AlertTexts>> = { en, de, es, fr };

/** The values of all alerts. */
type AnyValues = Partial<
  AlertValues["newDevice"] &
    AlertValues["mfaChanged"] &
    AlertValues["passkeyAdded"] &
    AlertValues["identityUnlinked"]
>;

/** What remains after a reset, in the reader's language. */
function waysInOf(waysIn: WaysIn | undefined, { labels }: AlertTexts): [label: string, value: string][] {
  const secondSteps = waysIn?.secondSteps.map((step) => labels.secondSteps[step]).join(", ");
  const passkeys = waysIn && (waysIn.hasPasskeys ? labels.some : labels.none);
  return [
    [labels.secondStep, secondSteps === "" ? labels.none : (secondSteps ?? labels.lookInTheApp)],
    [labels.passkeys, passkeys ?? labels.lookInTheApp],
  ];
}

interface AlertInput<Kind extends AlertKind> {
  readonly language: Language;
  readonly brand: Brand;
  readonly values: AlertValues[Kind];
}

/** In UTC, and says so, because the reader's time zone is unknown. */
function renderTime(time: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
    hourCycle: "h23",
  });
  return `${format.format(time)} UTC`;
}

function factsOf(values: AnyValues, language: Language): [label: string, value: string][] {
  const { labels } = TEXTS[language];
  const { device, passkey, provider, secondStep, codesLeft, time, address } = values;
  const rows: [string, string | undefined][] = [
    [labels.device, device && plainDescription(device)],
    [labels.passkey, passkey && plainDescription(passkey)],
    [labels.provider, provider && plainDescription(provider)],
    [labels.secondStep, secondStep && labels[secondStep]],
    [labels.codesLeft, codesLeft?.toString()],
    [labels.time, time && renderTime(time, language)],
    [labels.address, address && plainDescription(address)],
  ];
  return rows.flatMap(([label, value]) => (value ? [[label, value]] : []));
}

/**
 * A mail that tells users what happened to their account, and what to do if it was not them. It holds no link: people should
 * not learn to follow links in alarming mails.
 *
 * @param input its values come from requests and are shown as data: escaped, shortened, and without anything that a mail
 *   program would turn into a link
 */
export function renderAlert<Kind extends AlertKind>(
  kind: Kind,
  { language, brand, values }: AlertInput<Kind>,
): Mail {
  const { subject, lead, advice } = TEXTS[language].alerts[kind];
  const rows = [
    ...("waysIn" in values ? waysInOf(values.waysIn, TEXTS[language]) : []),
    ...factsOf(values, language),
  ];
  return renderMail({
    language,
    brand,
    title: subject,
    blocks: [
      { kind: "paragraph", text: lead },
      ...(rows.length > 0 ? [{ kind: "facts", rows } as const] : []),
      { kind: "paragraph", text: advice },
    ],
  });
}
