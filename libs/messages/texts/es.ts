import type {
  AlertTexts,
  CodeTexts,
  LinkPageTexts,
  OrganizationTexts,
  OtpTexts,
  SignInLinkTexts,
} from "./message-texts.ts";

const NOT_YOU =
  "Si no fue usted, otra persona está en su cuenta: abra la aplicación por su cuenta, restablezca la contraseña y cierre todas las sesiones.";

export const alerts: AlertTexts = {
  labels: {
    device: "Dispositivo",
    passkey: "Llave de acceso",
    provider: "Proveedor",
    secondStep: "Segundo paso",
    on: "Activado",
    off: "Desactivado",
    codesLeft: "Códigos de recuperación restantes",
    passkeys: "Llaves de acceso",
    secondSteps: {
      totp: "Aplicación de autenticación",
      sms: "Mensaje de texto",
      email: "Correo electrónico",
    },
    some: "Hay alguna",
    none: "Ninguna",
    lookInTheApp: "Consulte la aplicación",
    time: "Hora",
    address: "Dirección IP",
  },
  alerts: {
    welcome: {
      subject: "Le damos la bienvenida",
      lead: "Su cuenta está lista. Puede iniciar sesión con su dirección de correo.",
      advice: "Nunca le pediremos su contraseña ni un código por correo o por teléfono.",
    },
    newDevice: {
      subject: "Nuevo inicio de sesión en su cuenta",
      lead: "Alguien ha iniciado sesión en su cuenta desde un dispositivo que no conocíamos.",
      advice: NOT_YOU,
    },
    emailChanged: {
      subject: "Se ha cambiado su dirección de correo",
      lead: "Su cuenta tiene una nueva dirección de correo. Este es el último mensaje a la anterior.",
      advice:
        "Si no fue usted, otra persona está en su cuenta. Póngase en contacto con el servicio de asistencia ahora mismo: la contraseña ya no se puede restablecer desde esta dirección.",
    },
    emailWanted: {
      subject: "Alguien ha intentado usar su dirección de correo",
      lead: "Alguien ha intentado usar esta dirección de correo para otra cuenta. Ya pertenece a la suya, por lo que no se ha cambiado nada.",
      advice: "Si ha sido usted, inicie sesión con esta dirección. Si no, no tiene que hacer nada.",
    },
    passwordChanged: {
      subject: "Se ha cambiado su contraseña",
      lead: "Su cuenta tiene una nueva contraseña.",
      advice: NOT_YOU,
    },
    passwordReset: {
      subject: "Se ha cambiado su contraseña",
      lead: "Su cuenta tiene una nueva contraseña, elegida con un código de este buzón. El segundo paso y las llaves de acceso siguen como estaban.",
      advice:
        "Inicie sesión y elimine cualquier segundo paso o llave de acceso que no conozca. Si usted no eligió la contraseña, otra persona lee este buzón: protéjalo primero y después restablezca la contraseña otra vez.",
    },
    mfaChanged: {
      subject: "Se ha cambiado la verificación en dos pasos",
      lead: "Se ha cambiado el segundo paso para iniciar sesión en su cuenta.",
      advice: NOT_YOU,
    },
    passkeyAdded: {
      subject: "Se ha añadido una llave de acceso",
      lead: "Su cuenta tiene una nueva llave de acceso: quien la tenga puede iniciar sesión sin su contraseña.",
      advice:
        "Si no fue usted, otra persona está en su cuenta: abra la aplicación por su cuenta, elimine la llave de acceso, restablezca la contraseña y cierre todas las sesiones.",
    },
    passkeyRemoved: {
      subject: "Se ha eliminado una llave de acceso",
      lead: "Se ha eliminado una llave de acceso de su cuenta. Ya no sirve para iniciar sesión.",
      advice: NOT_YOU,
    },
    identityUnlinked: {
      subject: "Se ha eliminado una cuenta vinculada",
      lead: "Se ha desvinculado de su cuenta una cuenta de un proveedor de identidad. Ya no sirve para iniciar sesión.",
      advice: NOT_YOU,
    },
    recoveryCodesCreated: {
      subject: "Se han creado nuevos códigos de recuperación",
      lead: "Se han creado nuevos códigos de recuperación para su cuenta. Los anteriores ya no sirven.",
      advice:
        "Si no fue usted, otra persona está en su cuenta: abra la aplicación por su cuenta, restablezca la contraseña, cierre todas las sesiones y cree nuevos códigos de recuperación.",
    },
    recoveryCodeUsed: {
      subject: "Se ha usado un código de recuperación",
      lead: "Alguien ha iniciado sesión en su cuenta con uno de sus códigos de recuperación. No se puede volver a usar.",
      advice: NOT_YOU,
    },
  },
};

export const otp: OtpTexts = {
  subject: "Su código de inicio de sesión",
  lead: "Introduzca este código para iniciar sesión.",
  label: "Su código de inicio de sesión",
  validity: (minutes) =>
    `Es válido durante ${minutes === 1 ? "un minuto" : `${minutes} minutos`} y solo se puede usar una vez.`,
  unasked:
    "Si no está iniciando sesión, ignore este mensaje. No dé este código a nadie: nosotros nunca se lo pediremos.",
  // No accents but ñ and é: GSM 03.38 has no ó, and one of them halves what fits into a message.
  sms: ({ appName, code }) => `${code} es su clave de acceso a ${appName}. No la comparta.`,
};

export const signInLink: SignInLinkTexts = {
  subject: "Su enlace de inicio de sesión",
  lead: "Abra este enlace en el navegador en el que lo solicitó y pulse allí «Iniciar sesión».",
  button: "Continuar",
  validity: (minutes) =>
    `Es válido durante ${minutes === 1 ? "un minuto" : `${minutes} minutos`}, una sola vez y solo en ese navegador.`,
  unasked:
    "Si no está iniciando sesión, ignore este mensaje: el enlace por sí solo no inicia ninguna sesión. No lo reenvíe.",
};

const CONFIRM_ACCOUNT = {
  subject: "Confirme su cuenta",
  label: "Su código de confirmación",
  validity: "Es válido durante 24 horas.",
  unasked: "Si no se ha registrado, ignore este mensaje: sin usted no ocurrirá nada.",
  sms: ({ appName, code }) => `${code} es su clave para confirmar la cuenta de ${appName}. No la comparta.`,
} satisfies Partial<CodeTexts["purposes"]["SignUp"]>;

export const codes: CodeTexts = {
  username: "Su nombre de usuario",
  purposes: {
    SignUp: {
      ...CONFIRM_ACCOUNT,
      lead: "Le damos la bienvenida. Introduzca este código para confirmar su cuenta.",
    },
    ResendCode: {
      ...CONFIRM_ACCOUNT,
      lead: "Aquí tiene un nuevo código para confirmar su cuenta. Los anteriores ya no sirven.",
    },
    AdminCreateUser: {
      subject: "Tiene una invitación",
      lead: "Se ha creado una cuenta para usted. Inicie sesión con esta contraseña temporal y elija la suya.",
      label: "Su contraseña temporal",
      validity: "Es válida durante unos días.",
      unasked: "Si no esperaba una invitación, ignore este mensaje.",
      sms: ({ appName, code, username }) =>
        `${appName}: su usuario es ${username}, su contraseña temporal es ${code}`,
    },
    ForgotPassword: {
      subject: "Restablezca su contraseña",
      lead: "Introduzca este código para elegir una nueva contraseña.",
      label: "Su código para restablecerla",
      validity: "Es válido durante una hora.",
      unasked: "Si no lo ha pedido, ignore este mensaje: su contraseña no cambia.",
      sms: ({ appName, code }) =>
        `${code} es su clave para cambiar la contraseña de ${appName}. No la comparta.`,
    },
    UpdateUserAttribute: {
      subject: "Confirme su nuevo contacto",
      lead: "Introduzca este código en la aplicación para confirmar que esta dirección o este número es suyo.",
      label: "Su código de confirmación",
      validity: "Es válido durante 24 horas.",
      unasked: "Si no ha cambiado su cuenta, ignore este mensaje: sin el código no cambia nada.",
      sms: ({ appName, code }) =>
        `${code} es su clave para confirmar el contacto en ${appName}. No la comparta.`,
    },
    VerifyUserAttribute: {
      subject: "Verifique su contacto",
      lead: "Introduzca este código en la aplicación para verificar que esta dirección o este número es suyo.",
      label: "Su código de verificación",
      validity: "Es válido durante 24 horas.",
      unasked: "Si no lo ha pedido, ignore este mensaje.",
      sms: ({ appName, code }) =>
        `${code} es su clave para verificar el contacto en ${appName}. No la comparta.`,
    },
    Authentication: {
      subject: "Su código de inicio de sesión",
      lead: "Introduzca este código para terminar de iniciar sesión.",
      label: "Su código de inicio de sesión",
      validity: "Es válido durante unos minutos.",
      unasked:
        "Si no está iniciando sesión, cambie su contraseña: otra persona la conoce. No dé este código a nadie.",
      sms: ({ appName, code }) => `${code} es su clave de acceso a ${appName}. No la comparta.`,
    },
  },
  links: {
    SignUp: {
      lead: "Le damos la bienvenida. Solo falta un paso: confirme su cuenta.",
      button: "Confirmar la cuenta",
    },
    ResendCode: {
      lead: "Aquí tiene un nuevo enlace para confirmar su cuenta. Los anteriores ya no sirven.",
      button: "Confirmar la cuenta",
    },
    ForgotPassword: {
      lead: "Siga este enlace para elegir una nueva contraseña.",
      button: "Elegir nueva contraseña",
    },
  },
};

export const organizations: OrganizationTexts = {
  subject: "Le han invitado a una organización",
  lead: "Le invitan a ser miembro. Para aceptar, inicie sesión con esta dirección de correo o cree una cuenta con ella.",
  organization: "Organización",
  button: "Abrir la invitación",
  validity: (days) => `La invitación es válida durante ${days} días y sirve una sola vez.`,
  unasked: "Si no la esperaba, ignore este mensaje: sin usted no ocurre nada.",
};

export const linkPages: LinkPageTexts = {
  email: "Dirección de correo",
  code: "Código",
  newPassword: "Nueva contraseña",
  showPassword: "Mostrar la contraseña",
  passwordRule: (minimumLength) => `Al menos ${minimumLength} caracteres. Varias palabras son mejor que una.`,
  noScript:
    "Esta página necesita JavaScript. Sin él, introduzca el código en la aplicación: está al final de la dirección de esta página, después de «code=».",
  incomplete:
    "Falta una parte del enlace. Ábralo otra vez desde el correo o introduzca lo que se le ha enviado.",
  errors: {
    code: "El enlace o el código no es correcto o ya no es válido. Pida uno nuevo en la aplicación.",
    password: "Esta contraseña es demasiado corta o demasiado fácil de adivinar. Elija otra.",
    reused: "Ya ha usado esta contraseña. Elija otra.",
    throttled: "Demasiados intentos. Espere un minuto e inténtelo de nuevo.",
    other: "No ha funcionado. Inténtelo de nuevo en un momento.",
  },
  pages: {
    confirm: {
      title: "Confirme su cuenta",
      lead: "Elija una contraseña para su cuenta. Será válida cuando confirme que esta dirección es suya.",
      button: "Confirmar la cuenta",
      done: "Su cuenta está confirmada. Puede cerrar esta página e iniciar sesión.",
    },
    reset: {
      title: "Elija una nueva contraseña",
      lead: "La nueva contraseña sustituye a la anterior en esta cuenta.",
      button: "Guardar la contraseña",
      done: "Su nueva contraseña está guardada. Puede cerrar esta página e iniciar sesión.",
    },
  },
};
