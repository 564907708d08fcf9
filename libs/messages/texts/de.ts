import type {
  AlertTexts,
  CodeTexts,
  LinkPageTexts,
  OrganizationTexts,
  OtpTexts,
  SignInLinkTexts,
} from "./message-texts.ts";

const NOT_YOU =
  "Wenn Sie das nicht waren, ist jemand anderes in Ihrem Konto: Öffnen Sie selbst die App, setzen Sie Ihr Passwort zurück und melden Sie sich überall ab.";

export const alerts: AlertTexts = {
  labels: {
    device: "Gerät",
    passkey: "Passkey",
    provider: "Anbieter",
    secondStep: "Zweiter Schritt",
    on: "Ein",
    off: "Aus",
    codesLeft: "Verbleibende Wiederherstellungscodes",
    passkeys: "Passkeys",
    secondSteps: { totp: "Authenticator-App", sms: "SMS", email: "E-Mail" },
    some: "Vorhanden",
    none: "Keine",
    lookInTheApp: "Sehen Sie in der App nach",
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
    emailWanted: {
      subject: "Jemand wollte Ihre E-Mail-Adresse verwenden",
      lead: "Jemand wollte diese E-Mail-Adresse für ein anderes Konto verwenden. Sie gehört schon zu Ihrem Konto, deshalb wurde nichts geändert.",
      advice: "Wenn Sie das waren, melden Sie sich mit dieser Adresse an. Wenn nicht, müssen Sie nichts tun.",
    },
    passwordChanged: {
      subject: "Ihr Passwort wurde geändert",
      lead: "Ihr Konto hat ein neues Passwort.",
      advice: NOT_YOU,
    },
    passwordReset: {
      subject: "Ihr Passwort wurde geändert",
      lead: "Ihr Konto hat ein neues Passwort, gewählt mit einem Code aus diesem Postfach. Ein zweiter Schritt und Passkeys sind geblieben, wie sie waren.",
      advice:
        "Melden Sie sich an und entfernen Sie jeden zweiten Schritt und jeden Passkey, den Sie nicht kennen. Wenn Sie das Passwort nicht gewählt haben, liest jemand anderes dieses Postfach: Sichern Sie zuerst das Postfach und setzen Sie dann Ihr Passwort noch einmal zurück.",
    },
    mfaChanged: {
      subject: "Anmeldung in zwei Schritten wurde geändert",
      lead: "Der zweite Schritt der Anmeldung bei Ihrem Konto wurde geändert.",
      advice: NOT_YOU,
    },
    passkeyAdded: {
      subject: "Ein Passkey wurde hinzugefügt",
      lead: "Ihr Konto hat einen neuen Passkey: Wer ihn hat, kann sich ohne Ihr Passwort anmelden.",
      advice:
        "Wenn Sie das nicht waren, ist jemand anderes in Ihrem Konto: Öffnen Sie selbst die App, entfernen Sie den Passkey, setzen Sie Ihr Passwort zurück und melden Sie sich überall ab.",
    },
    passkeyRemoved: {
      subject: "Ein Passkey wurde entfernt",
      lead: "Ein Passkey wurde aus Ihrem Konto entfernt. Er funktioniert bei der Anmeldung nicht mehr.",
      advice: NOT_YOU,
    },
    identityUnlinked: {
      subject: "Ein verknüpftes Konto wurde entfernt",
      lead: "Ein Konto bei einem Anbieter wurde von Ihrem Konto gelöst. Damit können Sie sich nicht mehr anmelden.",
      advice: NOT_YOU,
    },
    recoveryCodesCreated: {
      subject: "Neue Wiederherstellungscodes wurden erstellt",
      lead: "Für Ihr Konto wurden neue Wiederherstellungscodes erstellt. Die bisherigen gelten nicht mehr.",
      advice:
        "Wenn Sie das nicht waren, ist jemand anderes in Ihrem Konto: Öffnen Sie selbst die App, setzen Sie Ihr Passwort zurück, melden Sie sich überall ab und erstellen Sie neue Wiederherstellungscodes.",
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

export const signInLink: SignInLinkTexts = {
  subject: "Ihr Anmeldelink",
  lead: "Öffnen Sie diesen Link in dem Browser, in dem Sie ihn angefordert haben, und drücken Sie dort auf „Anmelden“.",
  button: "Weiter zur Anmeldung",
  validity: (minutes) =>
    `Er gilt ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} lang, nur einmal und nur in diesem Browser.`,
  unasked:
    "Wenn Sie sich nicht gerade anmelden, ignorieren Sie diese Nachricht: Der Link allein meldet niemanden an. Leiten Sie ihn nicht weiter.",
};

const CONFIRM_ACCOUNT = {
  subject: "Bestätigen Sie Ihr Konto",
  label: "Ihr Bestätigungscode",
  validity: "Er gilt 24 Stunden lang.",
  unasked:
    "Wenn Sie sich nicht registriert haben, ignorieren Sie diese Nachricht: Ohne Sie geschieht nichts.",
  sms: ({ appName, code }) => `${code} ist Ihr Bestätigungscode für ${appName}. Geben Sie ihn nie weiter.`,
} satisfies Partial<CodeTexts["purposes"]["SignUp"]>;

export const codes: CodeTexts = {
  username: "Ihr Benutzername",
  purposes: {
    SignUp: {
      ...CONFIRM_ACCOUNT,
      lead: "Willkommen! Geben Sie diesen Code ein, um Ihr Konto zu bestätigen.",
    },
    ResendCode: {
      ...CONFIRM_ACCOUNT,
      lead: "Hier ist ein neuer Code, um Ihr Konto zu bestätigen. Frühere Codes gelten nicht mehr.",
    },
    AdminCreateUser: {
      subject: "Sie sind eingeladen",
      lead: "Für Sie wurde ein Konto angelegt. Melden Sie sich mit diesem vorläufigen Passwort an und wählen Sie ein eigenes.",
      label: "Ihr vorläufiges Passwort",
      validity: "Es gilt einige Tage lang.",
      unasked: "Wenn Sie keine Einladung erwarten, ignorieren Sie diese Nachricht.",
      sms: ({ appName, code, username }) =>
        `${appName}: Ihr Benutzername ist ${username}, Ihr vorläufiges Passwort ist ${code}`,
    },
    ForgotPassword: {
      subject: "Setzen Sie Ihr Passwort zurück",
      lead: "Geben Sie diesen Code ein, um ein neues Passwort zu wählen.",
      label: "Ihr Code zum Zurücksetzen",
      validity: "Er gilt eine Stunde lang.",
      unasked:
        "Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.",
      sms: ({ appName, code }) =>
        `${code} ist Ihr Code für ein neues Passwort bei ${appName}. Geben Sie ihn nie weiter.`,
    },
    UpdateUserAttribute: {
      subject: "Bestätigen Sie Ihren neuen Kontakt",
      lead: "Geben Sie diesen Code in der App ein, um zu bestätigen, dass diese Adresse oder Nummer Ihnen gehört.",
      label: "Ihr Bestätigungscode",
      validity: "Er gilt 24 Stunden lang.",
      unasked:
        "Wenn Sie Ihr Konto nicht geändert haben, ignorieren Sie diese Nachricht: Ohne den Code ändert sich nichts.",
      sms: ({ appName, code }) =>
        `${code} ist Ihr Bestätigungscode für ${appName}. Geben Sie ihn nie weiter.`,
    },
    VerifyUserAttribute: {
      subject: "Überprüfung Ihres Kontakts",
      lead: "Geben Sie diesen Code in der App ein, um zu zeigen, dass diese Adresse oder Nummer Ihnen gehört.",
      label: "Ihr Prüfcode",
      validity: "Er gilt 24 Stunden lang.",
      unasked: "Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht.",
      sms: ({ appName, code }) => `${code} ist Ihr Prüfcode für ${appName}. Geben Sie ihn nie weiter.`,
    },
    Authentication: {
      subject: "Ihr Anmeldecode",
      lead: "Geben Sie diesen Code ein, um die Anmeldung abzuschließen.",
      label: "Ihr Anmeldecode",
      validity: "Er gilt einige Minuten lang.",
      unasked:
        "Wenn Sie sich nicht gerade anmelden, ändern Sie Ihr Passwort: Jemand anderes kennt es. Geben Sie den Code niemandem.",
      sms: ({ appName, code }) => `${code} ist Ihr Anmeldecode für ${appName}. Geben Sie ihn nie weiter.`,
    },
  },
  links: {
    SignUp: {
      lead: "Willkommen! Nur ein Schritt fehlt noch: Bestätigen Sie Ihr Konto.",
      button: "Konto bestätigen",
    },
    ResendCode: {
      lead: "Hier ist ein neuer Link, um Ihr Konto zu bestätigen. Frühere Links gelten nicht mehr.",
      button: "Konto bestätigen",
    },
    ForgotPassword: {
      lead: "Folgen Sie diesem Link, um ein neues Passwort zu wählen.",
      button: "Neues Passwort wählen",
    },
  },
};

export const organizations: OrganizationTexts = {
  subject: "Sie wurden in eine Organisation eingeladen",
  lead: "Sie sind eingeladen, Mitglied zu werden. Melden Sie sich mit dieser E-Mail-Adresse an oder erstellen Sie damit ein Konto, um anzunehmen.",
  organization: "Organisation",
  button: "Einladung öffnen",
  validity: (days) => `Die Einladung gilt ${days} Tage lang und nur einmal.`,
  unasked: "Wenn Sie sie nicht erwartet haben, ignorieren Sie diese Nachricht: Ohne Sie geschieht nichts.",
};

export const linkPages: LinkPageTexts = {
  email: "E-Mail-Adresse",
  code: "Code",
  newPassword: "Neues Passwort",
  showPassword: "Passwort anzeigen",
  passwordRule: (minimumLength) =>
    `Mindestens ${minimumLength} Zeichen. Mehrere Wörter sind besser als eines.`,
  noScript:
    "Diese Seite braucht JavaScript. Geben Sie sonst den Code in der App ein: Er steht am Ende der Adresse dieser Seite, hinter „code=“.",
  incomplete:
    "Ein Teil des Links fehlt. Öffnen Sie ihn noch einmal aus der E-Mail oder geben Sie ein, was Ihnen geschickt wurde.",
  errors: {
    code: "Der Link oder Code ist falsch oder nicht mehr gültig. Fordern Sie in der App einen neuen an.",
    password: "Dieses Passwort ist zu kurz oder zu leicht zu erraten. Wählen Sie ein anderes.",
    reused: "Dieses Passwort haben Sie schon einmal benutzt. Wählen Sie ein anderes.",
    throttled: "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann erneut.",
    other: "Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.",
  },
  pages: {
    confirm: {
      title: "Bestätigen Sie Ihr Konto",
      lead: "Wählen Sie ein Passwort für Ihr Konto. Es gilt, sobald Sie bestätigt haben, dass diese Adresse Ihnen gehört.",
      button: "Konto bestätigen",
      done: "Ihr Konto ist bestätigt. Sie können diese Seite schließen und sich anmelden.",
    },
    reset: {
      title: "Wählen Sie ein neues Passwort",
      lead: "Das neue Passwort ersetzt das alte für dieses Konto.",
      button: "Passwort speichern",
      done: "Ihr neues Passwort ist gespeichert. Sie können diese Seite schließen und sich anmelden.",
    },
  },
};
