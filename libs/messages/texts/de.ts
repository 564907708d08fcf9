import type { AlertTexts, OtpTexts } from "./message-texts.ts";

const NOT_YOU =
  "Wenn Sie das nicht waren, ist jemand anderes in Ihrem Konto: Öffnen Sie selbst die App, setzen Sie Ihr Passwort zurück und melden Sie sich überall ab.";

export const alerts: AlertTexts = {
  labels: {
    device: "Gerät",
    secondStep: "Zweiter Schritt",
    on: "Ein",
    off: "Aus",
    codesLeft: "Verbleibende Wiederherstellungscodes",
    time: "Zeit",
    address: "IP-Adresse",
  },
  alerts: {
    welcome: {
      subject: "Willkommen",
      lead: "Ihr Konto ist bereit. Sie können sich mit Ihrer E-Mail-Adresse anmelden.",
      advice: "Wir fragen Sie niemals per E-Mail oder am Telefon nach Ihrem Passwort oder einem Code.",
    },
    newDevice: {
      subject: "Neue Anmeldung bei Ihrem Konto",
      lead: "Jemand hat sich von einem Gerät, das wir noch nicht kennen, bei Ihrem Konto angemeldet.",
      advice: NOT_YOU,
    },
    emailChanged: {
      subject: "Ihre E-Mail-Adresse wurde geändert",
      lead: "Ihr Konto hat eine neue E-Mail-Adresse. Dies ist die letzte Nachricht an diese hier.",
      advice:
        "Wenn Sie das nicht waren, ist jemand anderes in Ihrem Konto. Wenden Sie sich sofort an den Support: Von dieser Adresse aus lässt sich das Passwort nicht mehr zurücksetzen.",
    },
    passwordChanged: {
      subject: "Ihr Passwort wurde geändert",
      lead: "Ihr Konto hat ein neues Passwort.",
      advice: NOT_YOU,
    },
    mfaChanged: {
      subject: "Anmeldung in zwei Schritten wurde geändert",
      lead: "Der zweite Schritt der Anmeldung bei Ihrem Konto wurde geändert.",
      advice: NOT_YOU,
    },
    recoveryCodeUsed: {
      subject: "Ein Wiederherstellungscode wurde benutzt",
      lead: "Jemand hat sich mit einem Ihrer Wiederherstellungscodes bei Ihrem Konto angemeldet. Der Code gilt nun nicht mehr.",
      advice: NOT_YOU,
    },
  },
};

export const otp: OtpTexts = {
  subject: "Ihr Anmeldecode",
  lead: "Geben Sie diesen Code ein, um sich anzumelden.",
  label: "Ihr Anmeldecode",
  validity: (minutes) =>
    `Er gilt ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} lang und nur einmal.`,
  unasked:
    "Wenn Sie sich nicht gerade anmelden, ignorieren Sie diese Nachricht. Geben Sie den Code niemandem: Wir fragen nicht danach.",
  sms: ({ appName, code }) => `${code} ist Ihr Anmeldecode für ${appName}. Geben Sie ihn nie weiter.`,
};
