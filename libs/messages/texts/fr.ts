import type {
  AlertTexts,
  CodeTexts,
  LinkPageTexts,
  OrganizationTexts,
  OtpTexts,
  SignInLinkTexts,
} from "./message-texts.ts";

const NOT_YOU =
  "Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte : ouvrez vous-même l’application, réinitialisez votre mot de passe et déconnectez toutes les sessions.";

export const alerts: AlertTexts = {
  labels: {
    device: "Appareil",
    passkey: "Clé d’accès",
    provider: "Fournisseur",
    secondStep: "Seconde étape",
    on: "Activée",
    off: "Désactivée",
    codesLeft: "Codes de récupération restants",
    passkeys: "Clés d’accès",
    secondSteps: { totp: "Application d’authentification", sms: "SMS", email: "E-mail" },
    some: "Il y en a",
    none: "Aucune",
    lookInTheApp: "Consultez l’application",
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
    emailWanted: {
      subject: "Quelqu’un a essayé d’utiliser votre adresse e-mail",
      lead: "Quelqu’un a essayé d’utiliser cette adresse e-mail pour un autre compte. Elle appartient déjà au vôtre : rien n’a été modifié.",
      advice: "Si c’était vous, connectez-vous avec cette adresse. Sinon, vous n’avez rien à faire.",
    },
    passwordChanged: {
      subject: "Votre mot de passe a été modifié",
      lead: "Votre compte a un nouveau mot de passe.",
      advice: NOT_YOU,
    },
    passwordReset: {
      subject: "Votre mot de passe a été modifié",
      lead: "Votre compte a un nouveau mot de passe, choisi avec un code reçu dans cette boîte. La seconde étape et les clés d’accès sont restées telles quelles.",
      advice:
        "Connectez-vous et supprimez toute seconde étape ou clé d’accès que vous ne connaissez pas. Si vous n’avez pas choisi ce mot de passe, quelqu’un d’autre lit cette boîte : protégez-la d’abord, puis réinitialisez encore votre mot de passe.",
    },
    mfaChanged: {
      subject: "La connexion en deux étapes a été modifiée",
      lead: "La seconde étape de la connexion à votre compte a été modifiée.",
      advice: NOT_YOU,
    },
    passkeyAdded: {
      subject: "Une clé d’accès a été ajoutée",
      lead: "Votre compte a une nouvelle clé d’accès : quiconque la possède peut se connecter sans votre mot de passe.",
      advice:
        "Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte : ouvrez vous-même l’application, supprimez la clé d’accès, réinitialisez votre mot de passe et déconnectez toutes les sessions.",
    },
    passkeyRemoved: {
      subject: "Une clé d’accès a été supprimée",
      lead: "Une clé d’accès a été supprimée de votre compte. Elle ne permet plus de se connecter.",
      advice: NOT_YOU,
    },
    identityUnlinked: {
      subject: "Un compte associé a été retiré",
      lead: "Un compte d’un fournisseur d’identité a été dissocié de votre compte. Il ne permet plus de se connecter.",
      advice: NOT_YOU,
    },
    recoveryCodesCreated: {
      subject: "De nouveaux codes de récupération ont été créés",
      lead: "De nouveaux codes de récupération ont été créés pour votre compte. Les anciens ne fonctionnent plus.",
      advice:
        "Si ce n’était pas vous, quelqu’un d’autre a accès à votre compte : ouvrez vous-même l’application, réinitialisez votre mot de passe, déconnectez toutes les sessions et créez de nouveaux codes de récupération.",
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

export const signInLink: SignInLinkTexts = {
  subject: "Votre lien de connexion",
  lead: "Ouvrez ce lien dans le navigateur où vous l’avez demandé, puis appuyez sur « Se connecter ».",
  button: "Continuer",
  validity: (minutes) =>
    `Il est valable ${minutes === 1 ? "une minute" : `${minutes} minutes`}, une seule fois et dans ce navigateur uniquement.`,
  unasked:
    "Si vous n’êtes pas en train de vous connecter, ignorez ce message : le lien seul ne connecte personne. Ne le transférez pas.",
};

const CONFIRM_ACCOUNT = {
  subject: "Confirmez votre compte",
  label: "Votre code de confirmation",
  validity: "Il est valable 24 heures.",
  unasked: "Si cette inscription ne vient pas de vous, ignorez ce message : rien ne se fera sans vous.",
  sms: ({ appName, code }) => `${code} est votre code de confirmation ${appName}. Ne le partagez jamais.`,
} satisfies Partial<CodeTexts["purposes"]["SignUp"]>;

export const codes: CodeTexts = {
  username: "Votre nom d’utilisateur",
  purposes: {
    SignUp: { ...CONFIRM_ACCOUNT, lead: "Bienvenue ! Saisissez ce code pour confirmer votre compte." },
    ResendCode: {
      ...CONFIRM_ACCOUNT,
      lead: "Voici un nouveau code pour confirmer votre compte. Les précédents ne sont plus valables.",
    },
    AdminCreateUser: {
      subject: "Vous avez reçu une invitation",
      lead: "Un compte a été créé pour vous. Connectez-vous avec ce mot de passe temporaire et choisissez le vôtre.",
      label: "Votre mot de passe temporaire",
      validity: "Il est valable quelques jours.",
      unasked: "Si vous n’attendiez pas d’invitation, ignorez ce message.",
      sms: ({ appName, code, username }) =>
        `${appName} : votre identifiant est ${username}, votre mot de passe temporaire est ${code}`,
    },
    ForgotPassword: {
      subject: "Réinitialisez votre mot de passe",
      lead: "Saisissez ce code pour choisir un nouveau mot de passe.",
      label: "Votre code de réinitialisation",
      validity: "Il est valable une heure.",
      unasked: "Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.",
      sms: ({ appName, code }) => `${code} est votre code de mot de passe ${appName}. Ne le partagez jamais.`,
    },
    UpdateUserAttribute: {
      subject: "Confirmez votre nouveau contact",
      lead: "Saisissez ce code dans l’application pour confirmer que cette adresse ou ce numéro est à vous.",
      label: "Votre code de confirmation",
      validity: "Il est valable 24 heures.",
      unasked: "Si vous n’avez pas modifié votre compte, ignorez ce message : rien ne change sans le code.",
      sms: ({ appName, code }) => `${code} est votre code de confirmation ${appName}. Ne le partagez jamais.`,
    },
    VerifyUserAttribute: {
      subject: "Vérifiez votre contact",
      lead: "Saisissez ce code dans l’application pour vérifier que cette adresse ou ce numéro est à vous.",
      label: "Votre code de vérification",
      validity: "Il est valable 24 heures.",
      unasked: "Si vous n’avez rien demandé, ignorez ce message.",
      sms: ({ appName, code }) => `${code} est votre code de vérification ${appName}. Ne le partagez jamais.`,
    },
    Authentication: {
      subject: "Votre code de connexion",
      lead: "Saisissez ce code pour terminer la connexion.",
      label: "Votre code de connexion",
      validity: "Il est valable quelques minutes.",
      unasked:
        "Si vous n’êtes pas en train de vous connecter, changez votre mot de passe : quelqu’un d’autre le connaît. Ne donnez ce code à personne.",
      sms: ({ appName, code }) => `${code} est votre code de connexion ${appName}. Ne le partagez jamais.`,
    },
  },
  links: {
    SignUp: {
      lead: "Bienvenue ! Il ne reste qu’une étape : confirmez votre compte.",
      button: "Confirmer le compte",
    },
    ResendCode: {
      lead: "Voici un nouveau lien pour confirmer votre compte. Les précédents ne sont plus valables.",
      button: "Confirmer le compte",
    },
    ForgotPassword: {
      lead: "Suivez ce lien pour choisir un nouveau mot de passe.",
      button: "Choisir un mot de passe",
    },
  },
};

export const organizations: OrganizationTexts = {
  subject: "Vous êtes invité à rejoindre une organisation",
  lead: "Vous êtes invité à en devenir membre. Pour accepter, connectez-vous avec cette adresse e-mail ou créez un compte avec elle.",
  organization: "Organisation",
  button: "Ouvrir l’invitation",
  validity: (days) => `L’invitation est valable ${days} jours et ne sert qu’une fois.`,
  unasked: "Si vous ne l’attendiez pas, ignorez ce message : sans vous, rien ne se passe.",
};

export const linkPages: LinkPageTexts = {
  email: "Adresse e-mail",
  code: "Code",
  newPassword: "Nouveau mot de passe",
  showPassword: "Afficher le mot de passe",
  passwordRule: (minimumLength) =>
    `Au moins ${minimumLength} caractères. Plusieurs mots valent mieux qu’un seul.`,
  noScript:
    "Cette page a besoin de JavaScript. Sans lui, saisissez le code dans l’application : il est à la fin de l’adresse de cette page, après « code= ».",
  incomplete:
    "Une partie du lien manque. Ouvrez-le de nouveau depuis l’e-mail ou saisissez ce qui vous a été envoyé.",
  errors: {
    code: "Le lien ou le code est incorrect ou n’est plus valable. Demandez-en un nouveau dans l’application.",
    password: "Ce mot de passe est trop court ou trop facile à deviner. Choisissez-en un autre.",
    reused: "Vous avez déjà utilisé ce mot de passe. Choisissez-en un autre.",
    throttled: "Trop de tentatives. Attendez une minute, puis réessayez.",
    other: "Cela n’a pas fonctionné. Réessayez dans un instant.",
  },
  pages: {
    confirm: {
      title: "Confirmez votre compte",
      lead: "Choisissez un mot de passe pour votre compte. Il sera valable dès que vous aurez confirmé que cette adresse est à vous.",
      button: "Confirmer le compte",
      done: "Votre compte est confirmé. Vous pouvez fermer cette page et vous connecter.",
    },
    reset: {
      title: "Choisissez un nouveau mot de passe",
      lead: "Le nouveau mot de passe remplace l’ancien pour ce compte.",
      button: "Enregistrer le mot de passe",
      done: "Votre nouveau mot de passe est enregistré. Vous pouvez fermer cette page et vous connecter.",
    },
  },
};
