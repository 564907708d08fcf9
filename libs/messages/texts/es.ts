import type { AlertTexts, OtpTexts } from "./message-texts.ts";

const NOT_YOU =
  "Si no fue usted, otra persona está en su cuenta: abra la aplicación por su cuenta, restablezca la contraseña y cierre todas las sesiones.";

export const alerts: AlertTexts = {
  labels: {
    device: "Dispositivo",
    secondStep: "Segundo paso",
    on: "Activado",
    off: "Desactivado",
    codesLeft: "Códigos de recuperación restantes",
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
    passwordChanged: {
      subject: "Se ha cambiado su contraseña",
      lead: "Su cuenta tiene una nueva contraseña.",
      advice: NOT_YOU,
    },
    mfaChanged: {
      subject: "Se ha cambiado la verificación en dos pasos",
      lead: "Se ha cambiado el segundo paso para iniciar sesión en su cuenta.",
      advice: NOT_YOU,
    },
    recoveryCodeUsed: {
      subject: "Se ha usado un código de recuperación",
      lead: "Alguien ha iniciado sesión en su cuenta con uno de sus códigos de recuperación. No se puede volver a usar.",
      advice: NOT_YOU,
    },
  },
};

export const otp: OtpTexts = {
  subject: "Su código de acceso",
  lead: "Introduzca este código para iniciar sesión.",
  label: "Su código de acceso",
  validity: (minutes) =>
    `Es válido durante ${minutes === 1 ? "un minuto" : `${minutes} minutos`} y solo se puede usar una vez.`,
  unasked:
    "Si no está iniciando sesión, ignore este mensaje. No dé este código a nadie: nosotros nunca se lo pediremos.",
  // No accents but ñ and é: GSM 03.38 has no ó, and one of them halves what fits into a message.
  sms: ({ appName, code }) => `${code} es su clave de acceso a ${appName}. No la comparta.`,
};
