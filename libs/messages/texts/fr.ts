import type { AlertTexts, OtpTexts } from "./message-texts.ts";

const NOT_YOU =
  "Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte : ouvrez vous-même l’application, réinitialisez votre mot de passe et déconnectez toutes les sessions.";

export const alerts: AlertTexts = {
  labels: {
    device: "Appareil",
    secondStep: "Deuxième étape",
    on: "Activée",
    off: "Désactivée",
    codesLeft: "Codes de récupération restants",
    time: "Date et heure",
    address: "Adresse IP",
  },
  alerts: {
    welcome: {
      subject: "Bienvenue",
      lead: "Votre compte est prêt. Vous pouvez vous connecter avec votre adresse e-mail.",
      advice: "Nous ne vous demanderons jamais votre mot de passe ni un code par e-mail ou par téléphone.",
    },
    newDevice: {
      subject: "Nouvelle connexion à votre compte",
      lead: "Quelqu’un s’est connecté à votre compte depuis un appareil que nous ne connaissions pas.",
      advice: NOT_YOU,
    },
    emailChanged: {
      subject: "Votre adresse e-mail a été modifiée",
      lead: "Votre compte a une nouvelle adresse e-mail. Ceci est le dernier message envoyé à l’ancienne.",
      advice:
        "Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte. Contactez immédiatement l’assistance : le mot de passe ne peut plus être réinitialisé depuis cette adresse.",
    },
    passwordChanged: {
      subject: "Votre mot de passe a été modifié",
      lead: "Votre compte a un nouveau mot de passe.",
      advice: NOT_YOU,
    },
    mfaChanged: {
      subject: "La connexion en deux étapes a été modifiée",
      lead: "La deuxième étape de la connexion à votre compte a été modifiée.",
      advice: NOT_YOU,
    },
    recoveryCodeUsed: {
      subject: "Un code de récupération a été utilisé",
      lead: "Quelqu’un s’est connecté à votre compte avec l’un de vos codes de récupération. Il ne peut plus être utilisé.",
      advice: NOT_YOU,
    },
  },
};

export const otp: OtpTexts = {
  subject: "Votre code de connexion",
  lead: "Saisissez ce code pour vous connecter.",
  label: "Votre code de connexion",
  validity: (minutes) =>
    `Il est valable ${minutes === 1 ? "une minute" : `${minutes} minutes`} et ne sert qu’une fois.`,
  unasked:
    "Si vous n’êtes pas en train de vous connecter, ignorez ce message. Ne donnez ce code à personne : nous ne vous le demanderons jamais.",
  sms: ({ appName, code }) => `${code} est votre code de connexion ${appName}. Ne le partagez jamais.`,
};
